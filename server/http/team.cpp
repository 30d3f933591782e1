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

bool keeps_articles(const Caller& caller, const KnowledgeBase& kb) {
    const std::string team = team_of(caller, kb);
    return caller.is_person() && caller.viewer.role >= Role::agent &&
           std::any_of(kb.owners.begin(), kb.owners.end(), [&](const Owner& owner) {
               return owner.active && (names(owner, caller.name) || owner.key == team);
           });
}

bool is_kept_by(const Caller& caller, const ArticleRecord& article, const KnowledgeBase& kb) {
    if (!caller.is_person() || caller.viewer.role < Role::agent || article.owner.empty() ||
        article.owner_assumed)
        return false;
    const auto owner = std::find_if(kb.owners.begin(), kb.owners.end(),
                                    [&](const Owner& each) { return each.key == article.owner; });
    return owner != kb.owners.end() && owner->active &&
           (names(*owner, caller.name) || team_of(caller, kb) == owner->key);
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
