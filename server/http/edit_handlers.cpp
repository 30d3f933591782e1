#include <algorithm>
#include <charconv>
#include <utility>

#include "server/access/secrets.h"
#include "server/http/answer_from_index.h"
#include "server/http/edit_form.h"
#include "server/http/form.h"
#include "server/http/frame.h"
#include "server/http/handlers.h"
#include "server/http/params.h"
#include "server/http/private_page.h"
#include "server/http/proposal_access.h"
#include "server/http/proposal_decision.h"
#include "server/http/team.h"
#include "server/proposals/line_ends.h"
#include "server/proposals/proposed_path.h"
#include "server/store/audit_trail.h"
#include "server/store/flags.h"

namespace firstline {
namespace {

constexpr const char* kNewPath = "drafts/new-article.md";
constexpr const char* kNewText =
    "---\ntitle: \nsummary: \naliases: []\nstate: draft\n---\n\n## Problem\n\n\n\n## "
    "Resolution\n\n";
constexpr const char* kNoLongerThere =
    "This article is no longer there for you: it was moved, removed, or is now for others. Your "
    "text stands below; copy it before you leave.";
constexpr const char* kNoTitle =
    "The text has neither a title in its head nor a heading. Give it one.";
constexpr const char* kNotLookedThrough =
    "Your text could not be looked through just now. Propose it again in a moment.";
constexpr const char* kOtherSettings =
    "The settings of the knowledge base are not those that its index was built with, so nobody can "
    "say who may read your text. Once the index is built again it can be proposed.";
constexpr const char* kNotEditable =
    "The file of this article cannot be edited here: it is too large, or no plain text file.";

/// Whether who asks may accept what they propose: writers, and those who keep the article.
bool may_accept(const Site& site, const Request& request, const EditView& view) {
    if (viewer_of(request).role >= Role::writer)
        return true;
    return !view.article.empty() && site.library.ask(viewer_of(request), [&](Reading& reading) {
        const auto record = reading.find(view.article).article.record;
        return record.id == view.article && record.path == view.path &&
               is_kept_by(request.caller, record, reading.manifest().kb);
    });
}

Reply editor(const Site& site, const Request& request, EditView view, int status) {
    Reply cookies;
    view.may_accept = may_accept(site, request, view);
    view.form_token = form_token(request, cookies);
    Reply reply =
        private_page(site, request, status, [&](const Frame& frame, Reading& /*reading*/) {
            return edit_page(site.pages, frame, view);
        });
    reply.headers.insert(reply.headers.end(), cookies.headers.begin(), cookies.headers.end());
    return reply;
}

/// The form over a proposal that there is: to say it better or, with both texts, to bring it
/// together with what others changed.
Reply edit_proposal(const Site& site, const Request& request, const std::string& number,
                    bool both) {
    const auto lease = site.listening->store();
    const auto proposal = proposal_named(site, request, *lease, number);
    if (!proposal)
        return nothing_here(site, request);
    EditView view{.key = random_token(), .title = proposal->title, .path = proposal->path};
    if (!proposal->article.empty() && !edited_article(site, request, proposal->article, view))
        return nothing_here(site, request);
    view.why = proposal->why;
    view.ticket = proposal->ticket;
    view.flag = proposal->flag ? std::to_string(*proposal->flag) : "";
    view.replaces = std::to_string(proposal->id);
    view.base = in_a_form(proposal->base);
    view.text = in_a_form(proposal->text);
    if (both) {
        const auto outcome = outcome_now(site, request, *lease, *proposal);
        if (!outcome)
            return unsettled_page(site, request);
        view.base = in_a_form(outcome->present.value_or(""));
        view.text = in_a_form(outcome->text);
        view.note =
            "Where both changed the same lines, both texts stand between the lines <<<<<<< and "
            ">>>>>>>. Keep what is right, and take these lines out.";
    } else {
        view.note = "What you propose now takes the place of the earlier proposal.";
    }
    return editor(site, request, std::move(view), 200);
}

/// Gives the pictures of the form that the text shows to its proposal. An earlier one that it was
/// made from may have brought some that its text still shows.
void give_pictures(Connection& connection, const Proposal& proposal, std::int64_t id,
                   std::optional<std::int64_t> earlier) {
    ProposalFileTable files(connection);
    const std::string folder = folder_of_path(proposal.path);
    for (const ProposalFile& file : files.unsent(proposal.key))
        if (proposal.text.find(file.path) != std::string::npos)
            files.give(file.id, id, folder + file.path);
    if (!earlier)
        return;
    for (ProposalFile file : files.of(*earlier)) {
        const std::string beside =
            file.path.starts_with(folder) ? file.path.substr(folder.size()) : file.path;
        if (proposal.text.find(beside) == std::string::npos)
            continue;
        file.key = proposal.key;
        files.give(files.add(file), id, file.path);
    }
}

/// Whether one that comes in its place may end it: who could not withdraw or reject what is
/// accepted may not do so by this way.
bool may_replace(const Site& site, const Request& request, Connection& connection,
                 const Proposal& earlier) {
    if (earlier.state != Proposal::State::accepted)
        return true;
    const bool may_decide = site.library.ask(viewer_of(request), [&](Reading& reading) {
        return access_to(site, request, reading, earlier).may_decide;
    });
    if (may_decide)
        return true;
    const auto outcome = outcome_now(site, request, connection, earlier);
    return outcome && is_stuck(*outcome);
}

/// Has it accepted at once. The address of its page, which says why if it was not.
std::string accepted_at_once(const Site& site, const Request& request, Connection& connection,
                             std::int64_t id) {
    std::string page = "/proposals/" + std::to_string(id);
    const auto proposal = ProposalTable(connection).find(id);
    const auto access = site.library.ask(viewer_of(request), [&](Reading& reading) {
        return access_to(site, request, reading, *proposal);
    });
    if (!access.may_decide || proposal->state != Proposal::State::open)
        return page;
    const auto trouble =
        decide(site, request, connection, *proposal, access, *decision_named("accept"), {});
    if (!trouble.empty())
        page += "?accept=1";
    return page;
}

Reply keep_proposal(const Site& site, const Request& request, EditView& view,
                    const std::string& owner, Connection& connection, bool accept) {
    Proposal proposal = proposal_from(site, request, view);
    proposal.owner = owner;
    const Preview preview = preview_of(site, request, view, {});
    proposal.audience = preview.audience;
    const auto refuse = [&](std::string_view trouble, int status) {
        view.field = "text";
        view.trouble = trouble;
        return editor(site, request, view, status);
    };
    // Who may see it and decide on it, the text alone can say.
    if (preview.other_settings)
        return refuse(kOtherSettings, 503);
    if (!preview.trouble.empty())
        return refuse(kNotLookedThrough, 503);
    if (proposal.article.empty()) {
        if (proposal.audience.empty())
            return refuse(kNoTitle, 422);
        proposal.title = preview.title.empty() ? view.path : preview.title;
    }
    if (proposal.flag)
        if (const auto flag = FlagTable(connection).find(*proposal.flag);
            !flag || flag->article != proposal.article)
            proposal.flag.reset();
    auto earlier = proposal.replaces;
    std::optional<Proposal> replaced;
    if (earlier) {
        replaced = proposal_named(site, request, connection, std::to_string(*earlier));
        if (!replaced)
            earlier.reset();
        if (!replaced || !may_replace(site, request, connection, *replaced))
            proposal.replaces.reset();
    }
    Transaction transaction(connection);
    ProposalTable proposals(connection);
    auto id = proposals.add(proposal);
    if (id) {
        if (proposal.replaces && replaced->state == Proposal::State::accepted)
            reopen_flag(connection, *replaced);
        give_pictures(connection, proposal, *id, earlier);
        AuditTrail(connection)
            .add({.when = site.now(),
                  .who = request.caller.name,
                  .what = "change-proposed",
                  .about = "proposal " + std::to_string(*id) + " on " + proposal.path,
                  .address = request.client});
    } else {
        id = proposals.by_key(proposal.key)->id;
    }
    transaction.commit();
    return see_other(accept ? accepted_at_once(site, request, connection, *id)
                            : "/proposals/" + std::to_string(*id));
}

/// What there is to edit, for those who may accept with what was accepted before: their next change
/// stands upon it.
PresentText text_to_edit(const Site& site, const Request& request, EditView& view) {
    if (!may_accept(site, request, view))
        return present_text(site, request, view.article, view.path);
    const auto lease = site.listening->store();
    AcceptedText accepted = accepted_text(site, request, *lease, view.article, view.path);
    if (!accepted.waiting.empty())
        view.note = "What was accepted and waits for its merge stands in this text already.";
    return std::move(accepted.now);
}

Reply begin_new(const Site& site, const Request& request) {
    EditView view{.key = random_token(), .path = kNewPath, .text = kNewText};
    return editor(site, request, std::move(view), 200);
}

}  // namespace

Reply show_editor(const Site& site, const Request& request, const std::string& rest) {
    if (!why_no_editing(site).empty())
        return no_editing_page(site, request);
    if (rest.empty()) {
        if (const std::string* const number = request.target.parameter("again"))
            return edit_proposal(site, request, *number, false);
        if (const std::string* const number = request.target.parameter("both"))
            return edit_proposal(site, request, *number, true);
        return begin_new(site, request);
    }
    EditView view{.key = random_token()};
    const auto article = edited_article(site, request, rest, view);
    if (!article)
        return nothing_here(site, request);
    const PresentText present = text_to_edit(site, request, view);
    if (present.is_unsettled)
        return unsettled_page(site, request);
    if (!present.text)
        return message_page(site, request, 422, "This article cannot be edited here", kNotEditable);
    view.text = in_a_form(*present.text);
    view.base = view.text;
    if (const std::string* const ticket = request.target.parameter("ticket"))
        view.ticket = one_line(*ticket, 100);
    if (const std::string* const flag = request.target.parameter("flag");
        flag != nullptr &&
        std::all_of(flag->begin(), flag->end(), [](char c) { return c >= '0' && c <= '9'; }))
        view.flag = *flag;
    return editor(site, request, std::move(view), 200);
}

Reply take_edit(const Site& site, const Request& request, const std::string& /*rest*/) {
    if (!why_no_editing(site).empty())
        return no_editing_page(site, request);
    EditView view = edit_view_from(request);
    const std::string action = field(fields_of(request), "do");
    const auto lease = site.listening->store();
    if (const auto kept = ProposalTable(*lease).by_key(view.key)) {
        const bool is_own = kept->agent == request.caller.name;
        if (is_own && in_a_form(kept->text) == view.text)
            return see_other("/proposals/" + std::to_string(kept->id));
        // The browser's "Back", and another text: what was sent before must not swallow it.
        if (is_own)
            view.replaces = std::to_string(kept->id);
        const std::string sent = std::exchange(view.key, random_token());
        if (is_own)
            ProposalFileTable(*lease).move_unsent(sent, view.key);
    }
    std::string owner;
    if (!view.article.empty()) {
        const auto article = edited_article(site, request, view.article, view);
        if (!article) {
            view.trouble = kNoLongerThere;
            view.path.clear();
            return editor(site, request, std::move(view), 422);
        }
        owner = article->owner;
    }
    if (action == "propose" || action == "accept") {
        if (check_edit(site, request, view))
            return keep_proposal(site, request, view, owner, *lease, action == "accept");
        const int status = view.text.size() > KbSource::kLargestText ? 413 : 422;
        return editor(site, request, std::move(view), status);
    }
    if (view.article.empty() && view.path.empty())
        view.path = kNewPath;
    if (!check_text(view) || !trouble_with_path(view.path).empty()) {
        check_edit(site, request, view);
        return editor(site, request, std::move(view), 422);
    }
    view.preview = preview_of(site, request, view, ProposalFileTable(*lease).unsent(view.key));
    return editor(site, request, std::move(view), 200);
}

}  // namespace firstline
