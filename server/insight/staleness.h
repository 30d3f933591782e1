#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/text/dates.h"
#include "server/insight/clustered_share.h"
#include "server/store/votes.h"

namespace firstline {

/// How many of the readers who answered about the text as it stands say that it is out of date.
/// `votes` are of one article, in the order of time; the last of each visitor counts, so that n is
/// of so many people. `holds` as helpfulness_of() takes it.
Share outdated_votes_of(std::span<const Vote> votes,
                        const std::function<bool(std::string_view text_hash)>& holds);

/// A review stamp that many articles got in one go.
struct StampedTogether {
    enum class Opened { yes, no, unknown };

    std::size_t others = 0;
    std::size_t opened = 0;  ///< of these, as far as is known; only if `this_one` is known
    Opened this_one = Opened::unknown;
};

/// What is known of one article, as far as it tells whether it can be trusted.
struct ArticleFacts {
    enum class OwnerTrouble { none, nobody, unknown, inactive };

    std::optional<Date> reviewed;         ///< by a person who read it
    std::optional<Date> reviewed_by_use;  ///< UseReview::reviewed
    std::optional<Date> created;          ///< or the earliest day that is known of its text
    std::optional<std::chrono::days> review_every;
    std::optional<Date> expires;
    bool changed_since_review = false;  ///< materially
    OwnerTrouble owner = OwnerTrouble::none;
    std::size_t open_flags = 0;
    Share outdated;  ///< outdated_votes_of()
    std::size_t broken_links = 0;
    std::string ended;  ///< what it names that has ended: `Windows 10 ended 14 Oct 2025`
    std::optional<StampedTogether> stamped;  ///< absent: by itself, or with few others
    std::string alike;        ///< which article has largely the same text; empty: none
    bool orphan = false;      ///< no other article leads to it
    bool unused = false;      ///< nobody read it in kUseWindow, although others were read
    std::size_t views90 = 0;  ///< by readers, in 90 days
    std::size_t links90 = 0;  ///< into tickets, in 90 days
    bool critical = false;
};

/// A review that says no interval is taken to hold so long.
inline constexpr std::chrono::days kUsualReview{365};
/// Of which time readers and links are counted.
inline constexpr std::chrono::days kUseWindow{90};
inline constexpr int kStalest = 100;

/// One reason to mistrust an article, or to look at it.
struct StaleReason {
    std::string_view key;   ///< `flags`
    std::string_view word;  ///< `flagged`
    int points = 0;         ///< 0: worth knowing, and no reason to mistrust it
    std::string sentence;   ///< with its evidence: `2 open flags`
};

struct Staleness {
    int points = 0;                    ///< 0 to kStalest: the sum of the reasons', cut off there
    std::vector<StaleReason> reasons;  ///< the most points first

    bool has(std::string_view key) const;
    /// Not if all there is to say is that a review holds, though not as surely as at first, or
    /// what is only worth knowing.
    bool asks_for_work() const;
};

/// What a reason is called, for a choice of reasons.
struct StaleReasonName {
    std::string_view key;
    std::string_view word;
};
/// All there are.
std::span<const StaleReasonName> stale_reason_names();

Staleness staleness_of(const ArticleFacts& facts, Date today);

/// What to mend first: staleness x log2(2 + views90 + 3 x links90), where a critical article counts
/// as one of at least 100 views.
double priority_of(const Staleness& staleness, const ArticleFacts& facts);

/// The last review by reading or by use that does not lie in the future.
std::optional<Date> last_review_of(const ArticleFacts& facts, Date today);

}  // namespace firstline
