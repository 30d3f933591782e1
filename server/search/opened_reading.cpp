#include "server/search/opened_reading.h"

#include <chrono>

#include "indexer/format/article_upkeep.h"
#include "server/search/browse.h"
#include "server/search/name_lookup.h"
#include "server/search/searcher.h"
#include "server/search/suggester.h"

namespace firstline {

namespace {

/// The home page asks the same of each state of the index again and again.
template <class T, class Make>
std::vector<T> remembered(std::map<unsigned, std::vector<T>>& known, unsigned limit, Make&& make) {
    const auto found = known.find(limit);
    return found != known.end() ? found->second : known.emplace(limit, make()).first->second;
}

}  // namespace

void OpenedReading::follow_commits() {
    if (!follow(index_))
        return;
    newest_.clear();
    topics_.clear();
    declared_names_.reset();
    suggested_.clear();
}

SearchResults OpenedReading::search(const SearchRequest& request) {
    const auto start = std::chrono::steady_clock::now();
    SearchResults results = firstline::search(request, index_);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    results.took_ms = took.count();
    return results;
}

Suggestions OpenedReading::suggest(std::string_view query, unsigned limit) {
    if (const auto* known = suggested_.find(query, limit))
        return *known;
    Suggestions suggestions = firstline::suggest(query, limit, index_);
    suggested_.keep(query, limit, suggestions);
    return suggestions;
}

Found OpenedReading::find(std::string_view name) {
    return find_name(name, index_);
}

std::vector<ArticleRecord> OpenedReading::records(const std::vector<std::string>& ids) {
    std::vector<ArticleRecord> records;
    for (const auto& id : ids)
        if (const auto document = document_named(id, index_))
            records.push_back(decode_record(index_.articles.get_document(*document).get_data()));
    return records;
}

std::vector<ArticleRecord> OpenedReading::related(const StoredArticle& article, unsigned limit) {
    return related_articles(article, index_, limit);
}

std::vector<ArticleRecord> OpenedReading::newest(unsigned limit) {
    return remembered(newest_, limit, [&] { return newest_articles(index_, limit); });
}

std::vector<Topic> OpenedReading::topics(unsigned limit) {
    return remembered(topics_, limit, [&] { return topics_of(index_, limit); });
}

const DeclaredNames& OpenedReading::declared_names() {
    if (!declared_names_)
        declared_names_.emplace(facets(index_).products(), facets(index_).tags(), index_.language);
    return *declared_names_;
}

std::vector<ArticleRecord> OpenedReading::listed() {
    return listed_articles(index_);
}

std::vector<ArticleUpkeep> OpenedReading::upkeep() {
    return upkeep_of_articles(index_);
}

bool OpenedReading::shows_file(std::string_view path) {
    return firstline::shows_file(index_, path);
}

}  // namespace firstline
