#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/insight/clustered_share.h"
#include "server/insight/visitor_problems.h"
#include "server/store/votes.h"

namespace firstline {

/// An article between two material changes, and how its readers fared.
struct TextEra {
    std::chrono::sys_seconds first{};  ///< that a text of this era was seen or voted on
    std::chrono::sys_seconds last{};
    Share yes;               ///< of readers who answered; partly counts half
    Share tickets;           ///< of who read it, who sent a ticket afterwards
    std::size_t failed = 0;  ///< who searched, read it, and were not helped
    std::size_t sought = 0;  ///< who searched and read it
};

struct TextEras {
    std::string_view article;                  ///< id
    std::span<const Vote> votes;               ///< of the article, in the order of time
    std::span<const VisitorProblem> problems;  ///< of who read it
    /// Whether there was no material change between two texts, by their hashes; false if one of
    /// them is not kept.
    std::function<bool(std::string_view, std::string_view)> same;
};

/// The latest first. What was seen of a text that is nobody's any more and was never voted on
/// belongs to none.
std::vector<TextEra> text_eras_of(const TextEras& what);

/// What was typed by those whom it led to an article.
struct LeadingQuery {
    std::string query;
    std::size_t visitors = 0;
    std::size_t failed = 0;  ///< of these: said no or partly, or sent a ticket after reading
};

/// Those that at least kFewestVisitors used, of the most first. `others` is how many visitors came
/// by queries that fewer used.
struct LeadingQueries {
    std::vector<LeadingQuery> queries;
    std::size_t others = 0;
};
LeadingQueries leading_queries_of(std::string_view article,
                                  std::span<const VisitorProblem> problems);

/// Whether who had this problem read the article and was not helped by it, as far as is known.
bool failed_after(const VisitorProblem& problem, std::string_view article);

}  // namespace firstline
