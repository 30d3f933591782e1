#include "server/insight/use_review.h"

#include <set>

namespace firstline {

UseReview use_review_of(std::span<const ArticleUse> uses,
                        const std::function<bool(std::string_view text_hash)>& holds) {
    UseReview found;
    std::set<std::string_view> agents;
    for (const ArticleUse& use : uses) {
        // Small edits between do not make a second witness of somebody.
        if (agents.contains(use.agent) || !holds(use.text_hash))
            continue;
        agents.insert(use.agent);
        found.last = use.at;
        if (agents.size() % kAgentsOfReview == 0)
            found.reviewed = use.at;
    }
    found.agents = agents.size();
    return found;
}

}  // namespace firstline
