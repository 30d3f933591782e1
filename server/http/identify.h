#pragma once

#include <stdexcept>

#include "server/http/message.h"
#include "server/http/site.h"

namespace firstline {

/// The request shows a token that is not valid; what() says so. To be told, not passed over: a
/// program that silently became a reader would find less without a reason.
struct InvalidToken : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Who sent this request: by a token, else a session, else what a trusted proxy says.
/// REQUIRES: find_client(). Throws InvalidToken; StoreError only for a token: people read on as
/// readers while the store cannot be asked, which is logged.
Caller identify(const Site& site, const Request& request);

/// The session's token that the request shows; empty if none.
std::string_view session_token(const Request& request);
/// Makes the browser show this session's token from now on; none if it is empty.
void set_session(Reply& reply, const Request& request, std::string_view token);

}  // namespace firstline
