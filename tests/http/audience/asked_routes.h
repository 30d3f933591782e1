#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tests/http/client.h"

namespace firstline {

/// What is asked: `GET /search?q=x`.
struct Asked {
    std::string_view method = "GET";
    std::string target;
    std::string body = {};   ///< JSON, or the fields of a form
    bool from_page = false;  ///< sent by a page of this server
};

/// What is asked of each route, by its method and pattern: `GET /search`. A new route belongs here.
std::map<std::string, std::vector<Asked>> asked_by_route();
/// All of these, and addresses that are no route's.
std::vector<Asked> all_asked();

/// An answer as far as two servers can give the same: all but how long a search took, the tag,
/// which names a state of the index, and what binds a form to a browser.
std::string comparable(const Received& answer);

}  // namespace firstline
