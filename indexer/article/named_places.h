#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include <gumbo.h>

namespace firstline {

/// The places of an article that its writer named in HTML, by `<a name="x">` or the `id` of any
/// element: what they are called in the page, and which of them a link means.
class NamedPlaces {
public:
    /// Looks at all that will be written: a link may stand above its place.
    explicit NamedPlaces(const GumboNode& root);

    /// The ids that this place is to have. Of several places with one name the first has it, as the
    /// first is where a link leads. Ask in the order of the text, once for each place.
    std::vector<std::string> new_ids(const GumboNode& place);

    /// The id that a link within the page means by `fragment`: that of a place, whatever its case;
    /// else that of a heading, which is in lower case.
    std::string id_for(const std::string& fragment) const;

    const std::set<std::string>& names() const { return names_; }

private:
    std::set<std::string> names_;
    std::map<std::string, std::string> by_lower_;  ///< in lower case -> the first so called
    std::set<std::string> given_;
};

}  // namespace firstline
