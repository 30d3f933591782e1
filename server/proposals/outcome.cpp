#include "server/proposals/outcome.h"

#include <map>

#include "server/proposals/line_ends.h"
#include "server/proposals/text_merge.h"

namespace firstline {

Outcome outcome_of(const Proposal& proposal, const std::optional<std::string>& present) {
    Outcome outcome{.present = present};
    const bool is_new = proposal.article.empty();
    if (!present && !is_new) {
        outcome.kind = Outcome::Kind::gone;
        outcome.text = proposal.text;
        return outcome;
    }
    if (!present) {
        outcome.text = proposal.text;
        return outcome;
    }
    if (proposal.base == *present && !is_new) {
        outcome.text = proposal.text;
        return outcome;
    }
    // A repository may keep other line ends than a work tree shows; they are no change.
    const std::string base = with_ends_of(*present, proposal.base);
    const std::string proposed = with_ends_of(*present, proposal.text);
    outcome.merged = base != *present;
    const TextMerge merge = merge_texts({base, *present, proposed});
    outcome.text = merge.text;
    if (!merge.clean)
        outcome.kind = Outcome::Kind::conflict;
    else if (merge.text == *present)
        outcome.kind = Outcome::Kind::there;
    return outcome;
}

std::vector<Outcome> outcomes_of(const std::vector<Proposal>& proposals, const TextAt& text_at) {
    std::map<std::string, std::optional<std::string>> texts;
    std::vector<Outcome> outcomes;
    for (const Proposal& proposal : proposals) {
        const auto known = texts.find(proposal.path);
        auto& present = known != texts.end()
                            ? known->second
                            : texts.emplace(proposal.path, text_at(proposal.path)).first->second;
        outcomes.push_back(outcome_of(proposal, present));
        if (outcomes.back().kind == Outcome::Kind::change)
            present = outcomes.back().text;
    }
    return outcomes;
}

}  // namespace firstline
