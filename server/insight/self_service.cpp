#include "server/insight/self_service.h"

#include <unordered_map>
#include <vector>

#include "server/insight/deflection.h"

namespace firstline {
namespace {

enum class End { yes, false_yes, partly, no, failed, silent };

End end_of(const VisitorProblem& problem) {
    const Vote* const last = problem.votes.empty() ? nullptr : problem.votes.back();
    bool sent = false;
    for (const Ticket* ticket : problem.tickets)
        sent = sent || !last || ticket->created <= last->at + kNoTicketFor;
    if (!last)
        return sent ? End::failed : End::silent;
    switch (last->answer) {
        case Vote::Answer::yes: return sent ? End::false_yes : End::yes;
        case Vote::Answer::partly: return End::partly;
        case Vote::Answer::no: break;
    }
    return End::no;
}

struct Read {
    End end = End::silent;
    Observation place;
};

std::vector<Read> reads_of(std::span<const VisitorProblem> problems, std::chrono::sys_seconds from,
                           std::chrono::sys_seconds until) {
    std::unordered_map<std::string_view, std::size_t> visitors;
    std::unordered_map<std::string_view, std::size_t> incidents;
    std::vector<Read> reads;
    // No incident has a number as high as that of the first who belongs to none.
    std::size_t alone = problems.size();
    for (const VisitorProblem& problem : problems) {
        if (problem.reads.empty() || problem.begin < from || problem.begin >= until ||
            problem.is_request())
            continue;
        const std::size_t visitor =
            visitors.emplace(problem.visitor, visitors.size()).first->second;
        const std::size_t incident =
            problem.incident.empty()
                ? alone++
                : incidents.emplace(problem.incident, incidents.size()).first->second;
        reads.push_back({end_of(problem), {.visitor = visitor, .incident = incident}});
    }
    return reads;
}

/// The share over those for which `counts` has a value.
template <class Value>
Share share_of(const std::vector<Read>& reads, const Value& value) {
    std::vector<Observation> places;
    for (const Read& read : reads)
        if (const std::optional<double> counted = value(read.end)) {
            places.push_back(read.place);
            places.back().value = *counted;
        }
    return clustered_share(places);
}

std::optional<double> success(End end) {
    switch (end) {
        case End::yes: return 1;
        case End::partly: return .5;
        case End::false_yes:
        case End::no: return 0;
        case End::failed:
        case End::silent: break;
    }
    return std::nullopt;
}

void count(SelfService& found, End end) {
    switch (end) {
        case End::yes: ++found.yes; break;
        case End::false_yes: ++found.false_yes; break;
        case End::partly: ++found.partly; break;
        case End::no: ++found.no; break;
        case End::failed: ++found.failed; break;
        case End::silent: break;
    }
}

void count(VotesApart& apart, Vote::Answer answer) {
    switch (answer) {
        case Vote::Answer::yes: ++apart.yes; break;
        case Vote::Answer::partly: ++apart.partly; break;
        case Vote::Answer::no: ++apart.no; break;
    }
}

void count_votes(SelfService& found, std::span<const Vote> votes, std::chrono::sys_seconds from,
                 std::chrono::sys_seconds until) {
    std::size_t told = 0;
    std::size_t would = 0;
    for (const Vote& vote : votes) {
        if (vote.by_desk || vote.at < from || vote.at >= until)
            continue;
        if (!vote.visitor)
            count(found.unnamed, vote.answer);
        else if (!vote.seen)
            count(found.unseen, vote.answer);
        else if (vote.asked && !vote.would_have_asked.empty()) {
            ++told;
            would += vote.would_have_asked == "yes" ? 1U : 0U;
        }
    }
    found.would_have_asked = plain_share(static_cast<double>(would), told);
}

}  // namespace

SelfService self_service_of(std::span<const VisitorProblem> problems, std::span<const Vote> votes,
                            std::chrono::sys_seconds from, std::chrono::sys_seconds until) {
    SelfService found;
    const auto reads = reads_of(problems, from, until);
    found.problems = reads.size();
    for (const Read& read : reads)
        count(found, read.end);
    found.success = share_of(reads, success);
    found.responses = share_of(reads, [](End end) -> std::optional<double> {
        return end == End::failed || end == End::silent ? 0 : 1;
    });
    found.at_least =
        share_of(reads, [](End end) -> std::optional<double> { return end == End::yes ? 1 : 0; });
    found.at_most = share_of(reads, [](End end) -> std::optional<double> {
        return end == End::yes || end == End::silent ? 1 : 0;
    });
    count_votes(found, votes, from, until);
    return found;
}

}  // namespace firstline
