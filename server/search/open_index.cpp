#include "server/search/open_index.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "indexer/format/stored_article.h"
#include "server/search/question_index.h"

namespace firstline {

namespace {

/// A writer that commits faster than we look a few times over cannot be caught up with.
constexpr int kMostPasses = 5;

/// Names kept of one open index; about 300 bytes each.
constexpr std::size_t kMostNames = 10'000;

/// Of nothing but what this viewer may read, or else it would tell that something restricted has
/// changed. The same folder has another uuid in another generation.
std::string version_of(const OpenIndex& index) {
    std::string version =
        fmt::format("{}.{}{:d}{:d}", index.settings, index.updated_at.time_since_epoch().count(),
                    index.scope.past_questions, index.scope.undeclared);
    for (std::size_t i = 0; i < index.parts.size(); ++i)
        version += fmt::format("-{}.{}.{}", index.folders[i], index.parts[i].get_uuid(),
                               index.parts[i].get_revision());
    return version;
}

/// Adds a database of past questions to `combined`, if there is one.
void add_learned(const std::filesystem::path& folder, Xapian::Database& combined,
                 OpenIndex& index) {
    if (!std::filesystem::exists(folder))
        return;
    const Xapian::Database part(folder.string());
    combined.add_database(part);
    index.parts.push_back(part);
    index.folders.push_back("q");
}

}  // namespace

Scope scope_of(const Viewer& viewer, const Manifest& manifest) {
    Scope scope;
    for (const bool archived : {false, true})
        for (const auto& database : databases_of(viewer, manifest, archived))
            scope.folders.push_back(database.folder);
    scope.past_questions = viewer.role >= Role::agent;
    scope.undeclared =
        manifest.kb.everything_public || may_read(viewer, manifest.kb.default_audience);
    return scope;
}

OpenIndex open_index(const std::filesystem::path& generation, Manifest manifest,
                     const Viewer& viewer, const std::optional<std::filesystem::path>& questions) {
    OpenIndex index;
    index.scope = scope_of(viewer, manifest);
    index.settings = settings_hash(manifest.kb);
    index.updated_at = manifest.built_at;
    index.language = Language(manifest.kb.language);
    index.synonyms = Thesaurus(manifest.kb.synonyms, manifest.kb.language);
    for (const bool archived : {false, true}) {
        for (const auto& database : databases_of(viewer, manifest, archived)) {
            const Xapian::Database part((generation / database.folder).string());
            (archived ? index.archived : index.articles).add_database(part);
            index.parts.push_back(part);
            index.folders.push_back(database.folder);
            index.updated_at = std::max(index.updated_at, database.updated_at);
            if (questions && !archived)
                for (const auto& [kind, combined] : {std::pair{kQuestionsFolder, &index.questions},
                                                     std::pair{kProfilesFolder, &index.profiles}})
                    add_learned(*questions / kind / database.folder, *combined, index);
        }
    }
    index.manifest = std::move(manifest);
    index.count = index.articles.get_doccount();
    index.version = version_of(index);
    return index;
}

bool follow(OpenIndex& index) {
    bool changed = false;
    // An article moves by a commit to each of two databases, so that reading the one before and the
    // other after would show it twice. A pass that finds nothing new proves that all parts are of
    // one moment. The combined databases share the parts; reopening these reopens both.
    for (int pass = 0; pass < kMostPasses; ++pass) {
        bool moved = false;
        for (auto& part : index.parts)
            moved |= part.reopen();
        changed |= moved;
        if (!moved)
            break;
    }
    if (changed) {
        index.count = index.articles.get_doccount();
        index.question_idf.clear();
        index.version = version_of(index);
        index.facet_table = nullptr;
        index.names.clear();
    }
    return changed;
}

const FacetTable& facets(OpenIndex& index) {
    if (!index.facet_table)
        index.facet_table = std::make_shared<FacetTable>(index.articles);
    return *index.facet_table;
}

const ArticleNames& names_of(OpenIndex& index, Xapian::docid document) {
    if (const auto known = index.names.find(document); known != index.names.end())
        return known->second;
    if (index.names.size() >= kMostNames)
        index.names.clear();
    auto record = decode_record(index.articles.get_document(document).get_data());
    return index.names
        .emplace(document, ArticleNames{std::move(record.id), std::move(record.slug),
                                        std::move(record.title), std::move(record.aliases)})
        .first->second;
}

double idf(Xapian::doccount all, Xapian::doccount with_term) {
    const double n = with_term;
    return std::log1p((static_cast<double>(all) - n + 0.5) / (n + 0.5));
}

double idf(const OpenIndex& index, const std::string& term) {
    return idf(index.count, index.articles.get_termfreq(term));
}

}  // namespace firstline
