#include "server/http/proposal_decision.h"

#include <algorithm>
#include <array>

#include "server/http/owner_limits.h"
#include "server/store/audit_trail.h"
#include "server/store/flags.h"

namespace firstline {
namespace {

using Fate = Proposal::State;

constexpr auto kDecisions = std::to_array<Decision>({
    {"accept", Fate::accepted, "proposal-accepted",
     [](const ProposalAccess& access) { return access.may_decide; }},
    {"reject", Fate::rejected, "proposal-rejected",
     [](const ProposalAccess& access) { return access.may_decide; }},
    {"withdraw", Fate::withdrawn, "proposal-withdrawn",
     [](const ProposalAccess& access) { return access.is_own; }},
});

constexpr const char* kDecided = "Somebody decided on it a moment ago.";
constexpr const char* kStuck = "It cannot be accepted as it is: the article was changed meanwhile.";

std::string answer_of(const Proposal& proposal) {
    return "Mended by proposal " + std::to_string(proposal.id) + ".";
}

void mend_flag(Connection& connection, const Proposal& proposal, const std::string& by,
               std::chrono::sys_seconds now) {
    if (proposal.flag)
        FlagTable(connection)
            .answer(*proposal.flag, Flag::State::mended, by, answer_of(proposal), now);
}

/// What the owner looked through, so that nothing else is accepted in its place; or why it cannot
/// be.
struct LookedThrough {
    std::optional<std::string> text;
    std::string trouble;
};

LookedThrough look_through(const Site& site, const Request& request, Connection& connection,
                           const Proposal& proposal) {
    const auto outcome = outcome_now(site, request, connection, proposal);
    if (!outcome || is_stuck(*outcome))
        return {{}, kStuck};
    auto trouble = beyond_owner(site, request, proposal, *outcome,
                                ProposalFileTable(connection).of(proposal.id));
    return {outcome->text, std::move(trouble)};
}

}  // namespace

const Decision* decision_named(std::string_view name) {
    const auto* const decision =
        std::find_if(kDecisions.begin(), kDecisions.end(),
                     [&](const Decision& one) { return one.name == name; });
    return decision == kDecisions.end() ? nullptr : decision;
}

std::string decide(const Site& site, const Request& request, Connection& connection,
                   const Proposal& proposal, const ProposalAccess& access, const Decision& decision,
                   const std::string& word) {
    const std::string& by = request.caller.name;
    const auto now = site.now();
    LookedThrough looked;
    // A preview takes its time, and nobody can write meanwhile in a transaction.
    if (access.as_owner && decision.state == Fate::accepted)
        looked = look_through(site, request, connection, proposal);
    if (!looked.trouble.empty())
        return looked.trouble;
    Transaction transaction(connection);
    // In here nobody else can accept another one for the same lines.
    const auto present = ProposalTable(connection).find(proposal.id);
    if (!present)
        return kDecided;
    // An owner's people may take back only what they accepted themselves.
    if (access.as_owner && present->state != proposal.state)
        return kDecided;
    if (decision.state == Fate::accepted || present->state == Fate::accepted) {
        const auto outcome = outcome_now(site, request, connection, *present);
        const bool stuck = !outcome || is_stuck(*outcome);
        if (decision.state == Fate::accepted && present->state == Fate::open && stuck)
            return kStuck;
        if (looked.text && outcome->text != *looked.text)
            return kDecided;
        if (decision.state == Fate::withdrawn && !stuck)
            return "It was accepted meanwhile. Ask a writer, who can still reject it.";
    }
    if (!ProposalTable(connection).decide(proposal.id, decision.state, by, word, now))
        return kDecided;
    if (decision.state == Fate::accepted)
        mend_flag(connection, proposal, by, now);
    else if (present->state == Fate::accepted)
        reopen_flag(connection, proposal);
    AuditTrail(connection)
        .add({.when = now,
              .who = by,
              .what = decision.noted,
              .about = "proposal " + std::to_string(proposal.id) + " by " + proposal.agent +
                       " on " + proposal.path,
              .address = request.client});
    transaction.commit();
    return {};
}

void reopen_flag(Connection& connection, const Proposal& proposal) {
    if (proposal.flag)
        FlagTable(connection).reopen(*proposal.flag, answer_of(proposal));
}

}  // namespace firstline
