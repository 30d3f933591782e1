#include "indexer/index/change_plan.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace firstline {

namespace {

bool is_unchanged(const IndexedFile& indexed, const FoundFile& found, RunStamps& stamps) {
    return !indexed.stamp.empty() && indexed.stamp == packed(found.stamp) &&
           stamps.still_depends(found.path, indexed.depends);
}

bool is_same_article(const IndexedState& state, const IndexedFile& indexed,
                     const ReadArticle& read) {
    const auto& database = state.manifest.databases[indexed.database];
    return indexed.input == read.input && database.audience == read.audience &&
           database.archived == read.archived;
}

}  // namespace

ChangePlan plan_changes(const IndexedState& state, const std::vector<FoundFile>& found,
                        RunStamps& stamps, const ReadAnyway& read_anyway) {
    ChangePlan plan;
    std::size_t still_there = 0;
    for (const auto& file : found) {
        const auto indexed = state.files.find(file.path);
        still_there += indexed != state.files.end() ? 1 : 0;
        if (!read_anyway.all && indexed != state.files.end() &&
            !read_anyway.these.contains(file.path) && is_unchanged(indexed->second, file, stamps))
            ++plan.unchanged;
        else
            plan.read.push_back(file);
    }
    if (still_there == state.files.size())
        return plan;
    std::unordered_set<std::string_view> paths;
    for (const auto& file : found)
        paths.insert(file.path);
    for (const auto& [path, file] : state.files)
        if (!paths.contains(path))
            plan.remove.push_back(path);
    std::sort(plan.remove.begin(), plan.remove.end());
    return plan;
}

ReviewedChanges review_changes(const IndexedState& state, const ChangePlan& plan, Intake intake) {
    ReviewedChanges result;
    auto& [changes, counts] = result;
    counts.unchanged = plan.unchanged;
    changes.remove = plan.remove;
    for (const auto& [path, problems] : intake.rejected)
        if (state.files.contains(path))
            changes.remove.push_back(path);
    counts.removed = changes.remove.size();
    for (auto& read : intake.articles) {
        const auto indexed = state.files.find(read.path);
        if (indexed == state.files.end()) {
            ++counts.added;
            changes.put.push_back(std::move(read));
        } else if (!is_same_article(state, indexed->second, read)) {
            ++counts.replaced;
            changes.put.push_back(std::move(read));
        } else {
            ++counts.unchanged;
            const auto& [path, file] = *indexed;
            if (file.stamp != read.stamps.file || file.depends != read.stamps.depends)
                changes.refresh.push_back({read.path, read.stamps});
        }
    }
    return result;
}

bool keeps_names(const IndexedState& state, const Changes& changes) {
    return changes.remove.empty() &&
           std::all_of(changes.put.begin(), changes.put.end(), [&](const ReadArticle& article) {
               const auto known = state.files.find(article.path);
               return known != state.files.end() && known->second.names == article.names;
           });
}

std::map<std::string, LengthSums> sums_after(const IndexedState& state, const Changes& changes) {
    std::unordered_set<std::string_view> leaving(changes.remove.begin(), changes.remove.end());
    for (const auto& article : changes.put)
        leaving.insert(article.path);
    auto sums = sums_of(changes.put);
    for (const auto& [path, file] : state.files) {
        const auto& database = state.manifest.databases[file.database];
        if (!database.archived && !leaving.contains(path))
            sums[database.audience].add(file.lengths);
    }
    return sums;
}

std::map<std::string, LengthSums> sums_of(const std::vector<ReadArticle>& articles) {
    std::map<std::string, LengthSums> sums;
    for (const auto& article : articles)
        if (!article.archived)
            sums[article.audience].add(article.lengths);
    return sums;
}

}  // namespace firstline
