#include "server/http/team.h"

#include <algorithm>
#include <utility>

#include "indexer/text/characters.h"
#include "server/tickets/desk_plan.h"

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

std::vector<Team> teams_of(const KnowledgeBase& kb) {
    std::vector<std::string> problems;
    const DeskPlan plan = desk_plan_from(kb.desk, problems);
    std::vector<Team> teams;
    for (const Owner& owner : kb.owners) {
        Team team{.key = owner.key, .name = owner.name, .people = {}, .categories = {}};
        for (const std::string& person : owner.people)
            team.people.insert(lower_ascii(person));
        for (const TicketCategory& category : plan.categories)
            if (category.owner == owner.key)
                team.categories.insert(category.key);
        teams.push_back(std::move(team));
    }
    return teams;
}

}  // namespace firstline
