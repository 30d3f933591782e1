#include "server/tickets/desk_events.h"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "indexer/text/sha256.h"
#include "server/tickets/moments.h"

namespace firstline {

namespace {

using Json = nlohmann::json;

constexpr std::size_t kLongestText = 500;
/// Who, in the log of a ticket.
constexpr const char* kDesk = "desk";

/// In the order of DeskEvent::Kind.
constexpr auto kKinds =
    std::to_array<std::string_view>({"created", "answered", "solved", "reopened", "reclassified"});

std::string text_in(const Json& json, const char* name) {
    const auto found = json.find(name);
    if (found == json.end() || found->is_null())
        return {};
    if (!found->is_string())
        throw BadDeskMessage(fmt::format("\"{}\" must be a text.", name));
    auto text = found->get<std::string>();
    if (text.size() > kLongestText)
        throw BadDeskMessage(fmt::format("\"{}\" is longer than {} bytes.", name, kLongestText));
    std::replace_if(
        text.begin(), text.end(),
        [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7F'; }, ' ');
    return text;
}

DeskEvent::Kind kind_in(const Json& json) {
    const auto name = text_in(json, "event");
    const auto* const found = std::find(kKinds.begin(), kKinds.end(), name);
    if (found == kKinds.end())
        throw BadDeskMessage(fmt::format("\"event\" must be one of {}.", fmt::join(kKinds, ", ")));
    return static_cast<DeskEvent::Kind>(found - kKinds.begin());
}

/// A ticket that came by telephone, mail or the desk's own form: enough to be counted.
Ticket from_elsewhere(const DeskEvent& event) {
    Ticket ticket;
    // Nobody has the secret or the form of it; they only have to be its own.
    const std::string mark = sha256_hex("elsewhere " + event.desk_reference);
    ticket.reference = "elsewhere-" + mark.substr(0, 16);
    ticket.secret_hash = "elsewhere " + mark;
    ticket.form_key = "elsewhere " + mark;
    ticket.created = event.at;
    ticket.channel = event.channel.empty() ? "desk" : event.channel;
    ticket.state = Ticket::State::delivered;
    ticket.desk_reference = event.desk_reference;
    ticket.priority = event.priority;
    return ticket;
}

std::optional<Ticket> ticket_of(const DeskEvent& event, TicketTable& tickets) {
    if (!event.reference.empty())
        return tickets.by_reference(event.reference);
    if (auto known = tickets.by_desk_reference(event.desk_reference))
        return known;
    const auto id = tickets.add(from_elsewhere(event), {});
    return id ? tickets.find(*id) : std::nullopt;
}

/// The article that solved it, and when an agent first answered, as far as the event says it.
void solve(const DeskEvent& event, Ticket& ticket) {
    if (ticket.state != Ticket::State::solved)
        ticket.solved = event.at;
    ticket.state = Ticket::State::solved;
    // Who solves it has answered it.
    if (!ticket.answered)
        ticket.answered = event.at;
    if (!event.article.empty())
        ticket.solved_by = event.article;
}

void change(const DeskEvent& event, Ticket& ticket) {
    using enum DeskEvent::Kind;
    switch (event.kind) {
        case created:
            if (ticket.state == Ticket::State::accepted)
                ticket.state = Ticket::State::delivered;
            break;
        case answered:
            ticket.answered = std::min(ticket.answered.value_or(event.at), event.at);
            if (ticket.state < Ticket::State::answered)
                ticket.state = Ticket::State::answered;
            break;
        case solved: solve(event, ticket); break;
        case reopened:
            if (ticket.state != Ticket::State::reopened)
                ticket.reopened = event.at;
            ticket.state = Ticket::State::reopened;
            break;
        case reclassified:
            if (!event.priority.empty())
                ticket.priority = event.priority;
            break;
    }
    if (ticket.desk_reference.empty())
        ticket.desk_reference = event.desk_reference;
}

/// What an event did to a ticket, for its log; empty if it did nothing.
std::string difference(const Ticket& before, const Ticket& after) {
    if (before.priority != after.priority)
        return fmt::format("priority {} -> {}", before.priority, after.priority);
    if (before.state != after.state)
        return fmt::format("state {} -> {}", name_of(before.state), name_of(after.state));
    return {};
}

/// Messages may overtake each other or come twice: what is older than what is known is passed over.
bool is_outdated(const DeskEvent& event, const Ticket& ticket, TicketTable& tickets) {
    const auto at_least = [&](const std::optional<std::chrono::sys_seconds>& known) {
        return known && *known >= event.at;
    };
    switch (event.kind) {
        case DeskEvent::Kind::solved: return at_least(ticket.reopened);
        case DeskEvent::Kind::reopened: return at_least(ticket.solved);
        case DeskEvent::Kind::reclassified: {
            const auto notes = tickets.notes(ticket.id);
            return std::any_of(notes.begin(), notes.end(), [&](const TicketNote& note) {
                return note.who == kDesk && note.what.starts_with("priority ") &&
                       note.at >= event.at;
            });
        }
        case DeskEvent::Kind::created:
        case DeskEvent::Kind::answered: break;
    }
    return false;
}

}  // namespace

DeskEvent desk_event_from(std::string_view text, std::chrono::sys_seconds now) {
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object())
        throw BadDeskMessage("The body must be a JSON object.");
    DeskEvent event{.id = text_in(json, "id"),
                    .kind = kind_in(json),
                    .reference = text_in(json, "reference"),
                    .desk_reference = text_in(json, "desk_reference"),
                    .article = text_in(json, "article"),
                    .priority = text_in(json, "priority"),
                    .reason = text_in(json, "reason"),
                    .channel = text_in(json, "channel")};
    if (event.reference.empty() && event.desk_reference.empty())
        throw BadDeskMessage("\"reference\" or \"desk_reference\" must say which ticket it is.");
    if (event.kind == DeskEvent::Kind::reclassified && event.priority.empty())
        throw BadDeskMessage("\"priority\" must say what it is now.");
    const auto at = parse_rfc3339(text_in(json, "at"));
    if (!at)
        throw BadDeskMessage("\"at\" must be a moment such as 2026-11-22T09:40:00Z.");
    event.at = std::min(*at, now);
    return event;
}

bool apply_event(const DeskEvent& event, Connection& connection) {
    Transaction transaction(connection);
    TicketTable tickets(connection);
    const auto before = ticket_of(event, tickets);
    if (!before)
        return false;
    if (is_outdated(event, *before, tickets))
        return true;
    Ticket after = *before;
    change(event, after);
    tickets.update(after);
    if (const auto what = difference(*before, after); !what.empty())
        tickets.note(after.id, {.at = event.at, .who = kDesk, .what = what, .why = event.reason});
    transaction.commit();
    return true;
}

}  // namespace firstline
