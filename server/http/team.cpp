#include "server/http/team.h"

#include <algorithm>

#include "indexer/text/characters.h"

namespace firstline {
namespace {

bool names(const Owner& owner, const std::string& person) {
    return std::any_of(owner.people.begin(), owner.people.end(), [&](const std::string& name) {
        return lower_ascii(name) == lower_ascii(person);
    });
}

}  // namespace

std::string team_of(const Caller& caller, const KnowledgeBase& kb) {
    for (const Owner& owner : kb.owners)
        if (names(owner, caller.name))
            return owner.key;
    const auto& groups = caller.viewer.groups;
    for (const Owner& owner : kb.owners)
        if (std::find(groups.begin(), groups.end(), lower_ascii(owner.key)) != groups.end())
            return owner.key;
    return {};
}

}  // namespace firstline
