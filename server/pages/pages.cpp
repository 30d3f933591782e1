#include "server/pages/pages.h"

#include <array>
#include <utility>

#include "server/pages/account_data.h"
#include "server/pages/article_data.h"
#include "server/pages/frame_data.h"
#include "server/pages/insight_data.h"
#include "server/pages/links.h"
#include "server/pages/results_data.h"
#include "server/pages/solved_data.h"
#include "server/pages/template_set.h"
#include "server/pages/ticket_data.h"
#include "server/pages/wording.h"

namespace firstline {

namespace {

constexpr auto kNeeded = std::to_array<const char*>(
    {"home",           "results",         "parts/results", "article",        "parts/solved",
     "not_found",      "retired",         "help",          "ticket_review",  "ticket",
     "incident",       "sign_in",         "account",       "insight",        "error",
     "agent",          "agent_panel",     "parts/agent",   "someone",        "stub",
     "edit",           "parts/preview",   "proposal",      "parts/diff",     "proposals",
     "flag",           "flags",           "mine",          "sample",         "writer",
     "writer_gaps",    "writer_failing",  "writer_trends", "writer_article", "writer_compare",
     "writer_publish", "writer_assigned", "writer_retire"});

}  // namespace

struct Pages::Templates {
    explicit Templates(const std::filesystem::path& folder) : set(folder) {
        for (const char* name : kNeeded)
            set.require(name);
    }

    PageData framed(const Frame& frame, const PageKind& kind) const {
        return frame_data(frame, kind, set.version());
    }

    TemplateSet set;
};

Pages::Pages(const std::filesystem::path& templates)
    : templates_(std::make_unique<Templates>(templates)) {}

Pages::~Pages() = default;

const std::string& Pages::version() const {
    return templates_->set.version();
}

std::string Pages::home(const Frame& frame, const HomeView& view) const {
    const PageKind kind{.description = "Search " + article_count(frame.articles) + " of " +
                                       frame.kb_name + ", or get help from a person.",
                        .canonical = "/",
                        .home = true};
    return templates_->set.render("home", home_data(frame, view, templates_->framed(frame, kind)));
}

std::string Pages::results(const Frame& frame, const ResultsView& view) const {
    const PageKind kind{
        .title = results_title(view.request), .listed = false, .search = &view.request};
    PageData data = templates_->framed(frame, kind);
    add_results(data, frame, view);
    return templates_->set.render("results", data);
}

std::string Pages::results_part(const Frame& frame, const ResultsView& view) const {
    PageData data;
    data.text("kb_name", frame.kb_name);
    add_results(data, frame, view);
    return templates_->set.render("parts/results", data);
}

std::string Pages::article(const Frame& frame, const ArticleView& view) const {
    const ArticleRecord& record = view.article.record;
    const PageKind kind{.title = record.title,
                        .description = record.summary,
                        .canonical = article_url(record.slug),
                        .listed = is_listed(record),
                        .style = "article"};
    PageData data = templates_->framed(frame, kind);
    add_article(data, frame, view);
    return templates_->set.render("article", data);
}

std::string Pages::solved_part(const Frame& frame, const ArticleView& view) const {
    PageData data;
    add_article_door(data, frame, view);
    add_solved(data, view.solved);
    return templates_->set.render("parts/solved", data);
}

std::string Pages::not_found(const Frame& frame, const NotFoundView& view) const {
    const PageKind kind{.title = "We did not find this page", .listed = false};
    Frame asked = frame;
    asked.query = view.words;
    PageData data = templates_->framed(asked, kind);
    add_hits(data, asked, view.results.hits, false);
    data.text("words", view.words);
    return templates_->set.render("not_found", data);
}

std::string Pages::retired(const Frame& frame) const {
    const PageKind kind{.title = "This article was retired", .listed = false};
    return templates_->set.render("retired", templates_->framed(frame, kind));
}

std::string Pages::help(const Frame& frame, const HelpView& view) const {
    const PageKind kind{.title = "Get help from a person",
                        .description = "Telephone, hours and addresses of " + frame.kb_name + ".",
                        .canonical = "/help",
                        .style = "forms"};
    PageData data = templates_->framed(frame, kind);
    add_help(data, frame, view);
    return templates_->set.render("help", data);
}

std::string Pages::ticket_review(const Frame& frame, const ReviewView& view) const {
    const PageKind kind{.title = "Is this right?", .listed = false, .style = "forms"};
    PageData data = templates_->framed(frame, kind);
    add_review(data, view);
    return templates_->set.render("ticket_review", data);
}

std::string Pages::ticket(const Frame& frame, const TicketView& view) const {
    const PageKind kind{.title = view.ticket.reference, .listed = false, .style = "forms"};
    PageData data = templates_->framed(frame, kind);
    add_ticket(data, view);
    return templates_->set.render("ticket", data);
}

std::string Pages::incident(const Frame& frame, const IncidentView& view) const {
    const PageKind kind{.title = view.notice.title, .listed = false, .style = "forms"};
    PageData data = templates_->framed(frame, kind);
    add_incident(data, view);
    return templates_->set.render("incident", data);
}

std::string Pages::sign_in(const Frame& frame, const SignInView& view) const {
    const PageKind kind{.title = "Sign in", .listed = false, .style = "forms"};
    return templates_->set.render("sign_in", sign_in_data(view, templates_->framed(frame, kind)));
}

std::string Pages::account(const Frame& frame, const AccountView& view) const {
    const PageKind kind{.title = "Your account", .listed = false, .style = "forms"};
    return templates_->set.render("account",
                                  account_data(frame, view, templates_->framed(frame, kind)));
}

std::string Pages::insight(const Frame& frame, const InsightView& view) const {
    const PageKind kind{.title = "Numbers", .listed = false, .style = "insight"};
    return templates_->set.render("insight", insight_data(view, templates_->framed(frame, kind)));
}

std::string Pages::page(const char* name, const Frame& frame, const PageKind& kind,
                        const Fill& fill) const {
    PageData data = templates_->framed(frame, kind);
    fill(data);
    return templates_->set.render(name, data);
}

std::string Pages::part(const char* name, const Fill& fill) const {
    PageData data;
    fill(data);
    return templates_->set.render(name, data);
}

std::string Pages::error(const Frame& frame, const ErrorView& view) const {
    const PageKind kind{.title = view.title, .listed = false};
    PageData data = templates_->framed(frame, kind);
    data.text("title", view.title)
        .text("text", view.text)
        .text("status", std::to_string(view.status));
    return templates_->set.render("error", data);
}

}  // namespace firstline
