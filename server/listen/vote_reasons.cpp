#include "server/listen/vote_reasons.h"

#include <algorithm>
#include <array>

namespace firstline {

namespace {

/// The keys stand in stores: none is ever changed.
constexpr auto kReasons = std::to_array<VoteReason>({
    {"outdated", "It is wrong or out of date", true},
    {"step", "A step failed", true},
    {"not-mine", "It is not about my problem", false},
    {"unclear", "It is hard to follow", true},
    {"disagree", "I disagree with the rule", false},
});

}  // namespace

std::span<const VoteReason> vote_reasons() {
    return kReasons;
}

const VoteReason* find_vote_reason(std::string_view key) {
    const auto* const found = std::find_if(kReasons.begin(), kReasons.end(),
                                           [&](const auto& reason) { return reason.key == key; });
    return found == kReasons.end() ? nullptr : found;
}

}  // namespace firstline
