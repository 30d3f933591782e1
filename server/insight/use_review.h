#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string_view>

#include "server/store/flags.h"

namespace firstline {

/// "Used, it was right" from so many different agents is a review of the text.
inline constexpr std::size_t kAgentsOfReview = 3;

/// What agents said of an article as it stands now, by using it.
struct UseReview {
    std::size_t agents = 0;  ///< different ones, since the last material change
    std::optional<std::chrono::sys_seconds> last;  ///< when the latest of them first said so
    /// When the last review by use was complete. Each further kAgentsOfReview who had not said so
    /// before make another.
    std::optional<std::chrono::sys_seconds> reviewed;
};

/// `uses` are of one article, in the order of time.
/// `holds` tells whether what was said of the text with this hash holds for the present one:
/// whether there was no material change between them.
UseReview use_review_of(std::span<const ArticleUse> uses,
                        const std::function<bool(std::string_view text_hash)>& holds);

}  // namespace firstline
