#include "indexer/checks/read_git.h"

#include <fstream>
#include <iterator>

#include "indexer/article/field_table.h"
#include "indexer/format/generation.h"

namespace firstline {

namespace {

std::string kept_in(const std::optional<std::filesystem::path>& cache) {
    if (!cache)
        return {};
    std::ifstream in(*cache, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

MarkNames names_of_fields(const KnowledgeBase& kb) {
    return {.stamp = {spellings_of("reviewed", kb), spellings_of("reviewed_by", kb),
                      spellings_of("reviewed_hash", kb)},
            .updated = spellings_of("updated", kb)};
}

}  // namespace

GitReading read_git(const GitOptions& options, Collection& collection) {
    const auto reading = read_history({.root = collection.root,
                                       .names = names_of_fields(*collection.kb),
                                       .today = collection.today,
                                       .kept = kept_in(options.cache),
                                       .should_stop = options.should_stop});
    if (reading.history) {
        collection.commit = reading.history->head();
        for (auto& checked : collection.articles)
            checked.history = reading.history->of(checked.article.path, checked.source);
        if (options.cache && reading.commits > 0)
            replace_file(*options.cache, packed(reading.history->log()));
    }
    return {reading.trouble, reading.commits};
}

}  // namespace firstline
