#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "indexer/external/answer.h"
#include "indexer/external/host_turns.h"
#include "indexer/external/web_address.h"

namespace firstline {

struct AskOptions {
    HostTurns::Manners manners;
    std::chrono::milliseconds timeout{20'000};
    std::size_t hosts_at_once = 8;
    bool private_too = false;
    std::string agent;
    /// Asked every moment; what is known by then is the result.
    std::function<bool()> stopping = [] { return false; };
    /// Called in one thread.
    std::function<void(std::size_t done, std::size_t total)> progress = [](auto, auto) {};
};

/// Asks for all addresses, several hosts at once and each host one address after the other. By url;
/// those that were not asked are missing. A host that three times in a row cannot be found or
/// reached is asked no more, and its other addresses have the same answer. Where no host is found
/// at all, none is called dead.
std::map<std::string, Answer> ask_all(const std::vector<WebAddress>& addresses,
                                      const AskOptions& options);

}  // namespace firstline
