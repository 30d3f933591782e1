#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/insight/clustered_share.h"
#include "server/insight/visitor_problems.h"

namespace firstline {

/// Results below this place are seldom looked at.
inline constexpr std::size_t kSeenPlaces = 3;

/// Why the answer to a ticket, which an article held, was not found before it was sent.
enum class Cause {
    never_searched,
    not_shown,          ///< no search showed the article, or ranked it below kSeenPlaces
    shown_not_opened,   ///< one of the first results or suggestions
    opened_and_failed,  ///< read, and the ticket was sent all the same
    not_visible,        ///< the person may not read it
    stale,              ///< read, and was overdue or known to be outdated
    cannot_be_told      ///< nothing is known of what the person did before
};
inline constexpr std::size_t kCauses = 7;

std::string_view name_of(Cause cause);

/// What the caller knows of articles. Both may be empty: then nothing is stale or hidden.
struct ArticleLookup {
    std::function<bool(const Ticket& ticket, std::string_view article)> visible;
    std::function<bool(std::string_view article, std::chrono::sys_seconds at)> stale;
};

/// An article that would have answered several tickets.
struct AnsweredBy {
    std::string article;
    std::size_t tickets = 0;
    std::array<std::size_t, kCauses> causes{};
    std::vector<std::string> failed_steps;  ///< as readers named them, each once
};

struct ExistingAnswers {
    std::size_t solved = 0;  ///< tickets that the desk solved
    Share with_article;      ///< of these, solved with an article
    std::array<Share, kCauses> causes;
    std::vector<AnsweredBy> articles;  ///< those with the most tickets first, at most kMostArticles

    static constexpr std::size_t kMostArticles = 10;
};

/// Tickets made from `from` to before `until`. `problems` are those that the tickets belong to.
ExistingAnswers existing_answers_of(std::span<const Ticket> tickets,
                                    std::span<const VisitorProblem> problems,
                                    const ArticleLookup& lookup, std::chrono::sys_seconds from,
                                    std::chrono::sys_seconds until);

/// `problem` is the ticket's, or null.
Cause cause_of(const Ticket& ticket, const VisitorProblem* problem, const ArticleLookup& lookup);

}  // namespace firstline
