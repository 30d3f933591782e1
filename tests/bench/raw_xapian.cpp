#include "tests/bench/raw_xapian.h"

namespace firstline {

namespace {

constexpr Xapian::doccount kHits = 10;
constexpr std::size_t kSnippetBytes = 200;
constexpr Xapian::termcount kExpansion = 100;

}  // namespace

RawXapian::RawXapian(const std::filesystem::path& database) : database_(database.string()) {
    parser_.set_database(database_);
    parser_.set_stemmer(Xapian::Stem("english"));
    parser_.set_stemming_strategy(Xapian::QueryParser::STEM_SOME);
    parser_.set_default_op(Xapian::Query::OP_OR);
    parser_.set_max_expansion(kExpansion, Xapian::Query::WILDCARD_LIMIT_MOST_FREQUENT,
                              Xapian::QueryParser::FLAG_PARTIAL);
}

Xapian::MSet RawXapian::hits(const std::string& query, unsigned flags) {
    Xapian::Enquire enquire(database_);
    enquire.set_query(parser_.parse_query(query, flags));
    return enquire.get_mset(0, kHits);
}

std::string RawXapian::snippet(const Xapian::MSet& hits, const std::string& text, unsigned flags) {
    static const Xapian::Stem stem("english");
    return hits.snippet(text, kSnippetBytes, stem, flags);
}

std::size_t RawXapian::read(const Xapian::MSet& hits) {
    std::size_t bytes = 0;
    for (auto hit = hits.begin(); hit != hits.end(); ++hit)
        bytes += snippet(hits, hit.get_document().get_data(), 0).size();
    return bytes;
}

std::size_t RawXapian::search(const std::string& query) {
    return read(hits(query));
}

std::size_t RawXapian::search_as_typed(const std::string& query) {
    return read(hits(query, Xapian::QueryParser::FLAG_PARTIAL));
}

}  // namespace firstline
