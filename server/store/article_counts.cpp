#include "server/store/article_counts.h"

#include <unordered_set>
#include <utility>

#include <fmt/format.h>

namespace firstline {
namespace {

CountByArticle counted(Statement& select) {
    CountByArticle counts;
    while (select.step())
        counts.emplace(select.text(0), static_cast<std::size_t>(select.number(1)));
    return counts;
}

}  // namespace

std::size_t count_of(const CountByArticle& counts, std::string_view id) {
    const auto found = counts.find(id);
    return found == counts.end() ? 0 : found->second;
}

CountByArticle views_by_article(Connection& connection, std::chrono::sys_seconds from) {
    // The conditions are those of the index events_views, which holds all that is read here.
    Statement select(connection,
                     "SELECT article, visitor, at / 86400 FROM events"
                     " WHERE at >= ?1 AND kind = 'view' AND by_desk = 0");
    select.bind(1, from);
    CountByArticle counts;
    std::unordered_set<std::string> seen;
    while (select.step()) {
        std::string article = select.text(0);
        if (seen.insert(fmt::format("{}\n{}\n{}", select.number(2), select.text(1), article))
                .second)
            ++counts[std::move(article)];
    }
    return counts;
}

CountByArticle links_by_article(Connection& connection, std::chrono::sys_seconds from) {
    Statement select(connection,
                     "SELECT article, count(DISTINCT ticket) FROM ticket_links"
                     " WHERE at >= ?1 AND judged <> 'wrong' GROUP BY article");
    select.bind(1, from);
    return counted(select);
}

CountByArticle open_flags_by_article(Connection& connection) {
    Statement select(connection,
                     "SELECT article, count(*) FROM flags WHERE state = 'open' GROUP BY article");
    return counted(select);
}

CountByArticle corrections_by_article(Connection& connection, std::chrono::sys_seconds from) {
    // A flag that a proposal mends is one correction.
    Statement select(connection,
                     "SELECT article, count(*) FROM (SELECT article FROM flags WHERE at >= ?1"
                     " UNION ALL SELECT article FROM proposals WHERE at >= ?1 AND kind = 'text'"
                     " AND article <> '' AND flag IS NULL AND replaces IS NULL) GROUP BY article");
    select.bind(1, from);
    return counted(select);
}

std::map<std::string, std::int64_t, std::less<>> open_proposals_by_article(Connection& connection) {
    Statement select(connection,
                     "SELECT article, min(id) FROM proposals"
                     " WHERE state = 'open' AND article <> '' GROUP BY article");
    std::map<std::string, std::int64_t, std::less<>> found;
    while (select.step())
        found.emplace(select.text(0), select.number(1));
    return found;
}

std::map<std::string, std::vector<ArticleUse>, std::less<>> uses_by_article(
    Connection& connection) {
    Statement select(connection,
                     "SELECT at, agent, ticket, article, text_hash FROM article_uses ORDER BY id");
    std::map<std::string, std::vector<ArticleUse>, std::less<>> found;
    while (select.step())
        found[select.text(3)].push_back({.at = select.moment(0),
                                         .agent = select.text(1),
                                         .ticket = select.text(2),
                                         .article = select.text(3),
                                         .text_hash = select.text(4)});
    return found;
}

std::map<std::string, std::set<Date>, std::less<>> desk_days_by_article(Connection& connection) {
    Statement select(connection,
                     "SELECT DISTINCT article, at / 86400 FROM events"
                     " WHERE kind = 'view' AND by_desk = 1");
    std::map<std::string, std::set<Date>, std::less<>> days;
    while (select.step())
        days[select.text(0)].insert(Date{std::chrono::days{select.number(1)}});
    return days;
}

std::optional<Date> first_event_day(Connection& connection) {
    Statement select(connection, "SELECT min(at) / 86400 FROM events");
    if (!select.step())
        return std::nullopt;
    const auto day = select.optional_number(0);
    return day ? std::optional<Date>{Date{std::chrono::days{*day}}} : std::nullopt;
}

}  // namespace firstline
