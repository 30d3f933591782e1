#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <httplib.h>

namespace firstline {

/// Somebody else's site, on a port of this machine. It answers at `/NUMBER` with that status, at
/// `/to?URL` with a redirect for good and at `/for-now?URL` with one for now, `/to/PATH` likewise;
/// at other paths as a test says.
class StandInSite {
public:
    using Answer = std::function<void(const httplib::Request&, httplib::Response&)>;

    explicit StandInSite(Answer other = {});
    ~StandInSite();
    StandInSite(const StandInSite&) = delete;
    StandInSite& operator=(const StandInSite&) = delete;

    std::string url(const std::string& path = "/200") const;

    struct Request {
        std::string method;
        std::string target;
        httplib::Headers headers;
        std::chrono::steady_clock::time_point at;
    };
    std::vector<Request> requests() const;
    /// `HEAD /200, GET /404`
    std::string asked() const;

private:
    void answer(const httplib::Request& request, httplib::Response& response);

    Answer other_;
    httplib::Server server_;
    int port_ = 0;
    mutable std::mutex mutex_;
    std::vector<Request> requests_;
    std::thread serving_;
};

/// A port on which whoever comes is hung up on.
class HangUp {
public:
    HangUp();
    ~HangUp();
    HangUp(const HangUp&) = delete;
    HangUp& operator=(const HangUp&) = delete;

    std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/x"; }

private:
    int socket_ = -1;
    int port_ = 0;
    std::thread serving_;
};

}  // namespace firstline
