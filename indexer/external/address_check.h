#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "indexer/checks/check_run.h"
#include "indexer/external/ask_all.h"

namespace firstline {

/// The addresses outside of the knowledge base that articles lead to, and where.
struct ExternalLinks {
    struct Use {
        std::string path;
        int line = 1;
        std::string written;
    };
    std::vector<WebAddress> addresses;             ///< each once, in order
    std::map<std::string, std::vector<Use>> uses;  ///< by WebAddress::url
};

/// Of all articles that are not archived: links and images over http and https.
ExternalLinks external_links(const Collection& articles);

struct AddressCheckOptions {
    AskOptions ask;
    std::optional<std::filesystem::path> cache;
    std::chrono::sys_seconds now;
};

struct AddressCheck {
    Problems problems;         ///< one for each line on which such an address stands
    std::size_t asked = 0;     ///< addresses, of which servers were asked now
    std::size_t cached = 0;    ///< whose answer was kept
    std::size_t unknown = 0;   ///< whose server wants not to be asked now
    std::size_t private_ = 0;  ///< that lead to private networks
    std::size_t left = 0;      ///< that were not reached before it was told to stop
};

/// Asks where the links lead, unless the cache knows, and tells what is wrong with them. What is
/// known when it is told to stop is told, and kept.
AddressCheck check_addresses(const ExternalLinks& links, const AddressCheckOptions& options);

/// `1024 external addresses: 1000 asked, 20 known from before, ...`
std::string summary_of(const AddressCheck& check);

}  // namespace firstline
