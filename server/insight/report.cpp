#include "server/insight/report.h"

#include <algorithm>
#include <unordered_set>

namespace firstline {
namespace {

/// Tickets of this channel are sent from a page of ours, on which a visitor could be known.
constexpr std::string_view kOwnChannel = "web";

Coverage coverage_of(const InsightInput& input, const std::vector<VisitorProblem>& problems) {
    const auto in_time = [&](std::chrono::sys_seconds at) {
        return at >= input.from && at < input.until;
    };
    std::unordered_set<const Ticket*> known;
    for (const VisitorProblem& problem : problems)
        if (!problem.events.empty() || !problem.votes.empty())
            known.insert(problem.tickets.begin(), problem.tickets.end());
    std::size_t sent = 0;
    std::size_t joined = 0;
    std::size_t unnamed = 0;
    for (const Ticket& ticket : input.tickets) {
        if (!in_time(ticket.created) || ticket.channel != kOwnChannel)
            continue;
        ++sent;
        joined += known.contains(&ticket) ? 1U : 0U;
        unnamed += ticket.visitor ? 0U : 1U;
    }
    std::size_t votes = 0;
    std::size_t unnamed_votes = 0;
    for (const Vote& vote : input.votes)
        if (!vote.by_desk && in_time(vote.at)) {
            ++votes;
            unnamed_votes += vote.visitor ? 0U : 1U;
        }
    Coverage found{plain_share(static_cast<double>(joined), sent),
                   plain_share(static_cast<double>(unnamed), sent),
                   plain_share(static_cast<double>(unnamed_votes), votes)};
    found.unnamed_views =
        plain_share(static_cast<double>(input.views_not_followed),
                    static_cast<std::size_t>(input.views_followed + input.views_not_followed));
    found.shed = input.events_shed;
    for (const TicketCount& count : input.counts)
        found.elsewhere += count.tickets;
    return found;
}

std::vector<VisitorProblem> without(const std::vector<VisitorProblem>& problems,
                                    std::string_view incident) {
    std::vector<VisitorProblem> others;
    for (const VisitorProblem& problem : problems)
        if (problem.incident != incident)
            others.push_back(problem);
    return others;
}

bool is_empty(const InsightReport& report) {
    const SelfService& answers = report.self_service;
    return report.deflection.all.problems + report.deflection.requests + answers.problems +
               answers.unnamed.all() + answers.unseen.all() + report.searches.searches +
               report.tickets.all.tickets + report.coverage.elsewhere + report.teams.teams.size() ==
           0;
}

}  // namespace

InsightReport insight_report(const InsightInput& input, std::chrono::sys_seconds now) {
    const auto problems = problems_of(input.events, input.votes, input.tickets);
    const auto from = input.from;
    const auto until = input.until;
    InsightReport report{.from = from, .until = until, .now = now};
    report.deflection = deflection_of(problems, from, until, now);
    report.self_service = self_service_of(problems, input.votes, from, until);
    if (const auto& dominant = report.deflection.dominant)
        report.self_service_without =
            self_service_of(without(problems, dominant->key), input.votes, from, until);
    report.existing_answers =
        existing_answers_of(input.tickets, problems, input.articles, from, until);
    report.searches = search_measures_of(input.events, from, until);
    report.tickets = ticket_measures_of(input.tickets, from, until);
    report.teams = team_measures_of({input.teams, input.tickets, input.links, from, until});
    report.weeks =
        weeks_of({input.events, problems, input.tickets, input.counts, from, until, now});
    report.coverage = coverage_of(input, problems);
    report.outbox = input.outbox;
    report.incidents = input.incidents;
    report.empty = is_empty(report);
    return report;
}

}  // namespace firstline
