#include <algorithm>
#include <charconv>
#include <utility>

#include "server/access/secrets.h"
#include "server/http/answer_from_index.h"
#include "server/http/edit_form.h"
#include "server/http/form.h"
#include "server/http/handlers.h"
#include "server/http/params.h"
#include "server/http/private_page.h"
#include "server/http/proposal_access.h"
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
constexpr const char* kNotEditable =
    "The file of this article cannot be edited here: it is too large, or no plain text file.";

Reply editor(const Site& site, const Request& request, EditView view, int status) {
    Reply cookies;
    view.form_token = form_token(request, cookies);
    Reply reply =
        private_page(site, request, status, [&](const Frame& frame, Reading& /*reading*/) {
            return edit_page(site.pages, frame, view);
        });
    reply.headers.insert(reply.headers.end(), cookies.headers.begin(), cookies.headers.end());
    return reply;
}

Reply nothing_here(const Site& site, const Request& request) {
    return show_not_found(site, request, request.target.path.substr(1));
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
    std::optional<std::string> present;
    if (proposal->article.empty()) {
        present = present_text(site, request, {}, proposal->path);
    } else {
        const auto article = edited_article(site, request, proposal->article, view);
        if (!article)
            return nothing_here(site, request);
        present = article->text;
    }
    view.why = proposal->why;
    view.ticket = proposal->ticket;
    view.flag = proposal->flag ? std::to_string(*proposal->flag) : "";
    view.replaces = std::to_string(proposal->id);
    view.base = in_a_form(proposal->base);
    view.text = in_a_form(proposal->text);
    if (both) {
        const Outcome outcome = outcome_now(site, request, *lease, *proposal);
        view.base = in_a_form(outcome.present.value_or(""));
        view.text = in_a_form(outcome.text);
        view.note =
            "Where both changed the same lines, both texts stand between the lines <<<<<<< and "
            ">>>>>>>. Keep what is right, and take these lines out.";
    } else {
        view.note = "What you propose now takes the place of the earlier proposal.";
    }
    return editor(site, request, std::move(view), 200);
}

/// Gives the pictures of the form that the text shows to its proposal.
void give_pictures(Connection& connection, const Proposal& proposal, std::int64_t id) {
    ProposalFileTable files(connection);
    const std::string folder = folder_of_path(proposal.path);
    for (const ProposalFile& file : files.unsent(proposal.key))
        if (proposal.text.find(file.path) != std::string::npos)
            files.give(file.id, id, folder + file.path);
    // What it replaces may have brought pictures that its text still shows.
    if (!proposal.replaces)
        return;
    for (ProposalFile file : files.of(*proposal.replaces)) {
        const std::string beside =
            file.path.starts_with(folder) ? file.path.substr(folder.size()) : file.path;
        if (proposal.text.find(beside) == std::string::npos)
            continue;
        file.key = proposal.key;
        files.give(files.add(file), id, file.path);
    }
}

std::string title_of_new(const Site& site, const Request& request, const EditView& view) {
    const std::string title = preview_of(site, request, view, {}).title;
    return title.empty() ? view.path : title;
}

Reply keep_proposal(const Site& site, const Request& request, const EditView& view,
                    const std::string& owner, Connection& connection) {
    Proposal proposal = proposal_from(site, request, view);
    proposal.owner = owner;
    if (proposal.article.empty())
        proposal.title = title_of_new(site, request, view);
    if (proposal.flag)
        if (const auto flag = FlagTable(connection).find(*proposal.flag);
            !flag || flag->article != proposal.article)
            proposal.flag.reset();
    if (proposal.replaces &&
        !proposal_named(site, request, connection, std::to_string(*proposal.replaces)))
        proposal.replaces.reset();
    Transaction transaction(connection);
    ProposalTable proposals(connection);
    auto id = proposals.add(proposal);
    if (id) {
        give_pictures(connection, proposal, *id);
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
    return see_other("/proposals/" + std::to_string(*id));
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
    if (!article->text)
        return message_page(site, request, 422, "This article cannot be edited here", kNotEditable);
    view.text = in_a_form(*article->text);
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
        view.key = random_token();
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
    if (action == "propose") {
        if (check_edit(site, request, view))
            return keep_proposal(site, request, view, owner, *lease);
        const int status = view.text.size() > KbSource::kLargestText ? 413 : 422;
        return editor(site, request, std::move(view), status);
    }
    if (view.article.empty() && view.path.empty())
        view.path = kNewPath;
    if (view.text.size() > KbSource::kLargestText || !trouble_with_path(view.path).empty()) {
        check_edit(site, request, view);
        return editor(site, request, std::move(view), 422);
    }
    view.preview = preview_of(site, request, view, ProposalFileTable(*lease).unsent(view.key));
    return editor(site, request, std::move(view), 200);
}

}  // namespace firstline
