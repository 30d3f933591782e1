#pragma once

#include <span>
#include <string_view>

namespace firstline {

/// Why an article did not solve it, to be chosen with one tap.
struct VoteReason {
    std::string_view key;    ///< as it is kept: `outdated`
    std::string_view label;  ///< `It is wrong or out of date`
    /// Whether it speaks against the article. What does not is still shown to its owner.
    bool against_article = true;
};

std::span<const VoteReason> vote_reasons();
/// nullptr for an unknown key.
const VoteReason* find_vote_reason(std::string_view key);

}  // namespace firstline
