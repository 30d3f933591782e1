#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "server/http/message.h"
#include "server/http/site.h"

namespace firstline {

/// The boundary of a request: whatever comes in, exactly one well-formed answer goes out. Knows
/// nothing of sockets, so it answers whoever frames the requests. Safe from any thread.
class Responder {
public:
    explicit Responder(const Site& site);

    /// Finds out what a handler needs to know of `request`, checks what holds for every request,
    /// answers by the table of routes, turns what handlers throw into a status, adds the security
    /// headers and logs one line.
    Reply answer(Request request);

    /// An answer to what could not even be read as a request.
    Reply refuse(int status, std::string_view detail, Request request);

private:
    Reply checked(Request& request, const std::string& id) const;
    Reply failure(const Request& request, int status, const std::string& detail) const;
    void finish(Reply& reply, const Request& request, const std::string& id,
                std::chrono::steady_clock::time_point begin) const;
    std::string next_id();

    const Site& site_;
    std::string id_prefix_;  ///< tells the requests of one run of the server from the next one's
    std::atomic<std::uint64_t> requests_{0};
    mutable std::atomic<bool> told_of_proxy_{false};
};

}  // namespace firstline
