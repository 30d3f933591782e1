#include "server/store/votes.h"

#include <algorithm>
#include <array>

namespace firstline {

namespace {

/// In the order of Vote::Answer.
constexpr auto kAnswers = std::to_array<std::string_view>({"yes", "partly", "no"});

constexpr const char* kSelect =
    "SELECT id, token, visitor, article, text_hash, answer, reason, step, comment, query, topic,"
    " type, rank, asked, would_have_asked, by_desk, seen, at, changed_at FROM votes ";

Vote vote_of(const Statement& row) {
    return {.id = row.number(0),
            .token = row.text(1),
            .visitor = row.optional_text(2),
            .article = row.text(3),
            .text_hash = row.text(4),
            .answer = answer_from(row.text(5)).value_or(Vote::Answer::no),
            .reason = row.text(6),
            .step = row.text(7),
            .comment = row.text(8),
            .query = row.text(9),
            .topic = row.text(10),
            .type = row.text(11),
            .rank = static_cast<unsigned>(row.number(12)),
            .asked = row.number(13) != 0,
            .would_have_asked = row.text(14),
            .by_desk = row.number(15) != 0,
            .seen = row.number(16) != 0,
            .at = row.moment(17),
            .changed = row.moment(18)};
}

std::vector<Vote> votes_of(Statement& select) {
    std::vector<Vote> votes;
    while (select.step())
        votes.push_back(vote_of(select));
    return votes;
}

void insert_vote(Connection& connection, const Vote& vote) {
    Statement(
        connection,
        "INSERT INTO votes (token, visitor, article, text_hash, answer, reason, step,"
        " comment, query, topic, type, rank, asked, would_have_asked, by_desk, seen, at,"
        " changed_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,"
        " ?15, ?16, ?17, ?17)"
        // Who changes an answer keeps the moment of the first: 7 days run from there. Who gives
        // the same again, as by "Back", loses nothing that they wrote and is no new evidence.
        " ON CONFLICT (visitor, article, text_hash) DO UPDATE SET answer = ?5,"
        " reason = CASE answer WHEN ?5 THEN reason ELSE ?6 END,"
        " step = CASE answer WHEN ?5 THEN step ELSE ?7 END,"
        " comment = CASE answer WHEN ?5 THEN comment ELSE ?8 END,"
        " would_have_asked = CASE answer WHEN ?5 THEN would_have_asked ELSE '' END,"
        " learned = CASE WHEN answer = ?5 AND seen >= ?16 THEN learned ELSE 0 END,"
        " seen = max(seen, ?16), changed_at = ?17")
        .bind(1, vote.token)
        .bind_optional(2, vote.visitor)
        .bind(3, vote.article)
        .bind(4, vote.text_hash)
        .bind(5, name_of(vote.answer))
        .bind(6, vote.reason)
        .bind(7, vote.step)
        .bind(8, vote.comment)
        .bind(9, vote.query)
        .bind(10, vote.topic)
        .bind(11, vote.type)
        .bind(12, std::int64_t{vote.rank})
        .bind(13, std::int64_t{vote.asked})
        .bind(14, vote.would_have_asked)
        .bind(15, std::int64_t{vote.by_desk})
        .bind(16, std::int64_t{vote.seen})
        .bind(17, vote.at)
        .run();
}

}  // namespace

std::string_view name_of(Vote::Answer answer) {
    return kAnswers.at(static_cast<std::size_t>(answer));
}

std::optional<Vote::Answer> answer_from(std::string_view name) {
    const auto* const found = std::find(kAnswers.begin(), kAnswers.end(), name);
    if (found == kAnswers.end())
        return std::nullopt;
    return static_cast<Vote::Answer>(found - kAnswers.begin());
}

Vote VoteTable::put(const Vote& vote, const VotedText& text) {
    Transaction transaction(connection_);
    keep_text(text, vote.at);
    insert_vote(connection_, vote);
    Statement select(connection_, std::string{kSelect} +
                                      (vote.visitor ? "WHERE visitor = ?1 AND article = ?2 AND"
                                                      " text_hash = ?3"
                                                    : "WHERE token = ?1"));
    if (vote.visitor)
        select.bind(1, *vote.visitor).bind(2, vote.article).bind(3, vote.text_hash);
    else
        select.bind(1, vote.token);
    if (!select.step())
        throw StoreError("a vote that was just kept is not there");
    Vote kept = vote_of(select);
    transaction.commit();
    return kept;
}

std::optional<Vote> VoteTable::by_token(std::string_view token) {
    Statement select(connection_, std::string{kSelect} + "WHERE token = ?1");
    if (!select.bind(1, token).step())
        return std::nullopt;
    return vote_of(select);
}

bool VoteTable::explain(const Vote& vote, std::chrono::sys_seconds when) {
    Statement(connection_,
              "UPDATE votes SET reason = ?2, step = ?3, comment = ?4, would_have_asked = ?5,"
              // The reason comes after the vote; to those who learn it may say the opposite.
              " learned = CASE reason WHEN ?2 THEN learned ELSE 0 END, changed_at = ?6"
              " WHERE token = ?1")
        .bind(1, vote.token)
        .bind(2, vote.reason)
        .bind(3, vote.step)
        .bind(4, vote.comment)
        .bind(5, vote.would_have_asked)
        .bind(6, when)
        .run();
    return connection_.changed() == 1;
}

std::vector<Vote> VoteTable::between(std::chrono::sys_seconds from,
                                     std::chrono::sys_seconds until) {
    Statement select(connection_,
                     std::string{kSelect} + "WHERE at >= ?1 AND at < ?2 ORDER BY at, id");
    select.bind(1, from).bind(2, until);
    return votes_of(select);
}

std::vector<Vote> VoteTable::of_article(std::string_view article) {
    Statement select(connection_, std::string{kSelect} + "WHERE article = ?1 ORDER BY at, id");
    select.bind(1, article);
    return votes_of(select);
}

std::vector<Vote> VoteTable::of_visitor(std::string_view visitor) {
    Statement select(connection_, std::string{kSelect} + "WHERE visitor = ?1 ORDER BY at, id");
    select.bind(1, visitor);
    return votes_of(select);
}

std::vector<Vote> VoteTable::not_learned() {
    Statement select(connection_, std::string{kSelect} +
                                      "WHERE learned = 0 AND query <> '' AND visitor IS NOT NULL"
                                      " ORDER BY at, id");
    return votes_of(select);
}

std::vector<Vote> VoteTable::with_question(std::string_view article) {
    Statement select(connection_, std::string{kSelect} +
                                      "WHERE article = ?1 AND query <> '' AND visitor IS NOT NULL"
                                      " ORDER BY at, id");
    select.bind(1, article);
    return votes_of(select);
}

void VoteTable::set_learned(const std::vector<std::int64_t>& ids) {
    Transaction transaction(connection_);
    Statement update(connection_, "UPDATE votes SET learned = 1 WHERE id = ?1");
    for (const auto id : ids)
        update.bind(1, id).run();
    transaction.commit();
}

void VoteTable::keep_text(const VotedText& text, std::chrono::sys_seconds when) {
    Statement(connection_,
              "INSERT OR IGNORE INTO voted_texts (hash, article, text, first_at)"
              " VALUES (?1, ?2, ?3, ?4)")
        .bind(1, text.hash)
        .bind(2, text.article)
        .bind(3, text.text)
        .bind(4, when)
        .run();
}

std::optional<VotedText> VoteTable::text(std::string_view hash) {
    Statement select(connection_, "SELECT hash, article, text FROM voted_texts WHERE hash = ?1");
    if (!select.bind(1, hash).step())
        return std::nullopt;
    return VotedText{select.text(0), select.text(1), select.text(2)};
}

}  // namespace firstline
