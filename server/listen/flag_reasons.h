#pragma once

#include <span>
#include <string_view>

namespace firstline {

/// What an agent has against an article.
struct FlagReason {
    std::string_view key;    ///< as it is kept: `missing-step`
    std::string_view label;  ///< as a choice of the form: `A step is missing`
};

/// Of `duplicate`, which other article is asked for; of `other`, a note.
inline constexpr std::string_view kDuplicate = "duplicate";
inline constexpr std::string_view kOtherReason = "other";

std::span<const FlagReason> flag_reasons();
/// nullptr for an unknown key.
const FlagReason* find_flag_reason(std::string_view key);

}  // namespace firstline
