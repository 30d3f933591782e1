#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tests/http/served_kb.h"

namespace firstline {

/// Whom an article is for: lines of front matter that make it somebody else's than a reader's.
struct Readership {
    std::string name;
    std::string front_matter;
};

/// One of each kind of audience and state that is not for everybody.
std::vector<Readership> other_audiences();

/// Somebody who asks.
struct Kind {
    std::string role;                 ///< empty: not signed in
    std::vector<std::string> groups;  ///< `hr`, `finance` or none

    std::string name() const;
};

/// A reader, each role, and some of them in the group.
std::vector<Kind> kinds();

/// Whether product.md lets this kind of person read articles of this readership: said again here,
/// independently of the program.
bool should_read(const Kind& kind, const Readership& readership);

/// Places of an article in which a word may stand.
std::vector<std::string_view> places();

/// A word that stands in this place of the article of this audience and nowhere else.
std::string marker(const Readership& audience, std::string_view place);
std::vector<std::string> all_markers();

/// What everybody may read, and the settings, which have no audience.
std::vector<KbFile> public_files();
/// One article for `audience` with its files, alike enough to the public ones to be found with
/// them.
std::vector<KbFile> files_for(const Readership& audience);
std::vector<KbFile> files_with(const std::vector<Readership>& audiences);

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
