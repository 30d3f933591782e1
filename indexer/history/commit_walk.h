#pragma once

#include <functional>
#include <unordered_set>
#include <vector>

#include "indexer/git/git.h"
#include "indexer/history/commit_log.h"

namespace firstline {

ObjectId object_id(const git_oid& id);
git_oid git_id(const ObjectId& id);

/// The commits behind which a shallow clone has nothing: what came before them is not known.
using CutOff = std::unordered_set<ObjectId, HashObjectId>;
CutOff read_cut_off(git_repository& repository);

struct NewCommits {
    std::vector<ObjectId> ids;  ///< parents before children
    bool passed = false;        ///< the walk met `known_head`
};

/// The commits that lead to `head`, it included, without those that are known and what leads to
/// them. Throws GitError.
NewCommits walk_to(git_repository& repository, const ObjectId& head, const CutOff& cut_off,
                   const std::function<bool(const ObjectId&)>& is_known,
                   const std::optional<ObjectId>& known_head);

/// Throws GitError.
GitCommit commit_called(git_repository& repository, const ObjectId& id);

/// Its parents, as far as they are there.
std::vector<ObjectId> parents_of(const git_commit& commit, const CutOff& cut_off);

}  // namespace firstline
