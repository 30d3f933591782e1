#pragma once

#include <string>
#include <string_view>

#include "server/http/message.h"
#include "server/http/site.h"
#include "server/search/search_types.h"
#include "server/store/events.h"

namespace firstline {

/// Whether the sender asks not to be followed, by `DNT: 1` or `Sec-GPC: 1`.
bool asks_not_to_be_followed(const Request& request);

/// Whether what this request does is kept as events: a browser sends it for a person, who does not
/// ask not to be followed, and not ahead of time.
bool is_followed(const Site& site, const Request& request);

/// The visitor id of the sender, if there is one yet; empty for who is not followed.
std::string visitor_of(const Site& site, const Request& request);

/// The same; gives a browser without one a cookie with a new one.
std::string visitor_for(const Site& site, const Request& request, Reply& reply);

/// Whether the sender is of the desk: an agent or more.
bool is_of_desk(const Request& request);

/// Keeps a committed search with what it showed. Adds the visitor's cookie to `reply` if need be.
/// `incident` is the key of an open one that the search is about, if there is one.
void note_search(const Site& site, const Request& request, const SearchResults& results,
                 std::string_view language, const std::string& incident, Reply& reply);

/// Keeps that the page of an article was opened.
void note_view(const Site& site, const Request& request, const StoredArticle& article,
               std::string_view language, Reply& reply);

/// An event of this request: `kind`, `at` and `by_desk` are set; `visitor` is the caller's to set.
Event event_of(const Site& site, const Request& request, Event::Kind kind);

/// topic_of() with a Language of this name.
std::string topic_in(std::string_view text, std::string_view language);

}  // namespace firstline
