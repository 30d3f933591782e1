#include "indexer/index/link_terms.h"

#include <algorithm>
#include <optional>

#include "indexer/article/paths.h"
#include "indexer/format/schema.h"
#include "indexer/text/tokens.h"

namespace firstline {

namespace {

/// The path that a link has in mind, as the loader reads it; nothing for links to elsewhere.
std::optional<std::string> wanted_path(const std::string& base, const std::string& target) {
    std::string path = target.substr(0, target.find_first_of("?#"));
    std::replace(path.begin(), path.end(), '\\', '/');
    if (path.empty() || path.starts_with("//") || path.find(':') != std::string::npos)
        return std::nullopt;
    const auto decoded = percent_decoded(path.starts_with("~/") ? path.substr(1) : path);
    if (!decoded)
        return std::nullopt;
    return join_below_root(decoded->starts_with('/') ? "" : base, *decoded);
}

/// What a link may be completed to, in the loader's order.
constexpr auto kEndings = {"", ".md", "/index.md"};

bool is_there(const FileIndex& files, const std::string& path) {
    const auto* const found = files.find(path);
    return found != nullptr && *found == path;
}

bool has_come(const FileIndex& files, const std::string& path) {
    return std::any_of(kEndings.begin(), kEndings.end(),
                       [&](const char* ending) { return files.find(path + ending) != nullptr; });
}

template <class Differs>
void collect(const Xapian::Database& database, std::string_view prefix, Differs differs,
             std::set<std::string>& articles) {
    const std::string start(prefix);
    const auto end = database.allterms_end(start);
    for (auto it = database.allterms_begin(start); it != end; ++it) {
        const std::string term = *it;
        if (!differs(term.substr(prefix.size())))
            continue;
        for (auto post = database.postlist_begin(term); post != database.postlist_end(term); ++post)
            articles.insert(database.get_document(*post).get_value(schema::kPathSlot));
    }
}

}  // namespace

std::vector<std::string> link_terms(const StoredArticle& article) {
    std::set<std::string> terms;
    const auto add = [&](std::string_view prefix, const std::string& path) {
        if (!path.empty() && prefix.size() + path.size() <= schema::kLongestTerm &&
            path.find('\0') == std::string::npos)
            terms.insert(std::string(prefix) + path);
    };
    // A link may stand in a fragment, whose folder then is what it is relative to.
    std::set<std::string> bases{folder_of(article.record.path)};
    for (const auto& file : article.details.depends_on)
        if (file.ends_with(".md"))
            bases.insert(folder_of(file));
    for (const auto& file : article.details.files)
        add(schema::kLinked, file);
    for (const auto& link : article.details.links) {
        add(schema::kLinked, link.resolved);
        if (!link.resolved.empty())
            continue;
        for (const auto& base : bases)
            if (const auto path = wanted_path(base, link.target))
                add(schema::kMissing, to_lower(*path));
    }
    return {terms.begin(), terms.end()};
}

std::set<std::string> articles_with_changed_links(const IndexedState& state,
                                                  const FileIndex& files) {
    std::set<std::string> articles;
    for (const auto& part : state.manifest.databases) {
        const Xapian::Database database((state.folder / part.folder).string());
        collect(
            database, schema::kLinked,
            [&](const std::string& path) { return !is_there(files, path); }, articles);
        collect(
            database, schema::kMissing,
            [&](const std::string& path) { return has_come(files, path); }, articles);
    }
    return articles;
}

}  // namespace firstline
