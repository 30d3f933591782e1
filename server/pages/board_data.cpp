#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "indexer/text/dates.h"
#include "server/pages/age_chart.h"
#include "server/pages/board_view.h"
#include "server/pages/frame_data.h"
#include "server/pages/links.h"
#include "server/pages/wording.h"

namespace firstline {

namespace {

/// More bars than these say nothing at a glance.
constexpr std::size_t kMostProducts = 10;

constexpr std::size_t kMostEvidence = 10;

std::string number(std::size_t count) {
    return count_text(static_cast<unsigned>(count));
}

std::string readers(const ArticleFacts& facts) {
    std::string text = fmt::format("{} {} in 90 days", number(facts.views90),
                                   facts.views90 == 1 ? "reader" : "readers");
    if (facts.links90 > 0)
        text += fmt::format(", sent in {} {}", number(facts.links90),
                            facts.links90 == 1 ? "ticket" : "tickets");
    return text;
}

/// A file that went wrong as a whole may have hundreds.
std::vector<std::string> shown_evidence(const BoardArticle& article) {
    auto lines = article.evidence;
    if (lines.size() <= kMostEvidence)
        return lines;
    const std::size_t more = lines.size() - kMostEvidence;
    lines.resize(kMostEvidence);
    lines.push_back(fmt::format("and {} more", number(more)));
    return lines;
}

PageData row(const BoardArticle& article, bool can_edit) {
    std::vector<PageData> reasons;
    std::vector<std::string> words;
    for (const StaleReason& reason : article.staleness.reasons) {
        PageData item;
        item.text("points", reason.points > 0 ? "+" + std::to_string(reason.points) : "")
            .text("sentence", reason.sentence);
        reasons.push_back(std::move(item));
        words.push_back(reason.key == "age" ? reason.sentence : std::string{reason.word});
    }
    const BoardAction action = board_action(article, can_edit);
    PageData item;
    item.text("title", article.record.title)
        .text("url", article_url(article.record.slug))
        .text("points", std::to_string(article.staleness.points))
        .flag("worst", article.staleness.points >= kStalest)
        .texts("words", words)
        .text("readers", readers(article.facts))
        .flag("critical", article.facts.critical)
        .text("state", state_label(article.record.state))
        .text("keeper", article.keeper_name)
        .text("action", action.label)
        .text("action_url", action.url)
        .list("reasons", reasons)
        .texts("evidence", shown_evidence(article))
        .flag("assigned", article.is_assigned)
        .text("path", article.record.path)
        .text("id", article.record.id)
        .text("retire_url", can_edit ? "/writer/retire/" + encode_component(article.record.id) : "")
        .text("known_url", "/writer/article/" + encode_component(article.record.id))
        .text("priority", fmt::format("{:.0f}", article.priority));
    return item;
}

std::vector<PageData> options(const std::vector<BoardChoice>& choices, const std::string& chosen) {
    std::vector<PageData> items;
    for (const BoardChoice& choice : choices) {
        PageData item;
        item.text("value", choice.value)
            .text("label", fmt::format("{} ({})", choice.name, number(choice.articles)))
            .flag("chosen", choice.value == chosen);
        items.push_back(std::move(item));
    }
    return items;
}

/// A selection of the filter; none where there is nothing to choose between.
void add_filter(std::vector<PageData>& filters, const char* name, const char* label,
                const std::vector<BoardChoice>& choices, const std::string& chosen) {
    if (choices.size() < 2 && chosen.empty())
        return;
    PageData filter;
    filter.text("name", name).text("label", label).list("options", options(choices, chosen));
    filters.push_back(std::move(filter));
}

std::vector<PageData> filters_of(const BoardView& view) {
    const BoardQuery& query = view.query;
    std::vector<PageData> filters;
    const std::string owner = !query.owner ? "" : query.owner->empty() ? "-" : *query.owner;
    add_filter(filters, "owner", "Owner", view.choices.owners, owner);
    if (query.list == BoardQuery::List::all) {
        add_filter(filters, "product", "Product", view.choices.products, query.product);
        add_filter(filters, "type", "Kind", view.choices.types, query.type);
        add_filter(filters, "state", "State", view.choices.states, query.state);
        add_filter(filters, "reason", "Reason", view.choices.reasons, query.reason);
    }
    return filters;
}

void add_pages(PageData& data, const BoardView& view) {
    if (view.query.list != BoardQuery::List::all || view.found <= kBoardPage)
        return;
    const auto pages = static_cast<unsigned>((view.found + kBoardPage - 1) / kBoardPage);
    BoardQuery other = view.query;
    if (view.query.page > 1) {
        other.page = std::min(view.query.page - 1, pages);
        data.text("previous_url", board_url(other));
    }
    if (view.query.page < pages) {
        other.page = view.query.page + 1;
        data.text("next_url", board_url(other));
    }
    data.text("page_of", fmt::format("Page {} of {}", view.query.page, pages));
}

void add_ages(PageData& data, const BoardView& view) {
    std::vector<ReviewAges> shown = view.ages;
    shown.resize(std::min(shown.size(), kMostProducts));
    std::vector<PageData> rows;
    for (const ReviewAges& ages : shown) {
        std::vector<std::string> counts;
        counts.reserve(ages.articles.size());
        for (const std::size_t articles : ages.articles)
            counts.push_back(number(articles));
        PageData item;
        item.text("product", ages.product.empty() ? "No product" : ages.product)
            .texts("counts", counts);
        rows.push_back(std::move(item));
    }
    data.html("ages_html", age_chart(shown)).list("ages", rows);
}

void add_groups(PageData& data, const BoardView& view) {
    std::vector<PageData> groups;
    for (const BoardGroup& group : view.groups) {
        std::vector<PageData> rows;
        rows.reserve(group.articles.size());
        for (const BoardArticle& article : group.articles)
            rows.push_back(row(article, view.can_edit));
        if (rows.empty())
            continue;
        BoardQuery only = view.query;
        only.owner = group.key;
        const bool week = view.query.list == BoardQuery::List::week;
        PageData item;
        item.text("anchor", fmt::format("owner-{}", groups.size() + 1))
            .text("heading", !week                ? ""
                             : group.name.empty() ? "Kept by nobody"
                                                  : group.name)
            .text("feed_url", week ? board_url(only, "/writer.atom") : "")
            .text("level", week ? "3" : "2")
            .list("rows", rows);
        groups.push_back(std::move(item));
    }
    data.list("groups", groups);
}

/// Rows can be chosen, to be given an owner together. Never to be reviewed together.
void add_assigning(PageData& data, const BoardView& view) {
    std::vector<PageData> owners;
    for (const BoardChoice& owner : view.assignable) {
        PageData item;
        item.text("value", owner.value).text("label", owner.name);
        owners.push_back(std::move(item));
    }
    data.list("assignable", owners)
        .flag("assigns", !owners.empty() && view.found > 0)
        .text("form_token", view.form_token);
}

void add_board(PageData& data, const BoardView& view) {
    const bool week = view.query.list == BoardQuery::List::week;
    BoardQuery all = view.query;
    all.list = BoardQuery::List::all;
    all.page = 1;
    BoardQuery of_week;
    of_week.owner = view.query.owner;
    data.flag("week", week)
        .flag("all", !week)
        .text("week_url", board_url(of_week))
        .text("all_url", board_url(all))
        .text("csv_url", board_url(all, "/writer.csv"))
        .text("found", number(view.found))
        .text("articles", article_count(static_cast<unsigned>(view.articles)))
        .text("definitions", view.definitions)
        .flag("narrowed", view.query.owner || !view.query.product.empty() ||
                              !view.query.type.empty() || !view.query.state.empty() ||
                              !view.query.reason.empty())
        .list("filters", filters_of(view));
    add_assigning(data, view);
    add_groups(data, view);
    add_pages(data, view);
    add_ages(data, view);
}

}  // namespace

std::string board_page(const Pages& pages, const Frame& frame, const BoardView& view) {
    const PageKind kind{.title = "What to fix first", .listed = false, .style = "writer"};
    return pages.page("writer", frame, kind, [&](PageData& data) { add_board(data, view); });
}

std::string board_url(const BoardQuery& query, const std::string& path) {
    std::string parameters;
    const auto add = [&](std::string_view name, std::string_view value) {
        if (value.empty())
            return;
        parameters +=
            (parameters.empty() ? "?" : "&") + std::string{name} + "=" + encode_component(value);
    };
    if (query.list == BoardQuery::List::all && path == "/writer")
        add("view", "all");
    if (query.owner)
        add("owner", query.owner->empty() ? "-" : *query.owner);
    add("product", query.product);
    add("type", query.type);
    add("state", query.state);
    add("reason", query.reason);
    if (query.page > 1)
        add("page", std::to_string(query.page));
    return path + parameters;
}

BoardAction board_action(const BoardArticle& article, bool can_edit) {
    const std::string id = encode_component(article.record.id);
    if (article.proposal)
        return {"Decide on the proposal", fmt::format("/proposals/{}", *article.proposal)};
    if (article.facts.open_flags > 0)
        return {article.facts.open_flags == 1 ? "Answer the flag" : "Answer the flags",
                "/flags?article=" + id};
    if (article.facts.broken_links > 0 && can_edit)
        return {"Mend the links", "/edit/" + id};
    if (!article.alike.empty() && article.facts.ended.empty())
        return {"Compare the two",
                fmt::format("/writer/compare?a={}&b={}", id, encode_component(article.alike))};
    if (article.record.state == State::draft && can_edit)
        return {"Publish it", "/writer/publish/" + id};
    return {"Review it", article_url(article.record.slug)};
}

}  // namespace firstline
