#pragma once

#include <optional>
#include <string>
#include <vector>

#include "indexer/git/git.h"

namespace firstline {

/// A Markdown file that differs between two trees.
struct TreeChange {
    std::string path;               ///< in the later tree; of what was removed, in the earlier
    std::optional<git_oid> before;  ///< content; absent: it was not there
    std::optional<git_oid> after;   ///< absent: it is gone
    std::string from;               ///< its path in the earlier tree, if that was another one
};

/// By path. Looks only into folders that differ. `before` may be nullptr: then all there is came.
/// Throws GitError.
std::vector<TreeChange> changes_between(git_repository& repository, const git_tree* before,
                                        const git_tree& after);

/// Has files that went and came again under other names be one change each, as git does: those
/// with the same content, then those whose content is largely the same. Throws GitError.
void unite_renames(git_repository& repository, const git_tree& before, const git_tree& after,
                   std::vector<TreeChange>& changes);

}  // namespace firstline
