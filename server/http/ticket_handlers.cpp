#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "indexer/text/characters.h"
#include "indexer/text/language.h"
#include "server/access/secrets.h"
#include "server/access/sign_in_throttle.h"
#include "server/http/answer_from_index.h"
#include "server/http/client.h"
#include "server/http/desk.h"
#include "server/http/follow.h"
#include "server/http/form.h"
#include "server/http/handlers.h"
#include "server/http/incidents.h"
#include "server/http/params.h"
#include "server/http/ticket_fields.h"
#include "server/http/tried.h"
#include "server/listen/redaction.h"
#include "server/store/drafts.h"
#include "server/tickets/intake.h"
#include "server/tickets/mail.h"

namespace firstline {
namespace {

/// What somebody did so long ago belongs to the problem that they write about now.
constexpr std::chrono::hours kSameProblem{2};
constexpr std::chrono::milliseconds kWaitForEvents{500};
/// Of all drafts together, in bytes: who fills the disk must not keep others from their tickets.
constexpr std::uint64_t kLargestDrafts = std::uint64_t{1} << 30U;
constexpr const char* kWhiteGlove = "white-glove";

using MakePage = std::function<std::string(const Frame&, Reading&)>;

/// A page of what one person wrote: for nobody to keep, or to find.
Reply private_page(const Site& site, const Request& request, int status, const MakePage& make) {
    Reply reply = site.library.ask(viewer_of(request), [&](Reading& reading) {
        return page_reply(make(frame_of(site, request, reading, request.target.path, {}), reading));
    });
    reply.status = status;
    reply.headers.emplace_back("X-Robots-Tag", "noindex");
    reply.headers.emplace_back("Referrer-Policy", "same-origin");
    set_caching(reply, kKeepNothing);
    return reply;
}

Reply message_page(const Site& site, const Request& request, int status, const char* title,
                   const char* text) {
    return private_page(site, request, status, [&](const Frame& frame, Reading&) {
        return site.pages.error(frame, {status, title, text});
    });
}

void add_cookies(Reply& reply, Reply& cookies) {
    for (Header& cookie : cookies.headers)
        reply.headers.push_back(std::move(cookie));
}

/// The article of this id or slug, if this viewer may read it.
std::optional<StoredArticle> article_named(const std::string& name, Reading& reading) {
    const auto records = name.empty() ? std::vector<ArticleRecord>{} : reading.records({name});
    Found found =
        name.empty() ? Found{} : reading.find(records.empty() ? name : records.front().slug);
    if (found.kind != Found::Kind::article)
        return std::nullopt;
    return std::move(found.article);
}

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

void add_rules(HelpView& view, const KnowledgeBase& kb, std::chrono::sys_seconds now) {
    DeskRules rules = desk_rules(kb);
    view.presence = rules.clock.presence(now);
    if (rules.clock.knows_hours() && !rules.clock.is_open(now))
        view.closed_now = rules.plan.after_hours;
    for (const Fact& affects : rules.plan.affects)
        for (const Fact& work : rules.plan.work)
            view.cases.push_back({affects.key, work.key,
                                  promise_for(rules.plan, rules.clock,
                                              priority_for(rules.plan, affects.key, work.key),
                                              view.form.category, now)});
    view.plan = std::move(rules.plan);
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
        site.listening->recorder().flush(kWaitForEvents);
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

struct Known {
    std::string id;
    std::string type;
    std::string title;
    std::string language;
    std::string incident;  ///< key of an open one that the text is about
};

/// What is known of the article that a form comes from, of what is written in it, and of the
/// knowledge base.
Known known_of(const Site& site, const Request& request, const std::string& name,
               const std::string& text) {
    return site.library.ask(viewer_of(request), [&](Reading& reading) {
        Known known;
        const KnowledgeBase& kb = reading.manifest().kb;
        known.language = kb.language;
        if (const auto notices = incidents_about(site, text, kb); !notices.empty())
            known.incident = notices.front().key;
        if (const auto article = article_named(name, reading)) {
            known.id = article->record.id;
            known.type = article->record.type;
            known.title = article->record.title;
        }
        return known;
    });
}

void note_door(const Site& site, const Request& request, const TicketForm& form, const Known& known,
               Reply& reply) {
    Event event = event_of(site, request, Event::Kind::door);
    event.visitor = visitor_for(site, request, reply);
    if (event.visitor.empty())
        return;
    event.article = known.id;
    event.type = known.type;
    event.query = redacted(form.subject);
    event.incident = known.incident;
    event.topic = topic_in(form.subject.empty() ? known.title : form.subject, known.language);
    site.listening->recorder().record(std::move(event));
}

Reply page_of_ticket(std::string_view form_key) {
    return see_other("/ticket/" + ticket_token(form_key));
}

bool was_sent(Connection& connection, std::string_view form_key) {
    return TicketTable(connection).by_form_key(hash_of_token(form_key)).has_value();
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

struct TakenFiles {
    std::vector<std::string> refused;
};

TakenFiles take_files(DraftTable& drafts, const SentForm& sent) {
    TakenFiles taken;
    auto files = drafts.files(sent.key, true);
    std::uint64_t together = 0;
    for (const DraftFile& file : files)
        together += file.size;
    const bool full = drafts.bytes() > kLargestDrafts;
    std::size_t count = files.size();
    for (const CheckedFile& checked : sent.files) {
        if (!checked.trouble.empty()) {
            taken.refused.push_back(checked.trouble);
            continue;
        }
        const bool same = std::any_of(files.begin(), files.end(), [&](const DraftFile& file) {
            return file.file.name == checked.file.name && file.file.content == checked.file.content;
        });
        if (same)
            continue;
        together += checked.file.content.size();
        if (count == kMostFiles || together > kLargestTogether || full) {
            taken.refused.push_back(
                fmt::format("{} was not taken: {}", checked.file.name,
                            full ? "there is no room for files just now. Send without it."
                                 : "5 files and 15 MB together are the most."));
            continue;
        }
        drafts.add_file(sent.key, checked.file);
        ++count;
    }
    return taken;
}

std::chrono::seconds wait_to_send(const Site& site, const Request& request) {
    const auto now = site.now();
    const std::string visitor = visitor_of(site, request);
    if (!visitor.empty())
        if (const auto wait = site.listening->tickets_of_visitor.take(visitor, now);
            wait.count() > 0)
            return wait;
    return site.listening->tickets_of_network.take(network_of(request.client), now);
}

std::string label_of(const std::vector<Fact>& facts, const std::string& key) {
    for (const Fact& fact : facts)
        if (fact.key == key)
            return fact.label;
    return key;
}

Reply review_page(const Site& site, const Request& request, ReviewView view, int status) {
    return private_page(site, request, status, [&](const Frame& frame, Reading& reading) {
        ReviewView shown = view;
        const DeskRules rules = desk_rules(reading.manifest().kb);
        const TicketForm& form = shown.form;
        shown.promise =
            promise_for(rules.plan, rules.clock, priority_for(rules.plan, form.affects, form.work),
                        form.category, site.now());
        shown.affects = label_of(rules.plan.affects, form.affects);
        shown.work = label_of(rules.plan.work, form.work);
        if (const TicketCategory* const category = rules.plan.category(form.category))
            shown.category = category->name;
        return site.pages.ticket_review(frame, shown);
    });
}

Reply draft_is_gone(const Site& site, const Request& request) {
    return message_page(site, request, 404, "This draft is not here any more",
                        "Drafts are kept for a day. Please write it once more, or telephone.");
}

/// What is left of `tried` after its writer looked at it.
std::vector<std::string> told_of(const std::vector<std::string>& tried, const Target& fields) {
    std::vector<std::string> told;
    const auto ticked = fields.all("tell");
    for (std::size_t at = 0; at < tried.size(); ++at)
        if (std::find(ticked.begin(), ticked.end(), std::to_string(at)) != ticked.end())
            told.push_back(tried[at]);
    return told;
}

/// Anybody can name anybody's address: nobody's is flooded through us.
bool may_mail(const Site& site, const std::string& email) {
    return !email.empty() &&
           site.listening->mails_to_address.take(lower_ascii(trimmed(email)), site.now()).count() ==
               0;
}

IntakeFacts facts_of(const Site& site, const Request& request, const TicketForm& form) {
    const Known known =
        known_of(site, request, form.article, form.subject + "\n" + form.description);
    IntakeFacts facts;
    if (std::string visitor = visitor_of(site, request); !visitor.empty())
        facts.visitor = std::move(visitor);
    const Caller& caller = request.caller;
    if (caller.is_person())
        facts.account = caller.name;
    const auto& groups = caller.viewer.groups;
    if (std::find(groups.begin(), groups.end(), kWhiteGlove) != groups.end())
        facts.label = kWhiteGlove;
    facts.topic = topic_in(form.subject, known.language);
    facts.type = known.type == "request" ? known.type : std::string{};
    facts.incident = known.incident;
    facts.language = language_tag(known.language);
    // The Host of a request is its sender's to choose, and a mail goes to whom they name.
    const std::string base = is_local(request) ? base_url_of(site, request) : site.base_url;
    if (!base.empty())
        facts.page_url = base + "/ticket/";
    facts.can_mail = site.tickets.can_mail && may_mail(site, form.email);
    facts.now = site.now();
    return facts;
}

std::vector<Attachment> attachments_of(DraftTable& drafts, const std::string& key) {
    std::vector<Attachment> files;
    for (DraftFile& file : drafts.files(key, true))
        files.push_back(std::move(file.file));
    return files;
}

std::optional<Ticket> ticket_of_token(const Site& site, const std::string& token) {
    if (site.listening == nullptr)
        return std::nullopt;
    const auto lease = site.listening->store();
    return TicketTable(*lease).by_secret(hash_of_token(token));
}

Reply no_such_ticket(const Site& site, const Request& request) {
    return message_page(site, request, 404, "There is no such page",
                        "The reference of a ticket opens nothing by itself. Use the whole address "
                        "that you were given when you sent it, or telephone the help desk.");
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
        if (was_sent(*lease, *draft))
            return page_of_ticket(*draft);
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
    const Known known =
        known_of(site, request, from != nullptr ? *from : std::string{}, form.query);
    form.article = known.id;
    if (form.query.empty() && !known.id.empty())
        form.query = question_before(site, request, known.id);
    form.subject =
        form.query.substr(0, form.query.size() <= kLongestSubject ? std::string::npos : 0);
    if (request.caller.is_person())
        (is_mail_address(request.caller.name) ? form.email : form.name) = request.caller.name;
    Reply cookies;
    note_door(site, request, form, known, cookies);
    Reply reply = form_page(site, request, std::move(view), 200);
    add_cookies(reply, cookies);
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
    if (was_sent(*lease, sent.key))
        return page_of_ticket(sent.key);
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
        view.refused = take_files(drafts, sent).refused;
        transaction.commit();
    }
    if (view.troubles.empty() && view.refused.empty() && !sent.remove) {
        Reply reply = see_other("/help/review?draft=" + sent.key);
        add_cookies(reply, cookies);
        return reply;
    }
    // Who only took a file away is not told what is still missing.
    if (sent.remove)
        view.troubles.clear();
    view.files = drafts.files(sent.key);
    const int status = view.troubles.empty() && view.refused.empty() ? 200 : 422;
    return form_page(site, request, std::move(view), status);
}

Reply show_review(const Site& site, const Request& request, const std::string& /*rest*/) {
    const std::string* const key = request.target.parameter("draft");
    if (key == nullptr || !is_form_key(*key) || site.listening == nullptr)
        return see_other("/help");
    const auto lease = site.listening->store();
    if (was_sent(*lease, *key))
        return page_of_ticket(*key);
    DraftTable drafts(*lease);
    const auto fields = drafts.fields(*key);
    if (!fields)
        return draft_is_gone(site, request);
    return review_page(
        site, request,
        {.form_key = *key, .form = ticket_form_from(*fields), .files = drafts.files(*key)}, 200);
}

Reply send_ticket(const Site& site, const Request& request, const std::string& /*rest*/) {
    const Target fields = fields_of(request);
    const std::string key = field(fields, "key");
    if (!is_form_key(key) || site.listening == nullptr)
        throw BadRequest("Open \"Get help from a person\" again, and send the form from there.");
    const auto lease = site.listening->store();
    if (was_sent(*lease, key))
        return page_of_ticket(key);
    DraftTable drafts(*lease);
    const auto kept = drafts.fields(key);
    if (!kept)
        return draft_is_gone(site, request);
    TicketForm form = ticket_form_from(*kept);
    const DeskRules rules = site.library.ask(
        viewer_of(request), [&](Reading& reading) { return desk_rules(reading.manifest().kb); });
    if (!troubles_of(form, rules.plan).empty())
        return see_other("/help?draft=" + key);
    if (const auto wait = wait_to_send(site, request); wait.count() > 0) {
        ReviewView view{.form_key = key, .form = form, .files = drafts.files(key)};
        view.trouble = fmt::format(
            "Many tickets came from here just now. Nothing is lost: send it again in {} seconds, "
            "or telephone.",
            wait.count());
        Reply reply = review_page(site, request, std::move(view), 429);
        reply.headers.emplace_back("Retry-After", std::to_string(wait.count()));
        return reply;
    }
    form.tried = told_of(form.tried, fields);
    IntakeFacts facts = facts_of(site, request, form);
    facts.form_key = key;
    const Accepted accepted =
        accept_ticket(*lease, form, attachments_of(drafts, key), rules.plan, rules.clock, facts);
    spdlog::info("ticket accepted reference={} again={}", accepted.reference, accepted.again);
    site.tickets.notify();
    return see_other("/ticket/" + accepted.token + "?sent=1");
}

Reply show_ticket(const Site& site, const Request& request, const std::string& rest) {
    auto ticket = ticket_of_token(site, rest);
    if (!ticket)
        return no_such_ticket(site, request);
    TicketView view{.ticket = std::move(*ticket), .token = rest};
    {
        const auto lease = site.listening->store();
        TicketTable tickets(*lease);
        for (const Attachment& file : tickets.attachments(view.ticket.id))
            view.files.push_back(file.name);
        view.reclassified = tickets.notes(view.ticket.id);
    }
    std::erase_if(view.reclassified,
                  [](const TicketNote& note) { return !note.what.starts_with("priority"); });
    view.sent_now = switch_from(request.target, "sent");
    view.can_mail = site.tickets.can_mail;
    Reply reply = private_page(site, request, 200, [&](const Frame& frame, Reading& reading) {
        const DeskRules rules = desk_rules(reading.manifest().kb);
        const Ticket& it = view.ticket;
        view.promise = promise_for(rules.plan, rules.clock, it.priority, it.category, it.created);
        view.affects = label_of(rules.plan.affects, it.affects);
        view.work = label_of(rules.plan.work, it.work);
        if (const TicketCategory* const category = rules.plan.category(it.category)) {
            view.category = category->name;
            view.escalation = category->escalation;
            for (EscalationStep& step : view.escalation)
                for (const Owner& owner : reading.manifest().kb.owners)
                    if (owner.key == step.contact)
                        step.contact = owner.name;
        }
        if (!it.solved_by.empty())
            if (auto records = reading.records({it.solved_by}); !records.empty())
                view.solved_by = std::move(records.front());
        return site.pages.ticket(frame, view);
    });
    std::erase_if(reply.headers,
                  [](const Header& header) { return header.first == "Referrer-Policy"; });
    // Its address opens it: it must not be told to any other page.
    reply.headers.emplace_back("Referrer-Policy", "same-origin");
    return reply;
}

Reply say_really_solved(const Site& site, const Request& request, const std::string& /*rest*/) {
    const Target fields = fields_of(request);
    const std::string token = field(fields, "ticket");
    auto ticket = ticket_of_token(site, token);
    if (!ticket)
        return no_such_ticket(site, request);
    const std::string answer = field(fields, "answer");
    if (!answer_from(answer) || !ticket->solved)
        throw BadRequest("Choose Yes, Partly or No on the page of a ticket that is solved.");
    ticket->really_solved = answer;
    ticket->really_solved_at = site.now();
    const auto lease = site.listening->store();
    TicketTable tickets(*lease);
    Transaction transaction(*lease);
    tickets.update(*ticket);
    tickets.note(
        ticket->id,
        {.at = site.now(), .who = "requester", .what = "really solved: " + answer, .why = {}});
    transaction.commit();
    return see_other("/ticket/" + token);
}

}  // namespace firstline
