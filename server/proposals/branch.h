#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "indexer/git/git_error.h"

namespace firstline {

/// Who wrote or who committed, and when.
struct GitPerson {
    std::string name;
    std::string email;
    std::chrono::sys_seconds when{};
};

/// What is to be one commit.
struct BranchCommit {
    struct File {
        std::string path;  ///< below the knowledge base
        std::string content;
    };
    std::vector<File> files;
    std::string message;
    GitPerson author;
};

/// A branch of the git repository that a knowledge base lies in. Commits are made beside its work
/// tree and index, neither of which is touched; a branch that is checked out is refused.
/// Everything throws GitError.
class ProposalBranch {
public:
    /// Continues the branch if it has what HEAD has not; else it begins anew at HEAD.
    ProposalBranch(const std::filesystem::path& kb, const std::string& name);
    ~ProposalBranch();
    ProposalBranch(const ProposalBranch&) = delete;
    ProposalBranch& operator=(const ProposalBranch&) = delete;

    /// The text of a file of the knowledge base on this branch.
    std::optional<std::string> text(const std::string& path) const;
    /// Returns the commit's id. The committer is whom git's configuration names, else "Firstline".
    std::string commit(const BranchCommit& commit, std::chrono::sys_seconds now);

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The folder of the knowledge base within its repository, with a slash at its end; empty if it is
/// the repository's own, or in none.
std::string folder_in_repository(const std::filesystem::path& kb);

}  // namespace firstline
