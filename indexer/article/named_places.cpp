#include "indexer/article/named_places.h"

#include "indexer/article/anchors.h"
#include "indexer/article/html_rules.h"
#include "indexer/article/html_tree.h"
#include "indexer/article/paths.h"
#include "indexer/text/characters.h"
#include "indexer/text/tokens.h"

namespace firstline {

namespace {

/// As clean_anchor() has them; never empty ones.
std::vector<std::string> names_of(const GumboNode& element) {
    std::vector<std::string> names;
    if (auto name = clean_anchor(attribute_of(element, "id")); !name.empty())
        names.push_back(std::move(name));
    if (element.v.element.tag == GUMBO_TAG_A)
        if (auto name = clean_anchor(attribute_of(element, "name")); !name.empty())
            names.push_back(std::move(name));
    return names;
}

}  // namespace

NamedPlaces::NamedPlaces(const GumboNode& root) {
    const auto note = [this](const GumboNode& node) {
        if (!is_element(node) || is_never_shown(name_of(node)))
            return false;
        if (element_rule(name_of(node)) != nullptr)
            for (const auto& name : names_of(node)) {
                by_lower_.emplace(lower_ascii(name), name);
                names_.insert(name);
            }
        return true;
    };
    walk(root, note, [](const GumboNode&) {});
}

std::vector<std::string> NamedPlaces::new_ids(const GumboNode& place) {
    std::vector<std::string> ids;
    for (const auto& name : names_of(place))
        if (given_.insert(name).second)
            ids.push_back(place_id(name));
    return ids;
}

std::string NamedPlaces::id_for(const std::string& fragment) const {
    const std::string wanted = clean_anchor(percent_decoded(fragment).value_or(fragment));
    if (names_.contains(wanted))
        return place_id(wanted);
    const auto alike = by_lower_.find(lower_ascii(wanted));
    return alike == by_lower_.end() ? to_lower(fragment) : place_id(alike->second);
}

}  // namespace firstline
