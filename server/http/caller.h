#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/access/gate.h"

namespace firstline {

/// Who sent a request, and how that is known.
struct Caller {
    enum class Way {
        none,     ///< a reader
        session,  ///< signed in here
        token,    ///< a program
        proxy     ///< signed in at a trusted proxy
    };

    Way way = Way::none;
    std::string name;  ///< of the account, the token or the proxy's user; empty for a reader
    Viewer viewer;
    std::vector<Permission> scopes;     ///< of a token
    std::optional<SignedIn> signed_in;  ///< of a session

    /// A person, not a program, who is more than a reader.
    bool is_person() const { return way == Way::session || way == Way::proxy; }
};

}  // namespace firstline
