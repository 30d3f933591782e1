#include "server/insight/text_eras.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "server/insight/search_measures.h"

namespace firstline {
namespace {

using Moment = std::chrono::sys_seconds;

/// Which era each text belongs to, by when texts were first seen.
class Eras {
public:
    explicit Eras(const TextEras& what) : what_(what) {
        std::map<std::string_view, std::pair<Moment, Moment>> seen;
        for (const Vote& vote : what.votes)
            see(seen, vote.text_hash, vote.at);
        for (const VisitorProblem& problem : what.problems)
            for (const Event* const event : problem.events)
                if (event->kind == Event::Kind::view && event->article == what.article)
                    see(seen, event->text_hash, event->at);
        std::vector<std::pair<Moment, std::string_view>> order;
        for (const auto& [hash, when] : seen)
            if (what.same(hash, hash))
                order.emplace_back(when.first, hash);
        std::sort(order.begin(), order.end());
        std::string_view before;
        for (const auto& [first, hash] : order) {
            if (before.empty() || !what.same(before, hash))
                eras_.push_back({.first = first});
            TextEra& era = eras_.back();
            era.last = std::max(era.last, seen.at(hash).second);
            of_text_[hash] = eras_.size() - 1;
            before = hash;
        }
    }

    std::vector<TextEra>& all() { return eras_; }

    std::optional<std::size_t> of_text(std::string_view hash) const {
        const auto found = of_text_.find(hash);
        return found == of_text_.end() ? std::nullopt : std::optional{found->second};
    }

    /// Of the text that was read last in this problem.
    std::optional<std::size_t> read_in(const VisitorProblem& problem) const {
        std::optional<std::size_t> era;
        for (const Event* const event : problem.events)
            if (event->kind == Event::Kind::view && event->article == what_.article)
                if (const auto found = of_text(event->text_hash))
                    era = found;
        return era;
    }

private:
    static void see(std::map<std::string_view, std::pair<Moment, Moment>>& seen,
                    std::string_view hash, Moment at) {
        if (hash.empty())
            return;
        auto& [first, last] = seen.try_emplace(hash, at, at).first->second;
        first = std::min(first, at);
        last = std::max(last, at);
    }

    const TextEras& what_;
    std::vector<TextEra> eras_;  ///< the earliest first
    std::map<std::string_view, std::size_t> of_text_;
};

bool counts(const Vote& vote) {
    const bool against_it = vote.reason != "disagree" && vote.reason != "not-mine";
    return vote.visitor && vote.seen && !vote.by_desk &&
           (vote.answer == Vote::Answer::yes || against_it);
}

void add_votes(Eras& eras, std::span<const Vote> votes) {
    std::map<std::pair<std::size_t, std::string_view>, Vote::Answer> last;
    for (const Vote& vote : votes)
        if (const auto era = eras.of_text(vote.text_hash); era && counts(vote))
            last[{*era, *vote.visitor}] = vote.answer;
    std::vector<std::pair<double, std::size_t>> sums(eras.all().size());
    for (const auto& [whose, answer] : last) {
        auto& [yes, all] = sums.at(whose.first);
        yes += answer == Vote::Answer::yes ? 1 : answer == Vote::Answer::partly ? .5 : 0;
        ++all;
    }
    for (std::size_t i = 0; i < sums.size(); ++i)
        eras.all()[i].yes = plain_share(sums[i].first, sums[i].second);
}

bool has_search(const VisitorProblem& problem) {
    return std::any_of(problem.events.begin(), problem.events.end(),
                       [](const Event* e) { return e->kind == Event::Kind::search; });
}

Moment first_read(const VisitorProblem& problem, std::string_view article) {
    auto first = Moment::max();
    for (const ArticleRead& read : problem.reads)
        if (read.article == article)
            first = std::min(first, read.at);
    return first;
}

bool ticket_after(const VisitorProblem& problem, std::string_view article) {
    const Moment read = first_read(problem, article);
    return std::any_of(problem.tickets.begin(), problem.tickets.end(),
                       [&](const Ticket* ticket) { return ticket->created >= read; });
}

void add_problems(Eras& eras, const TextEras& what) {
    struct Visitors {
        std::set<std::string_view> readers;
        std::set<std::string_view> tickets;
        std::set<std::string_view> sought;
        std::set<std::string_view> failed;
    };
    std::vector<Visitors> visitors(eras.all().size());
    for (const VisitorProblem& problem : what.problems) {
        const auto era = eras.read_in(problem);
        if (!era)
            continue;
        Visitors& of_era = visitors.at(*era);
        of_era.readers.insert(problem.visitor);
        if (ticket_after(problem, what.article))
            of_era.tickets.insert(problem.visitor);
        if (!has_search(problem))
            continue;
        of_era.sought.insert(problem.visitor);
        if (failed_after(problem, what.article))
            of_era.failed.insert(problem.visitor);
    }
    for (std::size_t i = 0; i < visitors.size(); ++i) {
        TextEra& era = eras.all()[i];
        era.tickets = plain_share(static_cast<double>(visitors[i].tickets.size()),
                                  visitors[i].readers.size());
        era.sought = visitors[i].sought.size();
        era.failed = visitors[i].failed.size();
    }
}

}  // namespace

bool failed_after(const VisitorProblem& problem, std::string_view article) {
    const Vote* last = nullptr;
    for (const Vote* const vote : problem.votes)
        if (vote->article == article && counts(*vote))
            last = vote;
    return (last != nullptr && last->answer != Vote::Answer::yes) || ticket_after(problem, article);
}

std::vector<TextEra> text_eras_of(const TextEras& what) {
    Eras eras(what);
    add_votes(eras, what.votes);
    add_problems(eras, what);
    auto all = std::move(eras.all());
    std::reverse(all.begin(), all.end());
    return all;
}

LeadingQueries leading_queries_of(std::string_view article,
                                  std::span<const VisitorProblem> problems) {
    struct Visitors {
        std::set<std::string_view> all;
        std::set<std::string_view> failed;
    };
    std::map<std::string_view, Visitors> by_query;
    for (const VisitorProblem& problem : problems) {
        const bool failed = failed_after(problem, article);
        for (const Event* const event : problem.events) {
            if (event->kind != Event::Kind::view || event->article != article ||
                event->query.empty())
                continue;
            Visitors& visitors = by_query[event->query];
            visitors.all.insert(problem.visitor);
            if (failed)
                visitors.failed.insert(problem.visitor);
        }
    }
    LeadingQueries found;
    std::set<std::string_view> others;
    for (const auto& [query, visitors] : by_query) {
        if (visitors.all.size() < kFewestVisitors)
            others.insert(visitors.all.begin(), visitors.all.end());
        else
            found.queries.push_back(
                {std::string{query}, visitors.all.size(), visitors.failed.size()});
    }
    found.others = others.size();
    std::stable_sort(found.queries.begin(), found.queries.end(),
                     [](const auto& a, const auto& b) { return a.visitors > b.visitors; });
    return found;
}

}  // namespace firstline
