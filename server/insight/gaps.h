#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/insight/search_measures.h"
#include "server/insight/visitor_problems.h"

namespace firstline {

/// How a search for an answer failed.
enum class GapKind {
    nothing_found,
    weak,        ///< there were results, none of them sure
    not_opened,  ///< sure results, and none was opened
    not_solved,  ///< opened; then "no", the form to write to the desk, or a ticket
    stale,       ///< the first results were all out of date
    hidden       ///< only what readers may not see answers it; known by asking again, not by events
};
inline constexpr std::size_t kGapKinds = 6;

std::string_view name_of(GapKind kind);
std::optional<GapKind> gap_kind_named(std::string_view name);

/// Of which time gaps are told; the time as long before it shows whether they grow.
inline constexpr std::chrono::days kGapWindow{30};
/// A cluster in which most found what they needed is no gap.
inline constexpr double kMostlyFails = .5;
/// Two topics are one if they share this part of all their words.
inline constexpr double kSameTopic = .5;

/// What several people searched for and did not find.
struct Gap {
    std::string topic;  ///< stems that at least kFewestVisitors used, sorted: names the gap
    std::vector<std::string> words;  ///< as they were typed, folded; those of the most people first
    std::string query;  ///< to ask again: typed by kFewestVisitors or more, else the words
    GapKind kind = GapKind::nothing_found;       ///< of most of who failed
    std::size_t visitors = 0;                    ///< who asked, in the window
    std::size_t failed = 0;                      ///< of these
    std::size_t signed_in = 0;                   ///< of those who failed
    std::size_t before = 0;                      ///< who failed in the window before
    std::array<std::size_t, kGapKinds> kinds{};  ///< visitors who failed, by how
    std::vector<std::string> articles;           ///< first results then, the most frequent first
    std::chrono::sys_seconds last{};             ///< the last failure
};

/// Clusters of problems by what was searched for first in them; the gaps among them, those of the
/// most visitors who failed first. `stale` tells of an article whether it is out of date now.
/// REQUIRES: `problems` of the last 2 x kGapWindow before `until`.
std::vector<Gap> gaps_of(std::span<const VisitorProblem> problems,
                         const std::function<bool(std::string_view article)>& stale,
                         std::chrono::sys_seconds until);

/// How this problem failed; nothing if it did not, as far as is known, or nothing was searched for.
std::optional<GapKind> failure_of(const VisitorProblem& problem,
                                  const std::function<bool(std::string_view article)>& stale);

/// What asking again with Gap::query finds now.
struct Replay {
    bool sure = false;
    std::string article;                           ///< the first result; may be empty
    bool stale = false;                            ///< that one
    std::optional<std::chrono::sys_days> touched;  ///< that one was changed or reviewed
    bool sure_for_writer = false;                  ///< writers find a sure result
};

/// Whether asking again succeeds: surely, and with an article that did not fail those who asked, or
/// was changed or reviewed since.
bool closes(const Gap& gap, const Replay& replay);

}  // namespace firstline
