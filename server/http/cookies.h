#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "server/http/message.h"

namespace firstline {

/// The value of a cookie of ours; empty if the browser sent none. Over https it goes by a name that
/// only https can set (`__Host-`), so that nobody on a plain connection can plant one.
std::string_view cookie(const Request& request, std::string_view name);

/// Has the browser keep a cookie until it is closed, for no script to see. An empty value removes
/// it. `value` must be of the characters of a token.
void set_cookie(Reply& reply, const Request& request, std::string_view name,
                std::string_view value);
/// The same, kept for so long also when the browser is closed.
void set_cookie(Reply& reply, const Request& request, std::string_view name, std::string_view value,
                std::chrono::seconds life);

/// Adds the cookies that were set on `from` to `to`.
void move_cookies(Reply& from, Reply& to);

}  // namespace firstline
