#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "server/search/library.h"
#include "server/search/open_index.h"
#include "server/search/suggestion_cache.h"

namespace firstline {

/// The Reading that Library leases: opened databases, and what is remembered of their present
/// state. Fit for every viewer of its scope; for one thread at a time.
class OpenedReading final : public Reading {
public:
    /// Throws as open_index() does.
    OpenedReading(const std::filesystem::path& generation, Manifest manifest, const Viewer& viewer,
                  const std::optional<std::filesystem::path>& questions,
                  std::size_t suggestions_kept)
        : index_(open_index(generation, std::move(manifest), viewer, questions)),
          suggested_(suggestions_kept) {}

    const Scope& scope() const { return index_.scope; }
    void follow_commits();

    const Manifest& manifest() const override { return index_.manifest; }
    std::string version() const override { return index_.version; }
    std::chrono::sys_seconds updated_at() const override { return index_.updated_at; }

    SearchResults search(const SearchRequest& request) override;
    Suggestions suggest(std::string_view query, unsigned limit) override;
    Found find(std::string_view name) override;
    std::vector<ArticleRecord> records(const std::vector<std::string>& ids) override;
    std::vector<ArticleRecord> related(const StoredArticle& article, unsigned limit) override;
    std::vector<ArticleRecord> newest(unsigned limit) override;
    std::vector<Topic> topics(unsigned limit) override;
    const DeclaredNames& declared_names() override;
    std::vector<ArticleRecord> listed() override;
    std::vector<ArticleUpkeep> upkeep() override;
    unsigned articles() const override { return index_.count; }
    bool shows_file(std::string_view path) override;

private:
    OpenIndex index_;
    std::map<unsigned, std::vector<ArticleRecord>> newest_;
    std::map<unsigned, std::vector<Topic>> topics_;
    std::optional<DeclaredNames> declared_names_;
    SuggestionCache suggested_;
};

}  // namespace firstline
