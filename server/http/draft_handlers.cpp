#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "server/access/secrets.h"
#include "server/access/sign_in_throttle.h"
#include "server/http/answer_from_index.h"
#include "server/http/cookies.h"
#include "server/http/desk.h"
#include "server/http/follow.h"
#include "server/http/form_rules.h"
#include "server/http/handlers.h"
#include "server/http/incidents.h"
#include "server/http/named_article.h"
#include "server/http/params.h"
#include "server/http/ticket_fields.h"
#include "server/http/ticket_origin.h"
#include "server/http/tried.h"
#include "server/listen/redaction.h"
#include "server/store/drafts.h"
#include "server/tickets/mail.h"

namespace firstline {
namespace {

/// What somebody did so long ago belongs to the problem that they write about now.
constexpr std::chrono::hours kSameProblem{2};
/// Events of a moment ago may not be written yet. A page waits less for them than a form that is
/// sent: without them it is only not filled in.
constexpr std::chrono::milliseconds kWaitForQuestion{100};
constexpr std::chrono::milliseconds kWaitForEvents{500};
/// Of all drafts together, in bytes: who fills the disk must not keep others from their tickets.
constexpr std::uint64_t kLargestDrafts = std::uint64_t{1} << 30U;

/// The article adds its own questions and commands. What was answered stays, also when the article
/// has gone meanwhile.
void add_article(HelpView& view, Reading& reading) {
    const auto article = article_named(view.form.article, reading);
    if (!article) {
        view.form.article.clear();
        for (const auto& [question, answer] : view.form.answers)
            view.questions.push_back(question);
        return;
    }
    view.form.article = article->record.id;
    view.article_title = article->record.title;
    view.questions = article->details.ticket.questions;
    if (view.questions.size() > kMostQuestions)
        view.questions.resize(kMostQuestions);
    view.diagnose = article->details.diagnose;
    if (view.form.category.empty())
        view.form.category = article->details.ticket.category;
}

/// The page with the form as it stands.
Reply form_page(const Site& site, const Request& request, HelpView view, int status) {
    view.can_send = site.listening != nullptr;
    view.account = request.caller.is_person() ? request.caller.name : std::string{};
    Reply reply = site.library.ask(viewer_of(request), [&](Reading& reading) {
        HelpView shown = view;
        const KnowledgeBase& kb = reading.manifest().kb;
        add_article(shown, reading);
        add_rules(shown, kb, site.now());
        shown.notices =
            incidents_about(site, shown.form.subject + "\n" + shown.form.description, kb);
        const Frame frame = frame_of(site, request, reading, "/help", {});
        return page_reply(site.pages.help(frame, shown));
    });
    reply.status = status;
    // The form of who is not signed in may come back by the browser's "Back", with what was typed.
    set_caching(reply, caching_for(request));
    return reply;
}

/// What led here: the question that was typed, or the one that led to the article.
std::string question_before(const Site& site, const Request& request, const std::string& article) {
    const std::string visitor = visitor_of(site, request);
    if (visitor.empty())
        return {};
    try {
        site.listening->recorder().flush(kWaitForQuestion);
        const auto lease = site.listening->store();
        std::string question;
        for (const Event& event :
             EventTable(*lease).of(visitor, site.now() - std::chrono::minutes{30}))
            if (event.kind == Event::Kind::view && event.article == article)
                question = event.query;
        return question;
    } catch (const StoreError& error) {
        spdlog::warn("a form is not filled in from before: {}", error.what());
        return {};
    }
}

void note_door(const Site& site, const Request& request, const TicketForm& form,
               const TicketOrigin& origin, Reply& reply) {
    Event event = event_of(site, request, Event::Kind::door);
    event.visitor = visitor_for(site, request, reply);
    if (event.visitor.empty())
        return;
    event.article = origin.id;
    event.type = origin.type;
    event.query = redacted(form.subject);
    event.incident = origin.incident;
    event.topic = topic_in(form.subject.empty() ? origin.title : form.subject, origin.language);
    site.listening->recorder().record(std::move(event));
}

/// What the visitor tried; also of who is not followed what the form itself carries.
std::vector<std::string> tried_before(const Site& site, const Request& request,
                                      const TicketForm& form, Connection& connection) {
    const std::string visitor = visitor_of(site, request);
    std::vector<Event> events;
    std::vector<Vote> votes;
    if (!visitor.empty()) {
        site.listening->recorder().flush(kWaitForEvents);
        events = EventTable(connection).of(visitor, site.now() - kSameProblem);
        votes = VoteTable(connection).of_visitor(visitor);
    }
    const auto has = [&](Event::Kind kind) {
        return std::any_of(events.begin(), events.end(),
                           [&](const Event& event) { return event.kind == kind; });
    };
    if (!form.query.empty() && !has(Event::Kind::search))
        events.push_back({.kind = Event::Kind::search, .query = redacted(form.query), .total = 1});
    if (!form.article.empty() && !has(Event::Kind::view))
        events.push_back({.kind = Event::Kind::view, .article = form.article});
    return site.library.ask(viewer_of(request),
                            [&](Reading& reading) { return tried_by(events, votes, reading); });
}

/// Adds the files that were sent to the draft. Returns why some were not taken, a sentence each.
std::vector<std::string> take_files(DraftTable& drafts, const SentForm& sent) {
    std::vector<std::string> refused;
    if (sent.files.empty())
        return refused;
    std::vector<DraftFile> files = drafts.files(sent.key, true);
    std::uint64_t together = 0;
    for (const DraftFile& file : files)
        together += file.size;
    const bool full = drafts.bytes() > kLargestDrafts;
    for (const CheckedFile& checked : sent.files) {
        const Attachment& file = checked.file;
        // Who sends the form again sends its files again.
        const bool same = std::any_of(files.begin(), files.end(), [&](const DraftFile& kept) {
            return kept.file.name == file.name && kept.file.content == file.content;
        });
        if (!checked.trouble.empty()) {
            refused.push_back(checked.trouble);
        } else if (full) {
            refused.push_back(fmt::format(
                "{} was not taken: there is no room for files just now. Send without it.",
                file.name));
        } else if (!same && (files.size() == kMostFiles ||
                             together + file.content.size() > kLargestTogether)) {
            refused.push_back(fmt::format(
                "{} was not taken: 5 files and 15 MB together are the most.", file.name));
        } else if (!same) {
            drafts.add_file(sent.key, file);
            together += file.content.size();
            files.push_back({.file = file, .size = file.content.size()});
        }
    }
    return refused;
}

}  // namespace

Reply show_help(const Site& site, const Request& request, const std::string& /*rest*/) {
    HelpView view{.form_key = random_token()};
    if (site.listening == nullptr) {
        view.form.subject = query_from(request.target, Asker::person);
        return form_page(site, request, std::move(view), 200);
    }
    if (const std::string* const draft = request.target.parameter("draft");
        draft != nullptr && is_form_key(*draft)) {
        const auto lease = site.listening->store();
        if (auto page = page_if_sent(*lease, *draft))
            return std::move(*page);
        DraftTable drafts(*lease);
        view.form_key = *draft;
        if (const auto fields = drafts.fields(*draft)) {
            view.form = ticket_form_from(*fields);
            view.files = drafts.files(*draft);
            return form_page(site, request, std::move(view), 200);
        }
    }
    const std::string* const from = request.target.parameter("from");
    TicketForm& form = view.form;
    form.query = query_from(request.target, Asker::person);
    const TicketOrigin origin =
        origin_of(site, request, from != nullptr ? *from : std::string{}, form.query);
    form.article = origin.id;
    if (form.query.empty() && !origin.id.empty())
        form.query = question_before(site, request, origin.id);
    form.subject =
        form.query.substr(0, form.query.size() <= kLongestSubject ? std::string::npos : 0);
    if (request.caller.is_person())
        (is_mail_address(request.caller.name) ? form.email : form.name) = request.caller.name;
    Reply cookies;
    note_door(site, request, form, origin, cookies);
    Reply reply = form_page(site, request, std::move(view), 200);
    move_cookies(cookies, reply);
    return reply;
}

Reply keep_draft(const Site& site, const Request& request, const std::string& /*rest*/) {
    SentForm sent = sent_form(request);
    if (sent.key.empty() || site.listening == nullptr)
        throw BadRequest("Open \"Get help from a person\" again, and send the form from there.");
    HelpView view{.form_key = sent.key, .form = sent.form};
    if (sent.by_robot) {
        view.trouble =
            "A field that people do not see was filled in, as robots do. If you are none, send it "
            "once more.";
        return form_page(site, request, std::move(view), 422);
    }
    if (const auto wait =
            site.listening->drafts_of_network.take(network_of(request.client), site.now());
        wait.count() > 0) {
        view.trouble = fmt::format(
            "Very much is sent from your network just now. Please try again in {} seconds, or "
            "telephone.",
            wait.count());
        Reply reply = form_page(site, request, std::move(view), 429);
        reply.headers.emplace_back("Retry-After", std::to_string(wait.count()));
        return reply;
    }
    Reply cookies;
    visitor_for(site, request, cookies);
    const auto lease = site.listening->store();
    if (auto page = page_if_sent(*lease, sent.key))
        return std::move(*page);
    const DeskPlan plan = site.library.ask(viewer_of(request), [&](Reading& reading) {
        return desk_rules(reading.manifest().kb).plan;
    });
    view.troubles = troubles_of(sent.form, plan);
    sent.form.tried = tried_before(site, request, sent.form, *lease);
    DraftTable drafts(*lease);
    {
        Transaction transaction(*lease);
        drafts.put(sent.key, to_json(sent.form), site.now());
        if (sent.remove)
            drafts.remove_file(sent.key, *sent.remove);
        view.refused = take_files(drafts, sent);
        transaction.commit();
    }
    if (view.troubles.empty() && view.refused.empty() && !sent.remove) {
        Reply reply = see_other("/help/review?draft=" + sent.key);
        move_cookies(cookies, reply);
        return reply;
    }
    // Who only took a file away is not told what is still missing.
    if (sent.remove)
        view.troubles.clear();
    view.files = drafts.files(sent.key);
    const int status = view.troubles.empty() && view.refused.empty() ? 200 : 422;
    Reply reply = form_page(site, request, std::move(view), status);
    move_cookies(cookies, reply);
    return reply;
}

}  // namespace firstline
