#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/access/viewer.h"
#include "server/http/message.h"
#include "server/http/site.h"
#include "server/pages/views.h"
#include "server/search/library.h"

namespace firstline {

/// What the sender of this request may read.
const Viewer& viewer_of(const Request& request);

/// Whether anybody could sign in by a password; also false while the store cannot be asked.
bool has_accounts(const Site& site);

/// Where who is not signed in can do so and come back to this page; empty if nobody can.
std::string sign_in_url_of(const Site& site, const Request& request);

/// The beginning of absolute links: as configured, else from the Host header if that is a plain
/// host name, else empty.
std::string base_url_of(const Site& site, const Request& request);

/// What a page shows around its content. `path` is this page's own, `query` what its search box
/// holds.
Frame frame_of(const Site& site, const Request& request, Reading& reading, std::string path,
               std::string query);

/// The same when the index cannot be asked.
Frame bare_frame(const Site& site);

}  // namespace firstline
