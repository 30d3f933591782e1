#include <algorithm>
#include <array>
#include <utility>

#include "server/http/answer_from_index.h"
#include "server/http/edit_form.h"
#include "server/http/form.h"
#include "server/http/handlers.h"
#include "server/http/params.h"
#include "server/http/private_page.h"
#include "server/http/proposal_access.h"
#include "server/http/team.h"
#include "server/pages/proposal_view.h"
#include "server/store/audit_trail.h"
#include "server/store/flags.h"

namespace firstline {
namespace {

using Fate = Proposal::State;

constexpr std::size_t kLongestWord = 500;

Reply nothing_here(const Site& site, const Request& request) {
    return show_not_found(site, request, request.target.path.substr(1));
}

bool is_pending(const Proposal& proposal) {
    return proposal.state == Fate::open || proposal.state == Fate::accepted;
}

/// What it would change now or, of one that was decided, changed then.
void add_change(ProposalView& view) {
    const Proposal& proposal = view.proposal;
    const Outcome& outcome = view.outcome;
    const bool upon_present =
        is_pending(proposal) &&
        (outcome.kind == Outcome::Kind::change ||
         (outcome.kind == Outcome::Kind::there && outcome.merged && proposal.state == Fate::open));
    if (upon_present)
        view.change = diff_texts(outcome.present.value_or(""), outcome.text);
    else
        view.change = diff_texts(proposal.base, proposal.text);
    if (outcome.kind == Outcome::Kind::conflict)
        view.meanwhile = diff_texts(proposal.base, outcome.present.value_or(""));
}

/// Nothing if the present text is unsettled.
std::optional<ProposalView> view_of(const Site& site, const Request& request,
                                    Connection& connection, Proposal proposal) {
    ProposalView view{.now = site.now()};
    auto outcome = outcome_now(site, request, connection, proposal);
    if (!outcome)
        return std::nullopt;
    view.outcome = std::move(*outcome);
    for (Proposal& other : ProposalTable(connection).open_on(proposal.path))
        if (other.id != proposal.id)
            view.others.push_back(std::move(other));
    for (const ProposalFile& file : ProposalFileTable(connection).of(proposal.id))
        view.pictures.push_back({file.path, "/proposal-files/" + std::to_string(file.id)});
    if (proposal.flag)
        if (const auto flag = FlagTable(connection).find(*proposal.flag))
            view.flag = flag->note.empty() ? flag->reason : flag->reason + ": " + flag->note;
    view.proposal = std::move(proposal);
    add_change(view);
    return view;
}

Reply proposal_reply(const Site& site, const Request& request, ProposalView view, int status) {
    Reply cookies;
    view.form_token = form_token(request, cookies);
    Reply reply = private_page(site, request, status, [&](const Frame& frame, Reading& reading) {
        const auto access = access_to(site, request, reading, view.proposal);
        view.may_decide = access.may_decide;
        view.is_own = access.is_own;
        view.url = access.url;
        // Others on the same file may be of an article that moved here; only those one may see.
        std::erase_if(view.others, [&](const Proposal& other) {
            return viewer_of(request).role < Role::writer
                       ? other.article != view.proposal.article
                       : !access_to(site, request, reading, other).may_see;
        });
        return proposal_page(site.pages, frame, view);
    });
    reply.headers.insert(reply.headers.end(), cookies.headers.begin(), cookies.headers.end());
    return reply;
}

/// What somebody decides about a proposal.
struct Decision {
    std::string_view name;  ///< of the button
    Fate state;
    const char* noted;  ///< in the audit trail
    bool (*allowed)(const ProposalAccess& access);
};

constexpr auto kDecisions = std::to_array<Decision>({
    {"accept", Fate::accepted, "proposal-accepted",
     [](const ProposalAccess& access) { return access.may_decide; }},
    {"reject", Fate::rejected, "proposal-rejected",
     [](const ProposalAccess& access) { return access.may_decide; }},
    {"withdraw", Fate::withdrawn, "proposal-withdrawn",
     [](const ProposalAccess& access) { return access.is_own; }},
});

void mend_flag(Connection& connection, const Proposal& proposal, const std::string& by,
               std::chrono::sys_seconds now) {
    if (proposal.flag)
        FlagTable(connection)
            .answer(*proposal.flag, Flag::State::mended, by,
                    "Mended by proposal " + std::to_string(proposal.id) + ".", now);
}

constexpr const char* kDecided = "Somebody decided on it a moment ago.";

/// Why it is not so any more, a sentence; empty if it is done.
std::string decide(const Site& site, const Request& request, Connection& connection,
                   const Proposal& proposal, const Decision& decision) {
    const std::string& by = request.caller.name;
    const auto now = site.now();
    const std::string word = one_line(field(fields_of(request), "word"), kLongestWord);
    Transaction transaction(connection);
    // In here nobody else can accept another one for the same lines.
    const auto present = ProposalTable(connection).find(proposal.id);
    if (!present)
        return kDecided;
    if (decision.state == Fate::accepted || present->state == Fate::accepted) {
        const auto outcome = outcome_now(site, request, connection, *present);
        const bool stuck = !outcome || is_stuck(*outcome);
        if (decision.state == Fate::accepted && present->state == Fate::open && stuck)
            return "It cannot be accepted as it is: the article was changed meanwhile.";
        if (decision.state == Fate::withdrawn && !stuck)
            return "It was accepted meanwhile. Ask a writer, who can still reject it.";
    }
    if (!ProposalTable(connection).decide(proposal.id, decision.state, by, word, now))
        return kDecided;
    if (decision.state == Fate::accepted)
        mend_flag(connection, proposal, by, now);
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

/// Of one's own team first; else in their order.
void sort_for_team(std::vector<Proposal>& proposals, const std::string& team) {
    if (!team.empty())
        std::stable_partition(proposals.begin(), proposals.end(),
                              [&](const Proposal& one) { return one.owner == team; });
}

}  // namespace

Reply show_proposals(const Site& site, const Request& request, const std::string& /*rest*/) {
    if (!why_no_editing(site).empty())
        return no_editing_page(site, request);
    ProposalsView view{.now = site.now()};
    view.may_review = viewer_of(request).role >= Role::writer;
    view.own = !view.may_review || switch_from(request.target, "own");
    if (const std::string* const state = request.target.parameter("state"))
        view.state = proposal_state_named(*state).value_or(Fate::open);
    const auto lease = site.listening->store();
    ProposalTable table(*lease);
    const auto all = view.own ? table.of_agent(request.caller.name) : table.in_state(view.state);
    return private_page(site, request, 200, [&](const Frame& frame, Reading& reading) {
        view.team = team_of(request.caller, reading.manifest().kb);
        view.proposals.clear();
        for (const Proposal& proposal : all)
            if (access_to(site, request, reading, proposal).may_see)
                view.proposals.push_back(proposal);
        sort_for_team(view.proposals, view.team);
        return proposals_page(site.pages, frame, view);
    });
}

Reply show_proposal(const Site& site, const Request& request, const std::string& rest) {
    if (!why_no_editing(site).empty())
        return no_editing_page(site, request);
    const auto lease = site.listening->store();
    auto proposal = proposal_named(site, request, *lease, rest);
    if (!proposal)
        return nothing_here(site, request);
    auto view = view_of(site, request, *lease, std::move(*proposal));
    if (!view)
        return unsettled_page(site, request);
    return proposal_reply(site, request, std::move(*view), 200);
}

Reply decide_proposal(const Site& site, const Request& request, const std::string& rest) {
    if (!why_no_editing(site).empty())
        return no_editing_page(site, request);
    const auto lease = site.listening->store();
    auto proposal = proposal_named(site, request, *lease, rest);
    if (!proposal)
        return nothing_here(site, request);
    const std::string name = field(fields_of(request), "do");
    const auto* const decision =
        std::find_if(kDecisions.begin(), kDecisions.end(),
                     [&](const Decision& one) { return one.name == name; });
    if (decision == kDecisions.end())
        throw BadRequest("Choose what to do with the proposal on its page.");
    const auto access = site.library.ask(viewer_of(request), [&](Reading& reading) {
        return access_to(site, request, reading, *proposal);
    });
    if (!decision->allowed(access))
        return message_page(site, request, 403, "This is not yours to decide",
                            "Writers accept and reject what is proposed; who proposed it can "
                            "withdraw it.");
    std::string trouble = decide(site, request, *lease, *proposal, *decision);
    if (trouble.empty())
        return see_other("/proposals/" + std::to_string(proposal->id));
    auto view = view_of(site, request, *lease, *ProposalTable(*lease).find(proposal->id));
    if (!view)
        return unsettled_page(site, request);
    view->trouble = std::move(trouble);
    return proposal_reply(site, request, std::move(*view), 422);
}

}  // namespace firstline
