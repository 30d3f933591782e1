#include "server/store/flags.h"

#include <algorithm>
#include <array>

namespace firstline {

namespace {

constexpr auto kStates = std::to_array<std::string_view>({"open", "mended", "declined"});

constexpr const char* kSelectUse =
    "SELECT at, agent, ticket, article, text_hash FROM article_uses ";
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
    if (const auto state = flag_state_from(name))
        return *state;
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

/// `added` behind what was written before, unless it says nothing new.
std::string joined(const std::string& before, const std::string& added, std::string_view between) {
    if (added.empty() || before.find(added) != std::string::npos)
        return before;
    return before.empty() ? added : before + std::string{between} + added;
}

std::optional<Flag> open_one_like(Connection& connection, const Flag& flag) {
    Statement select(connection, std::string{kSelectFlag} +
                                     "WHERE state = 'open' AND agent = ?1 AND article = ?2"
                                     " AND reason = ?3 AND other = ?4 ORDER BY id LIMIT 1");
    select.bind(1, flag.agent).bind(2, flag.article).bind(3, flag.reason).bind(4, flag.other);
    if (!select.step())
        return std::nullopt;
    return flag_of(select);
}

std::int64_t insert_flag(Connection& connection, const Flag& flag) {
    Statement insert(connection,
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

/// The moment stays that of the first: so long nobody has answered.
void extend_flag(Connection& connection, const Flag& before, const Flag& later) {
    Statement(connection,
              "UPDATE flags SET title = ?2, owner = ?3, text_hash = ?4, line = ?5, note = ?6,"
              " ticket = ?7 WHERE id = ?1")
        .bind(1, before.id)
        .bind(2, later.title)
        .bind(3, later.owner)
        .bind(4, later.text_hash)
        .bind(5, joined(before.line, later.line, "\n"))
        .bind(6, joined(before.note, later.note, "\n"))
        .bind(7, joined(before.ticket, later.ticket, ", "))
        .run();
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

std::optional<Flag::State> flag_state_from(std::string_view name) {
    const auto* const found = std::find(kStates.begin(), kStates.end(), name);
    if (found == kStates.end())
        return std::nullopt;
    return static_cast<Flag::State>(found - kStates.begin());
}

std::int64_t FlagTable::put(const Flag& flag) {
    Transaction transaction(connection_);
    const auto before = open_one_like(connection_, flag);
    std::int64_t id = 0;
    if (before) {
        extend_flag(connection_, *before, flag);
        id = before->id;
    } else {
        id = insert_flag(connection_, flag);
    }
    transaction.commit();
    return id;
}

std::optional<Flag> FlagTable::find(std::int64_t id) {
    Statement select(connection_, std::string{kSelectFlag} + "WHERE id = ?1");
    if (!select.bind(1, id).step())
        return std::nullopt;
    return flag_of(select);
}

std::vector<Flag> FlagTable::in_state(Flag::State state, unsigned most) {
    Statement select(connection_, std::string{kSelectFlag} + "WHERE state = ?1 ORDER BY " +
                                      (state == Flag::State::open ? "id" : "answered_at DESC, id") +
                                      " LIMIT ?2");
    select.bind(1, name_of(state)).bind(2, std::int64_t{most});
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

bool FlagTable::reopen(std::int64_t id, std::string_view answer) {
    Statement(connection_,
              "UPDATE flags SET state = 'open', answered_by = '', answer = '', answered_at = NULL"
              " WHERE id = ?1 AND state = 'mended' AND answer = ?2")
        .bind(1, id)
        .bind(2, answer)
        .run();
    return connection_.changed() > 0;
}

}  // namespace firstline
