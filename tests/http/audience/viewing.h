#pragma once

#include "tests/http/audience/asked_routes.h"
#include "tests/http/audience/mixed_kb.h"

namespace firstline {

/// How one kind of viewer sees a server.
class Viewing {
public:
    /// Makes the accounts and the token that `kind` comes in by: each kind by one of the three
    /// ways.
    Viewing(ServedKb& kb, const Kind& kind);

    Received ask(const Asked& asked) const;

private:
    const ServedKb& kb_;
    Headers headers_;
    std::string form_token_;  ///< of a session
};

/// The settings of a server that these viewers can come in to.
ServedWith for_viewers();

}  // namespace firstline
