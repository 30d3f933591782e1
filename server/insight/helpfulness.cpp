#include "server/insight/helpfulness.h"

#include <map>

namespace firstline {
namespace {

constexpr std::string_view kDisagree = "disagree";
constexpr std::string_view kNotMine = "not-mine";

void count(VoteCounts& counts, Vote::Answer answer) {
    switch (answer) {
        case Vote::Answer::yes: ++counts.yes; break;
        case Vote::Answer::partly: ++counts.partly; break;
        case Vote::Answer::no: ++counts.no; break;
    }
}

void count(Helpfulness& found, const Vote& vote) {
    if (vote.answer != Vote::Answer::yes && vote.reason == kDisagree)
        ++found.disagreed;
    else if (vote.answer != Vote::Answer::yes && vote.reason == kNotMine)
        ++found.not_mine;
    else
        count(vote.by_desk ? found.desk : found.readers, vote.answer);
}

}  // namespace

Helpfulness helpfulness_of(std::span<const Vote> votes,
                           const std::function<bool(std::string_view text_hash)>& holds) {
    Helpfulness found;
    std::map<std::string_view, const Vote*> last;
    for (const Vote& vote : votes) {
        if (!holds(vote.text_hash))
            ++found.earlier;
        else if (!vote.visitor || !vote.seen)
            ++found.apart;
        else
            last[*vote.visitor] = &vote;
    }
    for (const auto& [visitor, vote] : last)
        count(found, *vote);
    if (found.readers.all() >= kFewestVotes) {
        const auto half = static_cast<double>(found.readers.partly) / 2;
        found.helpful =
            plain_share(static_cast<double>(found.readers.yes) + half, found.readers.all());
        found.unhelpful =
            plain_share(static_cast<double>(found.readers.no) + half, found.readers.all());
    }
    return found;
}

}  // namespace firstline
