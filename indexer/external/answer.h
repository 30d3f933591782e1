#pragma once

#include <string>

namespace firstline {

/// What became of asking whether an address leads somewhere.
struct Answer {
    enum class Outcome {
        good,         ///< there is a page, though perhaps not for us
        moved,        ///< there is one, at another address for good
        dead,         ///< there is none, says the server, or there is no such host
        unreachable,  ///< no sound answer, which may pass
        unknown,      ///< the server asked not to be asked, or nobody was
        private_,     ///< it leads to this machine or its network, which is not asked
    };
    Outcome outcome = Outcome::unknown;
    std::string said;      ///< in words, behind the address: `answers 404`; empty for a good one
    std::string moved_to;  ///< if moved
    bool of_host = false;  ///< says something of the host and nothing of the page

    friend bool operator==(const Answer&, const Answer&) = default;
};

}  // namespace firstline
