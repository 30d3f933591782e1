#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "server/access/viewer.h"
#include "server/http/handlers.h"

namespace firstline {

/// Of a request, where its route does not say otherwise.
inline constexpr std::size_t kLargestBody = std::size_t{64} << 10U;

/// One thing that can be asked of the server.
struct Route {
    enum class Gives { page, json, file };
    /// What a POST must show of where it comes from, besides a token of the API.
    enum class Sender {
        form,   ///< a form of ours, with its token: it acts for who is signed in
        page,   ///< a page of ours, by its Origin: it says something that anyone may say
        anyone  ///< the handler looks for itself
    };

    std::string_view method;   ///< GET serves HEAD too
    std::string_view pattern;  ///< a path; `{rest}` at its end stands for any text but none
    Role role;                 ///< the least role that may ask; for others the route is not there
    std::optional<Permission> scope;  ///< that a token needs; nothing: it is for people alone
    Gives gives;                      ///< errors are told in the same form
    Handler* handler;
    Sender sender = Sender::form;
    std::size_t largest_body = kLargestBody;  ///< in bytes
};

/// Every route of the server, the first that matches answers.
std::span<const Route> routes();

/// What `{rest}` stands for in `path`, or nothing if the pattern does not match.
std::optional<std::string> match(std::string_view pattern, std::string_view path);

/// Whether errors at this path are for programs to read.
bool speaks_json(std::string_view path);

/// How many bytes a POST to this path may send; nothing if no route takes it.
std::optional<std::size_t> largest_body(std::string_view path);

/// Lets the first route that matches answer: 405 if there is one for other methods only; pages
/// that are not there are show_not_found's. Who asks for more than a reader may have and is not
/// signed in is led to signing in. REQUIRES: `request.target` and `request.caller` are set.
/// Throws ForgedForm.
Reply route(const Site& site, const Request& request);

}  // namespace firstline
