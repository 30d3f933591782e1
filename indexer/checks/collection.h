#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/article/article_loader.h"
#include "indexer/checks/markdown_lines.h"
#include "indexer/history/history.h"

namespace firstline {

/// An article with its file as it was written. `article.html` is empty: no check reads it.
struct CheckedArticle {
    Article article;
    std::string source;
    int body_line = 1;
    std::vector<MarkdownLine> lines;      ///< of the body; views into `source`
    std::vector<std::uint64_t> shingles;  ///< see near_duplicates.h; sorted, without repeats
    FileHistory history;                  ///< says nothing where there is none
};

/// All articles of a knowledge base, read once: what every check looks at.
struct Collection {
    std::filesystem::path root;
    const KnowledgeBase* kb = nullptr;
    Date today;
    std::string commit;                    ///< HEAD of the work tree; empty: there is no history
    std::vector<CheckedArticle> articles;  ///< sorted by path
    std::unordered_map<std::string, std::size_t> by_path;
    std::unordered_map<std::string, std::size_t> by_name;  ///< ids and slugs

    /// nullptr without one.
    const CheckedArticle* at_path(const std::string& path) const;
    const CheckedArticle* named(const std::string& id_or_slug) const;

    /// Where its readers are led from there: by links in the text, and by fields that name other
    /// articles. Without repeats.
    std::vector<const CheckedArticle*> led_to_by(const CheckedArticle& from) const;
};

/// Whether readers of some kind have it before them now: neither a draft nor archived.
bool is_in_use(const Article& article);

/// The line of a key of the front matter, 1 without one (it is inherited).
int line_of_field(const CheckedArticle& checked, std::initializer_list<std::string_view> keys);

/// The line of the article's file on which the link stands; 1 if it stands in an included fragment.
int line_of(const CheckedArticle& checked, const Link& link);

}  // namespace firstline
