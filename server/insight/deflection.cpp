#include "server/insight/deflection.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "server/insight/wording.h"

namespace firstline {
namespace {

/// Types of articles that can answer. Of one without a type nothing speaks against it.
constexpr auto kAnswers =
    std::to_array<std::string_view>({"fix", "how-to", "faq", "known-error", ""});

constexpr auto kNames =
    std::to_array<std::string_view>({"confirmed", "failed", "no_or_partly", "unknown"});

/// The latest of the moments at which a ticket could still follow.
std::chrono::sys_seconds last_moment(const VisitorProblem& problem) {
    auto last = *problem.door;
    for (const Vote* vote : problem.votes)
        last = std::max(last, vote->at);
    return last;
}

bool read_an_answer(const VisitorProblem& problem) {
    return std::any_of(problem.reads.begin(), problem.reads.end(), [&](const ArticleRead& read) {
        return read.at >= *problem.door - kReadBeforeDoor &&
               std::find(kAnswers.begin(), kAnswers.end(), read.type) != kAnswers.end();
    });
}

/// A problem that came to the door, as far as it is counted.
struct Counted {
    Outcome outcome = Outcome::unknown;
    bool provisional = false;
    std::string_view visitor;
    std::string_view incident;
};

class Numbers {
public:
    std::size_t of(std::string_view name) {
        return numbers_.emplace(name, numbers_.size()).first->second;
    }
    std::size_t next() const { return numbers_.size(); }

private:
    std::unordered_map<std::string_view, std::size_t> numbers_;
};

/// What every measure of these problems is computed from: only `value` differs.
struct Places {
    std::vector<Observation> observations;
    std::size_t visitors = 0;
    std::size_t incidents = 0;
};

Places places_of(const std::vector<Counted>& counted) {
    Places places;
    Numbers visitors;
    Numbers incidents;
    for (const Counted& one : counted)
        if (!one.incident.empty())
            incidents.of(one.incident);
    std::size_t alone = incidents.next();
    for (const Counted& one : counted)
        places.observations.push_back(
            {.visitor = visitors.of(one.visitor),
             .incident = one.incident.empty() ? alone++ : incidents.of(one.incident)});
    places.visitors = visitors.next();
    places.incidents = incidents.next();
    return places;
}

template <class Condition>
Share share_where(Places& places, const std::vector<Counted>& counted, const Condition& holds,
                  double least_design_effect = 1) {
    for (std::size_t i = 0; i < counted.size(); ++i)
        places.observations[i].value = holds(counted[i].outcome) ? 1 : 0;
    return clustered_share(places.observations, least_design_effect);
}

Deflection measured(const std::vector<Counted>& counted) {
    Deflection found;
    Places places = places_of(counted);
    found.problems = counted.size();
    found.visitors = places.visitors;
    found.incidents = places.incidents;
    found.provisional = static_cast<std::size_t>(std::count_if(
        counted.begin(), counted.end(), [](const Counted& one) { return one.provisional; }));
    double likeness = 1;
    const auto measure = [&](Outcome outcome) {
        Share& share = found.outcomes[static_cast<std::size_t>(outcome)];
        share = share_where(
            places, counted, [&](Outcome one) { return one == outcome; }, likeness);
    };
    for (const Outcome outcome : {Outcome::failed, Outcome::no_or_partly, Outcome::unknown})
        measure(outcome);
    // Where nobody confirmed, how alike problems are can only be seen in the other outcomes.
    if (std::none_of(counted.begin(), counted.end(),
                     [](const Counted& one) { return one.outcome == Outcome::confirmed; }))
        for (const Share& share : found.outcomes)
            likeness = std::max(likeness, share.design_effect);
    measure(Outcome::confirmed);
    found.not_denied = share_where(places, counted, [](Outcome one) {
        return one == Outcome::confirmed || one == Outcome::unknown;
    });
    return found;
}

std::optional<DominantIncident> dominant_of(const std::vector<Counted>& counted) {
    std::map<std::string_view, std::size_t> sizes;
    for (const Counted& one : counted)
        if (!one.incident.empty())
            ++sizes[one.incident];
    const auto largest =
        std::max_element(sizes.begin(), sizes.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    if (largest == sizes.end() || largest->second < kDominantProblems ||
        static_cast<double>(largest->second) < kDominantPart * static_cast<double>(counted.size()))
        return std::nullopt;
    std::vector<Counted> others;
    for (const Counted& one : counted)
        if (one.incident != largest->first)
            others.push_back(one);
    return DominantIncident{std::string{largest->first}, largest->second, measured(others)};
}

}  // namespace

std::string_view name_of(Outcome outcome) {
    return kNames.at(static_cast<std::size_t>(outcome));
}

Outcome outcome_of(const VisitorProblem& problem) {
    const auto last = last_moment(problem);
    for (const Ticket* ticket : problem.tickets)
        if (ticket->created <= last + kNoTicketFor)
            return Outcome::failed;
    // The last word counts: a "no" to one article and then a "yes" to the next is a yes.
    if (problem.votes.empty())
        return Outcome::unknown;
    if (problem.votes.back()->answer != Vote::Answer::yes)
        return Outcome::no_or_partly;
    return read_an_answer(problem) ? Outcome::confirmed : Outcome::unknown;
}

DeflectionFindings deflection_of(std::span<const VisitorProblem> problems,
                                 std::chrono::sys_seconds from, std::chrono::sys_seconds until,
                                 std::chrono::sys_seconds now) {
    DeflectionFindings findings;
    std::vector<Counted> counted;
    for (const VisitorProblem& problem : problems) {
        if (!problem.door || *problem.door < from || *problem.door >= until)
            continue;
        if (problem.is_request()) {
            ++findings.requests;
            findings.requests_sent += problem.tickets.empty() ? 0 : 1;
            continue;
        }
        const Outcome outcome = outcome_of(problem);
        const bool open = outcome != Outcome::failed && now < last_moment(problem) + kNoTicketFor;
        counted.push_back({outcome, open, problem.visitor, problem.incident});
    }
    findings.all = measured(counted);
    findings.dominant = dominant_of(counted);
    return findings;
}

Deflection deflection_from(std::size_t confirmed, std::size_t failed, std::size_t no_or_partly,
                           std::size_t unknown) {
    Deflection found;
    const auto counts = std::to_array({confirmed, failed, no_or_partly, unknown});
    for (const std::size_t count : counts)
        found.problems += count;
    found.visitors = found.problems;
    for (std::size_t i = 0; i < kOutcomes; ++i)
        found.outcomes[i] = plain_share(static_cast<double>(counts[i]), found.problems);
    found.not_denied = plain_share(static_cast<double>(confirmed + unknown), found.problems);
    return found;
}

std::string deflection_headline(const Deflection& deflection) {
    if (deflection.problems == 0)
        return "Nobody came to the ticket form in this time.";
    return fmt::format("Confirmed: at least {} %",
                       percent(deflection.of(Outcome::confirmed).interval.low));
}

std::string deflection_sentence(const Deflection& deflection) {
    if (deflection.problems == 0)
        return deflection_headline(deflection);
    const Share& confirmed = deflection.of(Outcome::confirmed);
    return fmt::format(
        "{} ({}, 95 % {}). If every silent visitor was helped: {} % (to {} %).",
        deflection_headline(deflection), share_of_words(confirmed), range_words(confirmed.interval),
        short_percent(deflection.not_denied.value()), percent(deflection.not_denied.interval.high));
}

}  // namespace firstline
