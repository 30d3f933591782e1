#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server/insight/deflection.h"
#include "server/insight/existing_answers.h"
#include "server/insight/search_measures.h"
#include "server/insight/self_service.h"
#include "server/insight/team_measures.h"
#include "server/insight/ticket_measures.h"
#include "server/insight/weeks.h"
#include "server/store/outbox.h"

namespace firstline {

/// A known incident, and how many said that they are affected too.
struct IncidentCount {
    std::string key;
    std::string title;
    std::uint64_t joined = 0;
    bool open = false;
};

/// What the numbers are made of, each list in the order of time. Events, votes and tickets begin
/// kProblemLife before `from`, so that a problem that began then is whole.
struct InsightInput {
    std::vector<Event> events;
    std::vector<Vote> votes;
    std::vector<Ticket> tickets;
    std::vector<TicketCount> counts;
    std::vector<TicketLink> links;
    std::vector<Team> teams;
    std::uint64_t views_followed = 0;
    std::uint64_t views_not_followed = 0;
    std::uint64_t events_shed = 0;
    OutboxHealth outbox;
    std::vector<IncidentCount> incidents;
    ArticleLookup articles;
    std::chrono::sys_seconds from{};
    std::chrono::sys_seconds until{};
};

/// How much of what happened these numbers know of.
struct Coverage {
    Share joined_tickets;    ///< with something known of what was done before, of those sent here
    Share unnamed_tickets;   ///< by who asked not to be followed, of those sent here
    Share unnamed_votes;     ///< likewise, of readers' votes
    Share unnamed_views;     ///< likewise, of articles' pages that were opened
    std::uint64_t shed = 0;  ///< events that more came of than could be written
    std::size_t elsewhere = 0;  ///< tickets that were counted elsewhere: telephone, walk-in, ...
};

struct InsightReport {
    std::chrono::sys_seconds from{};
    std::chrono::sys_seconds until{};
    std::chrono::sys_seconds now{};
    bool empty = true;  ///< nothing at all happened
    DeflectionFindings deflection;
    SelfService self_service;
    /// Without the incident that dominates at the door; only then.
    std::optional<SelfService> self_service_without;
    ExistingAnswers existing_answers;
    SearchMeasures searches;
    TicketMeasures tickets;
    TeamMeasures teams;
    std::vector<Week> weeks;
    Coverage coverage;
    OutboxHealth outbox;
    std::vector<IncidentCount> incidents;
};

InsightReport insight_report(const InsightInput& input, std::chrono::sys_seconds now);

}  // namespace firstline
