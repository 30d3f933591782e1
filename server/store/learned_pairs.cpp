#include "server/store/learned_pairs.h"

namespace firstline {

namespace {

constexpr const char* kSelect =
    "SELECT id, question, normalised, article, source, first_at, last_at, count, contradicted"
    " FROM learned_pairs ";

LearnedPair pair_of(const Statement& row) {
    return {.id = row.number(0),
            .question = row.text(1),
            .normalised = row.text(2),
            .article = row.text(3),
            .source = row.text(4),
            .first = row.moment(5),
            .last = row.moment(6),
            .count = static_cast<unsigned>(row.number(7)),
            .contradicted = static_cast<unsigned>(row.number(8))};
}

}  // namespace

std::vector<LearnedPair> LearnedPairTable::all(const std::optional<std::string>& article) {
    Statement select(connection_, std::string{kSelect} +
                                      (article ? "WHERE article = ?1 ORDER BY id" : "ORDER BY id"));
    if (article)
        select.bind(1, *article);
    std::vector<LearnedPair> pairs;
    while (select.step())
        pairs.push_back(pair_of(select));
    return pairs;
}

std::optional<LearnedPair> LearnedPairTable::find(std::int64_t id) {
    Statement select(connection_, std::string{kSelect} + "WHERE id = ?1");
    if (!select.bind(1, id).step())
        return std::nullopt;
    return pair_of(select);
}

bool LearnedPairTable::forget(std::int64_t id) {
    Statement(connection_, "DELETE FROM learned_pairs WHERE id = ?1").bind(1, id).run();
    return connection_.changed() == 1;
}

}  // namespace firstline
