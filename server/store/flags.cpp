#include "server/store/flags.h"

#include <array>

namespace firstline {

namespace {

constexpr auto kStates = std::to_array<std::string_view>({"open", "mended", "declined"});

constexpr const char* kSelectUse = "SELECT at, agent, ticket, article, text_hash FROM article_uses ";
constexpr const char* kSelectFlag =
    "SELECT id, at, agent, article, title, owner, text_hash, reason, other, line, note, ticket,"
    " state, answered_by, answered_at, answer FROM flags ";

std::vector<ArticleUse> uses_of(Statement& select) {
    std::vector<ArticleUse> uses;
    while (select.step())
        uses.push_back({.at = select.moment(0),
                        .agent = select.text(1),
                        .ticket = select.text(2),
                        .article = select.text(3),
                        .text_hash = select.text(4)});
    return uses;
}

Flag::State state_from(std::string_view name) {
    for (std::size_t at = 0; at < kStates.size(); ++at)
        if (kStates.at(at) == name)
            return static_cast<Flag::State>(at);
    throw StoreError("a flag has an unknown state");
}

Flag flag_of(const Statement& row) {
    return {.id = row.number(0),
            .at = row.moment(1),
            .agent = row.text(2),
            .article = row.text(3),
            .title = row.text(4),
            .owner = row.text(5),
            .text_hash = row.text(6),
            .reason = row.text(7),
            .other = row.text(8),
            .line = row.text(9),
            .note = row.text(10),
            .ticket = row.text(11),
            .state = state_from(row.text(12)),
            .answered_by = row.text(13),
            .answered = row.optional_moment(14),
            .answer = row.text(15)};
}

std::vector<Flag> flags_of(Statement& select) {
    std::vector<Flag> flags;
    while (select.step())
        flags.push_back(flag_of(select));
    return flags;
}

}  // namespace

bool ArticleUseTable::add(const ArticleUse& use) {
    Statement(connection_,
              "INSERT INTO article_uses (at, agent, ticket, article, text_hash)"
              " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING")
        .bind(1, use.at)
        .bind(2, use.agent)
        .bind(3, use.ticket)
        .bind(4, use.article)
        .bind(5, use.text_hash)
        .run();
    return connection_.changed() > 0;
}

std::vector<ArticleUse> ArticleUseTable::of_article(std::string_view article) {
    Statement select(connection_, std::string{kSelectUse} + "WHERE article = ?1 ORDER BY id");
    select.bind(1, article);
    return uses_of(select);
}

std::vector<ArticleUse> ArticleUseTable::of_agent(std::string_view agent,
                                                  std::chrono::sys_seconds from) {
    Statement select(connection_,
                     std::string{kSelectUse} + "WHERE agent = ?1 AND at >= ?2 ORDER BY id DESC");
    select.bind(1, agent).bind(2, from);
    return uses_of(select);
}

std::string_view name_of(Flag::State state) {
    return kStates.at(static_cast<std::size_t>(state));
}

std::int64_t FlagTable::add(const Flag& flag) {
    Statement insert(connection_,
                     "INSERT INTO flags (at, agent, article, title, owner, text_hash, reason,"
                     " other, line, note, ticket, state)"
                     " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 'open')"
                     " RETURNING id");
    insert.bind(1, flag.at)
        .bind(2, flag.agent)
        .bind(3, flag.article)
        .bind(4, flag.title)
        .bind(5, flag.owner)
        .bind(6, flag.text_hash)
        .bind(7, flag.reason)
        .bind(8, flag.other)
        .bind(9, flag.line)
        .bind(10, flag.note)
        .bind(11, flag.ticket)
        .step();
    return insert.number(0);
}

std::optional<Flag> FlagTable::find(std::int64_t id) {
    Statement select(connection_, std::string{kSelectFlag} + "WHERE id = ?1");
    if (!select.bind(1, id).step())
        return std::nullopt;
    return flag_of(select);
}

std::vector<Flag> FlagTable::open() {
    Statement select(connection_,
                     std::string{kSelectFlag} + "WHERE state = 'open' ORDER BY owner, id");
    return flags_of(select);
}

std::vector<Flag> FlagTable::of_article(std::string_view article) {
    Statement select(connection_, std::string{kSelectFlag} + "WHERE article = ?1 ORDER BY id");
    select.bind(1, article);
    return flags_of(select);
}

std::vector<Flag> FlagTable::of_agent(std::string_view agent, std::chrono::sys_seconds from) {
    Statement select(connection_,
                     std::string{kSelectFlag} + "WHERE agent = ?1 AND at >= ?2 ORDER BY id DESC");
    select.bind(1, agent).bind(2, from);
    return flags_of(select);
}

bool FlagTable::answer(std::int64_t id, Flag::State state, std::string_view by,
                       std::string_view answer, std::chrono::sys_seconds when) {
    Statement(connection_,
              "UPDATE flags SET state = ?2, answered_by = ?3, answer = ?4, answered_at = ?5"
              " WHERE id = ?1 AND state = 'open'")
        .bind(1, id)
        .bind(2, name_of(state))
        .bind(3, by)
        .bind(4, answer)
        .bind(5, when)
        .run();
    return connection_.changed() > 0;
}

}  // namespace firstline
