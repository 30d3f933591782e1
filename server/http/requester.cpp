#include "server/http/requester.h"

#include <fmt/format.h>

#include "indexer/text/characters.h"
#include "server/listen/vote_reasons.h"
#include "server/store/events.h"
#include "server/store/votes.h"

namespace firstline {
namespace {

/// What somebody read so long before they wrote belongs to the problem that they wrote about.
constexpr std::chrono::hours kSameProblem{2};

std::string said(const Vote& vote) {
    switch (vote.answer) {
        case Vote::Answer::yes: return "The requester read it and said yes, it helped";
        case Vote::Answer::partly: return "The requester read it and said that it helped in part";
        case Vote::Answer::no: break;
    }
    return "The requester has read it and said no";
}

std::string why(const Vote& vote) {
    const VoteReason* const reason = find_vote_reason(vote.reason);
    return reason == nullptr ? std::string{} : ": " + lower_ascii(reason->label);
}

}  // namespace

std::optional<Requester> requester_of(Connection& connection, std::string_view reference) {
    if (reference.empty())
        return std::nullopt;
    TicketTable tickets(connection);
    auto ticket = tickets.by_reference(reference);
    if (!ticket)
        ticket = tickets.by_desk_reference(reference);
    if (!ticket)
        return std::nullopt;
    Requester requester{.ticket = std::move(*ticket), .did = {}};
    const auto& visitor = requester.ticket.visitor;
    // Of who asked not to be followed, all that is known is where the form was opened.
    if (!requester.ticket.article.empty())
        requester.did[requester.ticket.article] = "The requester came from it";
    if (!visitor)
        return requester;
    for (const Event& event :
         EventTable(connection).of(*visitor, requester.ticket.created - kSameProblem))
        if (event.kind == Event::Kind::view)
            requester.did[event.article] = "The requester has opened it";
    for (const Vote& vote : VoteTable(connection).of_visitor(*visitor))
        requester.did[vote.article] =
            said(vote) + (vote.answer == Vote::Answer::yes ? std::string{} : why(vote));
    return requester;
}

}  // namespace firstline
