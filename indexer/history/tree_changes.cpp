#include "indexer/history/tree_changes.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <unordered_map>

namespace firstline {

namespace {

/// As git has it: comparing each file that went with each that came takes time.
constexpr std::size_t kMostCompared = 1000;

bool is_folder(const git_tree_entry& entry) {
    return git_tree_entry_filemode(&entry) == GIT_FILEMODE_TREE;
}

bool is_article(const git_tree_entry& entry) {
    const auto mode = git_tree_entry_filemode(&entry);
    return (mode == GIT_FILEMODE_BLOB || mode == GIT_FILEMODE_BLOB_EXECUTABLE) &&
           std::string_view(git_tree_entry_name(&entry)).ends_with(".md");
}

/// Two trees, side by side.
class Comparison {
public:
    Comparison(git_repository& repository, std::vector<TreeChange>& changes)
        : repository_(repository), changes_(changes) {}

    void compare(const git_tree* before, const git_tree* after, const std::string& folder) {
        const std::size_t befores = before != nullptr ? git_tree_entrycount(before) : 0;
        const std::size_t afters = after != nullptr ? git_tree_entrycount(after) : 0;
        for (std::size_t i = 0, k = 0; i < befores || k < afters;) {
            const auto* const old = i < befores ? git_tree_entry_byindex(before, i) : nullptr;
            const auto* const fresh = k < afters ? git_tree_entry_byindex(after, k) : nullptr;
            const int order = old == nullptr     ? 1
                              : fresh == nullptr ? -1
                                                 : git_tree_entry_cmp(old, fresh);
            i += order <= 0 ? 1 : 0;
            k += order >= 0 ? 1 : 0;
            take(order <= 0 ? old : nullptr, order >= 0 ? fresh : nullptr, folder);
        }
    }

private:
    /// Of one name; either may be nullptr.
    void take(const git_tree_entry* before, const git_tree_entry* after,
              const std::string& folder) {
        if (before != nullptr && after != nullptr &&
            git_oid_equal(git_tree_entry_id(before), git_tree_entry_id(after)) != 0)
            return;
        const std::string path = folder + git_tree_entry_name(before != nullptr ? before : after);
        const bool was_folder = before != nullptr && is_folder(*before);
        const bool is_folder_now = after != nullptr && is_folder(*after);
        if (was_folder || is_folder_now)
            compare(was_folder ? tree(*before).get() : nullptr,
                    is_folder_now ? tree(*after).get() : nullptr, path + '/');
        TreeChange change{path, {}, {}, ""};
        if (before != nullptr && is_article(*before))
            change.before = *git_tree_entry_id(before);
        if (after != nullptr && is_article(*after))
            change.after = *git_tree_entry_id(after);
        if (change.before || change.after)
            changes_.push_back(std::move(change));
    }

    GitTree tree(const git_tree_entry& entry) const {
        git_tree* found = nullptr;
        check_git(git_tree_lookup(&found, &repository_, git_tree_entry_id(&entry)),
                  "a folder of the repository cannot be read");
        return GitTree{found};
    }

    git_repository& repository_;
    std::vector<TreeChange>& changes_;
};

bool is_new(const TreeChange& change) {
    return !change.before && change.from.empty();
}

bool is_gone(const TreeChange& change) {
    return !change.after;
}

std::string_view name_in(std::string_view path) {
    return path.substr(path.rfind('/') + 1);  // npos + 1 is 0
}

/// Has `to` be what `from` became, which is to be taken out.
void unite(TreeChange& from, TreeChange& to) {
    to.from = std::move(from.path);
    to.before = from.before;
    from = {};
}

void take_out_united(std::vector<TreeChange>& changes) {
    std::erase_if(changes, [](const TreeChange& change) { return change.path.empty(); });
}

/// Of several files with this content that went, the one that was called alike.
void unite_same_content(std::vector<TreeChange>& changes) {
    std::multimap<std::string, TreeChange*> gone;
    for (auto& change : changes)
        if (is_gone(change))
            gone.emplace(name_of(*change.before), &change);
    for (auto& change : changes) {
        if (!is_new(change) || is_gone(change))
            continue;
        const auto [begin, end] = gone.equal_range(name_of(*change.after));
        if (begin == end)
            continue;
        auto taken = std::find_if(begin, end, [&](const auto& one) {
            return name_in(one.second->path) == name_in(change.path);
        });
        taken = taken == end ? begin : taken;
        unite(*taken->second, change);
        gone.erase(taken);
    }
    take_out_united(changes);
}

GitDiff difference_of(git_repository& repository, const git_tree& before, const git_tree& after,
                      std::vector<char*>& paths) {
    git_diff_options options;
    check_git(git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION), "cannot compare");
    options.flags = GIT_DIFF_DISABLE_PATHSPEC_MATCH | GIT_DIFF_SKIP_BINARY_CHECK;
    options.pathspec = {paths.data(), paths.size()};
    git_diff* diff = nullptr;
    check_git(git_diff_tree_to_tree(&diff, &repository, const_cast<git_tree*>(&before),
                                    const_cast<git_tree*>(&after), &options),
              "two commits cannot be compared");
    return GitDiff{diff};
}

void unite_similar(git_repository& repository, const git_tree& before, const git_tree& after,
                   std::vector<TreeChange>& changes) {
    std::vector<char*> paths;
    std::unordered_map<std::string_view, TreeChange*> by_path;
    std::size_t gone = 0;
    for (auto& change : changes)
        if (is_new(change) || is_gone(change)) {
            paths.push_back(change.path.data());
            by_path.emplace(change.path, &change);
            gone += is_gone(change) ? 1 : 0;
        }
    if (gone == 0 || gone == paths.size() || paths.size() > kMostCompared)
        return;
    const GitDiff diff = difference_of(repository, before, after, paths);
    git_diff_find_options options;
    check_git(git_diff_find_options_init(&options, GIT_DIFF_FIND_OPTIONS_VERSION),
              "cannot compare");
    options.flags = GIT_DIFF_FIND_RENAMES;
    options.rename_limit = kMostCompared;
    check_git(git_diff_find_similar(diff.get(), &options), "renames cannot be found");
    for (std::size_t i = 0; i < git_diff_num_deltas(diff.get()); ++i) {
        const auto* const delta = git_diff_get_delta(diff.get(), i);
        if (delta->status != GIT_DELTA_RENAMED)
            continue;
        const auto from = by_path.find(delta->old_file.path);
        const auto to = by_path.find(delta->new_file.path);
        if (from != by_path.end() && to != by_path.end() && is_gone(*from->second) &&
            is_new(*to->second))
            unite(*from->second, *to->second);
    }
    take_out_united(changes);
}

}  // namespace

std::vector<TreeChange> changes_between(git_repository& repository, const git_tree* before,
                                        const git_tree& after) {
    std::vector<TreeChange> changes;
    if (before == nullptr || git_oid_equal(git_tree_id(before), git_tree_id(&after)) == 0)
        Comparison(repository, changes).compare(before, &after, "");
    return changes;
}

void unite_renames(git_repository& repository, const git_tree& before, const git_tree& after,
                   std::vector<TreeChange>& changes) {
    const auto has = [&](auto is_such) {
        return std::any_of(changes.begin(), changes.end(), is_such);
    };
    if (!has(is_new) || !has(is_gone))
        return;
    unite_same_content(changes);
    unite_similar(repository, before, after, changes);
}

}  // namespace firstline
