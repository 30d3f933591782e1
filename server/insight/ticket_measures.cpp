#include "server/insight/ticket_measures.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>
#include <utility>

namespace firstline {
namespace {

constexpr std::chrono::days kReopenedWithin{7};

class Tally {
public:
    void add(const Ticket& ticket) {
        ++tickets_;
        if (ticket.answered && *ticket.answered >= ticket.created)
            answers_.push_back(*ticket.answered - ticket.created);
        if (ticket.solved) {
            ++solved_;
            if (*ticket.solved >= ticket.created)
                resolutions_.push_back(*ticket.solved - ticket.created);
            if (ticket.reopened && *ticket.reopened >= *ticket.solved &&
                *ticket.reopened - *ticket.solved <= kReopenedWithin)
                ++reopened_;
        }
        if (!ticket.really_solved.empty()) {
            ++told_;
            really_ += ticket.really_solved == "yes"      ? 1
                       : ticket.really_solved == "partly" ? .5
                                                          : 0;
        }
    }

    TicketGroup group(std::string_view key) && {
        return {.key = std::string{key},
                .tickets = tickets_,
                .first_answer = durations_of(std::move(answers_)),
                .resolved = durations_of(std::move(resolutions_)),
                .reopened = plain_share(static_cast<double>(reopened_), solved_),
                .really_solved = plain_share(really_, told_)};
    }

private:
    std::size_t tickets_ = 0;
    std::vector<std::chrono::seconds> answers_;
    std::vector<std::chrono::seconds> resolutions_;
    std::size_t solved_ = 0;
    std::size_t reopened_ = 0;
    std::size_t told_ = 0;
    double really_ = 0;
};

using Tallies = std::map<std::string_view, Tally>;

std::vector<TicketGroup> groups_of(Tallies&& tallies) {
    std::vector<TicketGroup> groups;
    groups.reserve(tallies.size());
    for (auto& [key, tally] : tallies)
        groups.push_back(std::move(tally).group(key));
    return groups;
}

}  // namespace

Durations durations_of(std::vector<std::chrono::seconds> all) {
    if (all.empty())
        return {};
    std::sort(all.begin(), all.end());
    const auto ranked = [&](double share) {
        const double rank = std::ceil(share * static_cast<double>(all.size()));
        return all[static_cast<std::size_t>(std::max(rank, 1.)) - 1];
    };
    return {all.size(), ranked(.5), ranked(.9)};
}

TicketMeasures ticket_measures_of(std::span<const Ticket> tickets, std::chrono::sys_seconds from,
                                  std::chrono::sys_seconds until) {
    Tally all;
    Tallies channels;
    Tallies priorities;
    Tallies categories;
    for (const Ticket& ticket : tickets) {
        if (ticket.created < from || ticket.created >= until)
            continue;
        all.add(ticket);
        channels[ticket.channel].add(ticket);
        priorities[ticket.priority].add(ticket);
        categories[ticket.category].add(ticket);
    }
    return {std::move(all).group({}), groups_of(std::move(channels)),
            groups_of(std::move(priorities)), groups_of(std::move(categories))};
}

}  // namespace firstline
