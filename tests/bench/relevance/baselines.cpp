#include "tests/bench/relevance/baselines.h"

#include "indexer/text/tokens.h"

namespace firstline {

namespace {

constexpr Xapian::doccount kDepth = 10;

}  // namespace

PlainXapian::PlainXapian(const std::vector<BareArticle>& articles)
    : database_("", Xapian::DB_BACKEND_INMEMORY) {
    Xapian::TermGenerator generator;
    generator.set_stemmer(Xapian::Stem("english"));
    for (const auto& article : articles) {
        Xapian::Document document;
        document.set_data(article.id);
        generator.set_document(document);
        generator.index_text_without_positions(article.title);
        generator.index_text_without_positions(article.text);
        database_.add_document(document);
    }
    parser_.set_database(database_);
    parser_.set_stemmer(Xapian::Stem("english"));
    parser_.set_stemming_strategy(Xapian::QueryParser::STEM_SOME);
}

std::vector<std::string> PlainXapian::search(const std::string& query) {
    Xapian::Enquire enquire(database_);
    // Capitals would stay unstemmed, and quotes and AND are no operators in a person's words.
    enquire.set_query(parser_.parse_query(to_lower(query), 0));
    std::vector<std::string> ids;
    const auto hits = enquire.get_mset(0, kDepth);
    for (auto hit = hits.begin(); hit != hits.end(); ++hit)
        ids.push_back(hit.get_document().get_data());
    return ids;
}

PlainFts5::PlainFts5(const std::vector<BareArticle>& articles, const std::filesystem::path& file)
    : database_(file, Connection::Open::create) {
    database_.run(
        "CREATE VIRTUAL TABLE article USING "
        "fts5(id UNINDEXED, title, text, tokenize='porter unicode61')");
    Transaction all(database_);
    Statement insert(database_, "INSERT INTO article VALUES (?1, ?2, ?3)");
    for (const auto& article : articles)
        insert.bind(1, article.id).bind(2, article.title).bind(3, article.text).run();
    all.commit();
}

std::vector<std::string> PlainFts5::search(const std::string& query) {
    std::string words;
    for (const auto& token : tokens_of(query, false))
        words += (words.empty() ? "\"" : " OR \"") + token.word + '"';
    Statement search(database_,
                     "SELECT id FROM article WHERE article MATCH ?1 ORDER BY rank LIMIT 10");
    search.bind(1, words);
    std::vector<std::string> ids;
    while (search.step())
        ids.push_back(search.text(0));
    return ids;
}

}  // namespace firstline
