#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include <git2.h>

namespace firstline {

/// Frees what libgit2 made: each type by its own function.
template <auto Free>
struct GitFree {
    template <class Object>
    void operator()(Object* object) const {
        Free(object);
    }
};

using GitRepository = std::unique_ptr<git_repository, GitFree<git_repository_free>>;
using GitReference = std::unique_ptr<git_reference, GitFree<git_reference_free>>;
using GitCommit = std::unique_ptr<git_commit, GitFree<git_commit_free>>;
using GitTree = std::unique_ptr<git_tree, GitFree<git_tree_free>>;
using GitTreeEntry = std::unique_ptr<git_tree_entry, GitFree<git_tree_entry_free>>;
using GitBlob = std::unique_ptr<git_blob, GitFree<git_blob_free>>;
using GitDiff = std::unique_ptr<git_diff, GitFree<git_diff_free>>;
using GitSignature = std::unique_ptr<git_signature, GitFree<git_signature_free>>;
using GitPatch = std::unique_ptr<git_patch, GitFree<git_patch_free>>;

/// The library must be told before its first use; may be called often, from any thread.
void use_git();

/// Throws GitError with what libgit2 says unless `result` is 0 or more. `doing` begins the message.
void check_git(int result, const char* doing);

/// The repository in whose work tree the folder lies; nullptr if it lies in none. Throws GitError
/// for one that cannot be used, such as one that belongs to somebody else.
GitRepository find_repository(const std::filesystem::path& folder);

/// Where the folder lies below the top of the work tree, with `/` behind it; empty for the top.
/// Throws GitError if there is no work tree.
std::string folder_below(const git_repository& repository, const std::filesystem::path& folder);

/// In hex.
std::string name_of(const git_oid& id);

}  // namespace firstline
