#include "server/listen/flag_reasons.h"

#include <algorithm>
#include <array>

namespace firstline {

namespace {

/// The keys stand in stores: none is ever changed.
constexpr auto kReasons = std::to_array<FlagReason>({
    {"wrong", "It is wrong"},
    {"outdated", "It is out of date"},
    {"missing-step", "A step is missing"},
    {kDuplicate, "It says the same as another article"},
    {kOtherReason, "Something else"},
});

}  // namespace

std::span<const FlagReason> flag_reasons() {
    return kReasons;
}

const FlagReason* find_flag_reason(std::string_view key) {
    const auto* const found = std::find_if(kReasons.begin(), kReasons.end(),
                                           [&](const auto& reason) { return reason.key == key; });
    return found == kReasons.end() ? nullptr : found;
}

}  // namespace firstline
