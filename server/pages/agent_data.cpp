#include <algorithm>

#include <fmt/format.h>

#include "indexer/text/dates.h"
#include "server/pages/agent_view.h"
#include "server/pages/frame_data.h"
#include "server/pages/links.h"
#include "server/pages/results_data.h"
#include "server/pages/wording.h"

namespace firstline {

namespace {

constexpr const char* kNeedsSignIn = "Opens for requesters who sign in";

bool holds(const std::vector<std::string>& list, const std::string& text) {
    return std::find(list.begin(), list.end(), text) != list.end();
}

/// `Review was due 3 May 2026`; empty while it is not.
std::string overdue_since(const ArticleRecord& article, Date today) {
    if (!article.reviewed || !article.review_every || *article.reviewed > today)
        return {};
    const Date due = *article.reviewed + *article.review_every;
    return due < today ? "Review was due " + reader_date(due) : std::string{};
}

void add_chips(PageData& data, const AgentView& view) {
    std::vector<PageData> chips;
    for (const Chip& chip : view.match.chips) {
        PageData item;
        item.text("text", chip.text)
            .text("kind", name_of(chip.kind))
            .flag("gone", holds(view.without, chip.text))
            .flag("pinned", holds(view.pinned, chip.text));
        chips.push_back(std::move(item));
    }
    data.list("chips", chips);
}

PageData agent_hit(const AgentHit& hit, const Frame& frame, const AgentView& view) {
    const ArticleRecord& article = hit.hit.article;
    PageData data = hit_data(hit.hit, frame, false);
    const std::string ticket =
        view.ticket.empty() ? std::string{} : "?ticket=" + encode_component(view.ticket);
    data.text("id", article.id)
        .text("anchor", hit.hit.section ? hit.hit.section->anchor : "")
        .html("section_html", hit.section)
        .flag("internal", hit.internal)
        .text("permanent", hit.url)
        .text("helped", hit.helped)
        .text("used", hit.used)
        .text("requester", hit.requester)
        .text("overdue", overdue_since(article, frame.today))
        .text("sign_in_note",
              !hit.internal && article.audience.standing != Standing::anyone ? kNeedsSignIn : "")
        .text("flag_url", view.knows_people ? "/flag/" + encode_component(article.id) + ticket : "")
        .text("edit_url", view.can_edit ? "/edit/" + encode_component(article.id) + ticket : "")
        .flag("can_use", view.knows_people);
    return data;
}

void add_match(PageData& data, const Frame& frame, const AgentView& view) {
    const SearchResults& results = view.match.results;
    std::vector<PageData> hits;
    hits.reserve(view.hits.size());
    for (const AgentHit& hit : view.hits)
        hits.push_back(agent_hit(hit, frame, view));
    const bool pinned = !view.pinned.empty();
    data.list("hits", hits)
        .text("ticket", view.ticket)
        .text("heading", view.hits.size() == 1
                             ? std::string{"1 article"}
                             : fmt::format("The best {} of {}", view.hits.size(), results.total))
        .flag("sure", !view.hits.empty() && results.sure)
        .flag("unsure", !view.hits.empty() && !results.sure)
        .flag("nothing", view.asked && view.hits.empty() && !view.match.telling.empty() && !pinned)
        .flag("nothing_pinned", view.asked && view.hits.empty() && pinned)
        .flag("nothing_telling", view.asked && view.match.telling.empty())
        .flag("unasked", !view.asked)
        .flag("way_on", view.asked && view.knows_people);
    const auto& correction = results.correction;
    data.text("corrected_to", correction && correction->applied ? correction->to : "")
        .text("form_token", frame.form_token);
    add_chips(data, view);
    data.flag("known", view.known.has_value());
    if (view.known)
        data.text("known_reference", view.known->reference)
            .text("known_subject", view.known->subject)
            .text("known_facts", view.known->facts);
}

void add_agent(PageData& data, const Frame& frame, const AgentView& view, const char* action) {
    add_match(data, frame, view);
    data.text("text", view.text)
        .text("action", action)
        .text("parents", view.parent_origins)
        .flag("can_record", view.knows_people)
        .flag("can_edit", view.can_edit);
}

}  // namespace

bool is_for_requesters(const ArticleRecord& article) {
    const Audience& audience = article.audience;
    return audience.groups.empty() &&
           (audience.standing == Standing::anyone || audience.standing == Standing::employees);
}

std::string agent_page(const Pages& pages, const Frame& frame, const AgentView& view) {
    const PageKind kind{
        .title = "For agents", .listed = false, .style = "agent", .shows_articles = true};
    return pages.page("agent", frame, kind,
                      [&](PageData& data) { add_agent(data, frame, view, "/agent"); });
}

std::string agent_panel(const Pages& pages, const Frame& frame, const AgentView& view) {
    const PageKind kind{.title = "For agents", .listed = false, .style = "agent"};
    return pages.page("agent_panel", frame, kind, [&](PageData& data) {
        add_agent(data, frame, view, "/agent/panel");
        data.flag("open", true);
    });
}

std::string agent_panel_closed(const Pages& pages, const Frame& frame) {
    const PageKind kind{.title = "For agents", .listed = false, .style = "agent"};
    return pages.page("agent_panel", frame, kind,
                      [&](PageData& data) { data.flag("open", false).text("parents", ""); });
}

std::string agent_part(const Pages& pages, const Frame& frame, const AgentView& view) {
    return pages.part("parts/agent", [&](PageData& data) { add_match(data, frame, view); });
}

}  // namespace firstline
