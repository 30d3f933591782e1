#pragma once

#include <string>
#include <string_view>

#include "server/search/search_types.h"

namespace firstline {

/// Percent-encodes everything that is not unreserved (RFC 3986); a blank becomes `%20`.
std::string encode_component(std::string_view text);

/// `/a/printers/jam#if-it-still-fails`; the anchor may be empty.
std::string article_url(std::string_view slug, std::string_view anchor = {});

/// The page of this very search. What has its default value is left out, so that one search has
/// one URL.
std::string search_url(const SearchRequest& request);

/// Where a notice leads: an `https://` or root-relative address as it is, an article's path as its
/// page. Empty for anything else, `javascript:` and `//host` among it.
std::string notice_url(std::string_view link);

/// `url` if it is an `http://` or `https://` address, else empty.
std::string web_url(std::string_view url);

/// `tel:` and the digits; empty without any.
std::string telephone_url(std::string_view telephone);

/// `mailto:` with a subject that may be empty; empty for what is no address.
std::string mail_url(std::string_view email, std::string_view subject);

}  // namespace firstline
