#pragma once

#include <map>
#include <string>
#include <string_view>

namespace firstline {

/// GitHub's form of a heading: lower case, blanks to hyphens, of other characters only letters,
/// digits, `-` and `_`. May be empty.
std::string heading_slug(std::string_view heading);

/// Hands out anchors that are unique within an article: `setup`, `setup-1`, `setup-2`.
class Anchors {
public:
    std::string next(std::string_view heading);

private:
    std::map<std::string, int, std::less<>> used_;
};

}  // namespace firstline
