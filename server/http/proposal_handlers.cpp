#include <algorithm>
#include <utility>

#include "server/http/answer_from_index.h"
#include "server/http/edit_form.h"
#include "server/http/form.h"
#include "server/http/handlers.h"
#include "server/http/learned_aliases.h"
#include "server/http/owner_limits.h"
#include "server/http/params.h"
#include "server/http/private_page.h"
#include "server/http/proposal_access.h"
#include "server/http/proposal_decision.h"
#include "server/http/team.h"
#include "server/pages/proposal_view.h"
#include "server/store/flags.h"

namespace firstline {
namespace {

using Fate = Proposal::State;

constexpr std::size_t kLongestWord = 500;

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

/// Of one's own team first; else in their order.
void sort_for_team(std::vector<Proposal>& proposals, const std::string& team) {
    if (!team.empty())
        std::stable_partition(proposals.begin(), proposals.end(),
                              [&](const Proposal& one) { return one.owner == team; });
}

/// Of what was proposed to be accepted at once and waits for a writer.
std::string why_not_accepted(const Site& site, const Request& request, Connection& connection,
                             const ProposalView& view) {
    const Proposal& proposal = view.proposal;
    const bool as_owner = site.library.ask(viewer_of(request), [&](Reading& reading) {
        return access_to(site, request, reading, proposal).as_owner;
    });
    if (!as_owner || proposal.state != Fate::open || is_stuck(view.outcome))
        return {};
    return beyond_owner(site, request, proposal, view.outcome,
                        ProposalFileTable(connection).of(proposal.id));
}

/// Whether they are among the people of an owner, and so decide on proposals without being writers.
bool decides_as_owner(const Site& site, const Request& request) {
    return site.library.ask(viewer_of(request), [&](Reading& reading) {
        return keeps_articles(request.caller, reading.manifest().kb);
    });
}

void add_learned(ProposalsView& view, const Site& site, const Request& request,
                 Connection& connection) {
    LearnedAliases learned = learned_aliases(site, request, connection);
    view.aliases = std::move(learned.aliases);
    view.unshown = learned.unshown;
    if (const std::string* const number = request.target.parameter("added"))
        view.thanks = "Accepted as an alias: proposal " + one_line(*number, 20) + ".";
    else if (switch_from(request.target, "forgotten"))
        view.thanks = "Forgotten. The search finds the article by these words no more.";
}

}  // namespace

Reply show_proposals(const Site& site, const Request& request, const std::string& /*rest*/) {
    if (!why_no_editing(site).empty())
        return no_editing_page(site, request);
    ProposalsView view{.now = site.now()};
    view.is_writer = viewer_of(request).role >= Role::writer;
    view.may_review = view.is_writer || decides_as_owner(site, request);
    const std::string* const state = request.target.parameter("state");
    view.own = !view.may_review || switch_from(request.target, "own") ||
               (!view.is_writer && state == nullptr);
    if (state != nullptr)
        view.state = proposal_state_named(*state).value_or(Fate::open);
    const auto lease = site.listening->store();
    ProposalTable table(*lease);
    const auto all = view.own ? table.of_agent(request.caller.name) : table.in_state(view.state);
    if (view.is_writer && !view.own && view.state == Fate::open)
        add_learned(view, site, request, *lease);
    return private_page(site, request, 200, [&](const Frame& frame, Reading& reading) {
        view.form_token = frame.form_token;
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
    if (switch_from(request.target, "accept"))
        view->trouble = why_not_accepted(site, request, *lease, *view);
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
    const Decision* const decision = decision_named(name);
    if (decision == nullptr)
        throw BadRequest("Choose what to do with the proposal on its page.");
    const auto access = site.library.ask(viewer_of(request), [&](Reading& reading) {
        return access_to(site, request, reading, *proposal);
    });
    if (!decision->allowed(access))
        return message_page(site, request, 403, "This is not yours to decide",
                            "Writers and those who keep the article accept and reject what is "
                            "proposed; who proposed it can withdraw it.");
    const std::string word = one_line(field(fields_of(request), "word"), kLongestWord);
    std::string trouble = decide(site, request, *lease, *proposal, access, *decision, word);
    if (trouble.empty())
        return see_other("/proposals/" + std::to_string(proposal->id));
    auto view = view_of(site, request, *lease, *ProposalTable(*lease).find(proposal->id));
    if (!view)
        return unsettled_page(site, request);
    view->trouble = std::move(trouble);
    return proposal_reply(site, request, std::move(*view), 422);
}

}  // namespace firstline
