#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <xapian.h>

#include "indexer/format/manifest.h"
#include "indexer/text/language.h"
#include "server/access/viewer.h"
#include "server/search/facet_table.h"
#include "server/search/thesaurus.h"

namespace firstline {

/// What an article is called.
struct ArticleNames {
    std::string id;
    std::string slug;
    std::string title;
    std::vector<std::string> aliases;
};

/// All that decides what a viewer is shown. Viewers of one scope get the same answers, whatever
/// their roles and groups are called.
struct Scope {
    std::vector<std::string> folders;  ///< of the databases, archived ones too
    bool past_questions = false;       ///< may read what others asked: agents and above
    bool undeclared = false;           ///< may read what declares no audience

    friend bool operator==(const Scope&, const Scope&) = default;
};
Scope scope_of(const Viewer& viewer, const Manifest& manifest);

/// The databases one viewer may read, opened for one thread. All search code works on this, so
/// that nothing it computes (results, counts, rarity, spelling) can know of other articles.
struct OpenIndex {
    Manifest manifest;
    Scope scope;
    Xapian::Database articles;  ///< the living ones, combined
    Xapian::Database archived;
    /// Past questions of these articles; empty where none were learned.
    Xapian::Database questions;
    /// All past questions of an article as one document each (profile_of()).
    Xapian::Database profiles;
    std::vector<Xapian::Database> parts;  ///< what all are combined from
    std::vector<std::string> folders;     ///< of the parts
    Language language{"none"};
    Thesaurus synonyms;                     ///< of the knowledge base
    Xapian::doccount count = 0;             ///< of living articles
    std::string version;                    ///< Reading::version()
    std::chrono::sys_seconds updated_at{};  ///< the latest change of these databases
    std::string settings;                   ///< hash of manifest.kb
    /// idf of stems among the questions, as far as it was asked for.
    std::unordered_map<std::string, double> question_idf;
    /// What suggesting asks of articles, as far as it did: fetching one costs more than all else.
    std::unordered_map<Xapian::docid, ArticleNames> names;
    /// Made when first asked for; use facets().
    std::shared_ptr<const FacetTable> facet_table;
};

/// Opens what `viewer` may read of `generation`, and of the past questions in the folder
/// `questions`, if one is given. Throws CorruptIndex, Xapian::Error.
OpenIndex open_index(const std::filesystem::path& generation, Manifest manifest,
                     const Viewer& viewer,
                     const std::optional<std::filesystem::path>& questions = std::nullopt);

/// Follows commits since it was opened, to a moment that all parts share; true if there were any.
/// REQUIRES: called before the first question too.
bool follow(OpenIndex& index);

/// The facet values of the articles, at the moment they were last followed to.
const FacetTable& facets(OpenIndex& index);

/// The names of one of `articles`. Kept for the next question, some thousands at most.
const ArticleNames& names_of(OpenIndex& index, Xapian::docid document);

/// idf of the recipe: ln(1 + (N - n + .5) / (n + .5)), n articles of N having the term.
double idf(const OpenIndex& index, const std::string& term);
double idf(Xapian::doccount all, Xapian::doccount with_term);

}  // namespace firstline
