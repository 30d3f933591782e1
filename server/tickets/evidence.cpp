#include "server/tickets/evidence.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "server/store/incidents.h"
#include "server/tickets/handoff.h"

namespace firstline {

namespace {

std::set<std::string_view> words_of(std::string_view topic) {
    std::set<std::string_view> words;
    while (!topic.empty()) {
        const auto end = std::min(topic.find(' '), topic.size());
        if (end > 0)
            words.insert(topic.substr(0, end));
        topic.remove_prefix(std::min(end + 1, topic.size()));
    }
    return words;
}

/// One person who reports five times is one person. Who cannot be told apart counts as another.
std::string requester_of(const Ticket& ticket) {
    if (!ticket.account.empty())
        return "account " + ticket.account;
    if (!ticket.email.empty())
        return "mail " + ticket.email;
    if (ticket.visitor)
        return "visitor " + *ticket.visitor;
    return "ticket " + ticket.reference;
}

bool was_classified_by_desk(TicketTable& tickets, std::int64_t id) {
    const auto notes = tickets.notes(id);
    return std::any_of(notes.begin(), notes.end(), [](const TicketNote& note) {
        return note.who != "firstline" && note.what.starts_with("priority ");
    });
}

}  // namespace

bool are_similar(const Ticket& a, const Ticket& b) {
    if (!a.incident.empty() && a.incident == b.incident)
        return true;
    const auto ours = words_of(a.topic);
    const auto theirs = words_of(b.topic);
    const auto shorter = std::min(ours.size(), theirs.size());
    const auto shared = static_cast<std::size_t>(std::count_if(
        ours.begin(), ours.end(), [&](std::string_view word) { return theirs.contains(word); }));
    // One word in common, such as "printer", is no evidence unless there is no other.
    return shorter > 0 && 2 * shared >= shorter && shared >= std::min<std::size_t>(2, shorter);
}

std::string wider(const DeskPlan& plan, std::string_view affects) {
    const auto& facts = plan.affects;
    for (std::size_t i = 0; i + 1 < facts.size(); ++i)
        if (facts[i].key == affects)
            return facts[i + 1].key;
    return std::string{affects};
}

std::vector<Reclassification> reclassified_by(const Ticket& ticket, std::span<const Ticket> recent,
                                              std::size_t joined, const DeskPlan& plan,
                                              const EvidenceRules& rules) {
    std::vector<Ticket> similar{ticket};
    std::set<std::string> requesters{requester_of(ticket)};
    for (const Ticket& other : recent) {
        if (other.reference == ticket.reference || other.created + rules.within < ticket.created ||
            !are_similar(ticket, other))
            continue;
        similar.push_back(other);
        requesters.insert(requester_of(other));
    }
    const auto reports = requesters.size() + joined;
    std::vector<Reclassification> raised;
    if (reports < rules.similar)
        return raised;
    for (Ticket& one : similar) {
        const auto priority = priority_for(plan, wider(plan, one.affects), one.work);
        if (!is_more_urgent(plan, priority, one.priority))
            continue;
        const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(rules.within).count();
        std::string was = std::exchange(one.priority, priority);
        raised.push_back({std::move(one), std::move(was),
                          fmt::format("{} similar reports in {} minutes", reports, minutes)});
    }
    return raised;
}

std::size_t weigh_evidence(Connection& connection, const Ticket& ticket, const DeskPlan& plan,
                           std::chrono::sys_seconds now, const EvidenceRules& rules) {
    TicketTable tickets(connection);
    const auto begin = now - rules.within;
    const auto joined =
        ticket.incident.empty() ? 0 : IncidentTable(connection).joined(ticket.incident, begin);
    const auto recent = tickets.between(begin, now + std::chrono::seconds{1});
    std::size_t changed = 0;
    for (const auto& [raised, was, reason] : reclassified_by(ticket, recent, joined, plan, rules)) {
        if (was_classified_by_desk(tickets, raised.id))
            continue;
        tickets.update(raised);
        tickets.note(raised.id, {.at = now,
                                 .who = "firstline",
                                 .what = fmt::format("priority {} -> {}", was, raised.priority),
                                 .why = reason});
        // What is still in the outbox is handed over as it stands then.
        if (raised.state != Ticket::State::accepted)
            OutboxTable(connection).add(reclassified_item(raised, reason, now));
        ++changed;
    }
    return changed;
}

}  // namespace firstline
