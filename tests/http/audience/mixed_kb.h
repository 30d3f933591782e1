#pragma once

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

}  // namespace firstline
