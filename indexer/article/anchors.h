#pragma once

#include <map>
#include <string>
#include <string_view>

namespace firstline {

/// GitHub's form of a heading: lower case, blanks to hyphens, of other characters only letters,
/// digits, `-` and `_`. May be empty.
std::string heading_slug(std::string_view heading);

/// What of the name of a place may stand in an id without doubt anywhere: ASCII letters and digits,
/// `-`, `_`, `.` and `:`. The rest is dropped.
std::string clean_anchor(std::string_view name);

/// The id of a place that its writer named in HTML, `name` as clean_anchor() has it. No heading's
/// anchor and no id of a script's making holds a full stop, so that no name can take their place.
std::string place_id(std::string_view name);

/// Hands out anchors that are unique within an article: `setup`, `setup-1`, `setup-2`.
class Anchors {
public:
    std::string next(std::string_view heading);

private:
    std::map<std::string, int, std::less<>> used_;
};

}  // namespace firstline
