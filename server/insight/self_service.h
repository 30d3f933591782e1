#pragma once

#include <chrono>
#include <cstddef>
#include <span>

#include "server/insight/clustered_share.h"
#include "server/insight/visitor_problems.h"

namespace firstline {

/// Votes that belong to no problem: counted, and used for nothing else.
struct VotesApart {
    std::size_t yes = 0;
    std::size_t partly = 0;
    std::size_t no = 0;

    std::size_t all() const { return yes + partly + no; }
};

/// Of the problems in which an article was read, whether somebody came to the door or not.
struct SelfService {
    std::size_t problems = 0;   ///< in which an article was read; without requests
    std::size_t yes = 0;        ///< said yes, and sent no ticket within 7 days
    std::size_t false_yes = 0;  ///< said yes, and sent one
    std::size_t partly = 0;
    std::size_t no = 0;
    std::size_t failed = 0;  ///< sent a ticket without having answered
    Share success;           ///< of those who answered; partly counts half, a false yes nothing
    Share responses;         ///< answered, of all
    Share at_least;          ///< yes, of all
    Share at_most;           ///< neither said no or partly nor sent a ticket, of all
    Share would_have_asked;  ///< of those who were asked whether they would have and told
    VotesApart unnamed;      ///< by visitors who asked not to be followed
    VotesApart unseen;       ///< on pages that nobody is known to have had open
};

/// Problems that began, and votes that were cast, from `from` to before `until`.
SelfService self_service_of(std::span<const VisitorProblem> problems, std::span<const Vote> votes,
                            std::chrono::sys_seconds from, std::chrono::sys_seconds until);

}  // namespace firstline
