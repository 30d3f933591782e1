#pragma once

#include <stdexcept>
#include <string>

#include "server/http/message.h"
#include "server/http/site.h"

namespace firstline {

/// A form that was not sent from a page of ours, or from one of another time; what() tells its
/// sender what to do.
struct ForgedForm : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// The body as a form's fields. Empty for what is no form.
Target fields_of(const Request& request);
/// A field's value; empty if there is none.
std::string field(const Target& fields, std::string_view name);

/// What a form must send back as `form_token`: of this session or, before there is one, of a cookie
/// of its own. Empty if the browser has neither.
std::string form_token(const Request& request);
/// The same, never empty: adds the cookie to `reply` if need be.
std::string form_token(const Request& request, Reply& reply);

/// Throws ForgedForm unless this POST comes from a form of this server's own pages: by its Origin
/// (or, of old browsers, Referer) and by its token. Tokens of the API need neither, since no
/// browser sends them by itself.
void check_form(const Site& site, const Request& request, const Target& fields);

/// Whether a browser says that a page of this server sent this.
bool comes_from_here(const Site& site, const Request& request);

/// Throws ForgedForm unless this POST comes from a page of this server.
void check_origin(const Site& site, const Request& request);

/// A path of this server to go on to: `text` if it is one, else `/`. Never another server's
/// address, in whatever way a browser reads it.
std::string local_path(const std::string& text);

}  // namespace firstline
