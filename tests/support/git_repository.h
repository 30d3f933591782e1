#pragma once

#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/git/git.h"
#include "tests/support/temporary_folder.h"

namespace firstline {

/// A repository with a work tree that a test makes.
class TestRepository {
public:
    /// Who commits, and when.
    struct Made {
        std::string author = "Ada";
        std::string subject = "a change";
        std::int64_t at = 0;                 ///< seconds since 1970; 0: an hour after the last one
        std::int64_t authored_at = 0;        ///< 0: likewise
        std::vector<std::string> parents{};  ///< ids; none: HEAD
    };

    /// In a folder of its own.
    TestRepository() : own_(std::in_place), path_(own_->path()) { make(); }
    /// Of a folder that is there.
    explicit TestRepository(std::filesystem::path folder) : path_(std::move(folder)) { make(); }

    const std::filesystem::path& path() const { return path_; }
    git_repository* get() const { return repository_.get(); }

    void write(const std::string& name, std::string_view text) const {
        std::filesystem::create_directories((path_ / name).parent_path());
        std::ofstream(path_ / name, std::ios::binary) << text;
    }
    void remove(const std::string& name) const { std::filesystem::remove(path() / name); }
    void move(const std::string& from, const std::string& to) const {
        std::filesystem::create_directories((path() / to).parent_path());
        std::filesystem::rename(path() / from, path() / to);
    }

    /// Commits the work tree as it is, has HEAD be that, and gives its id.
    std::string commit(const Made& made) {
        now_ = made.at != 0 ? made.at : now_ + 3600;
        const auto tree = tree_of_work_tree();
        const auto author = signature(made.author, made.authored_at != 0 ? made.authored_at : now_);
        const auto committer = signature("Committer", now_);
        std::vector<GitCommit> parents;
        std::vector<const git_commit*> raw;
        for (const auto& id : made.parents.empty() ? head() : made.parents) {
            parents.push_back(commit_called(id));
            raw.push_back(parents.back().get());
        }
        git_oid id{};
        check_git(git_commit_create(&id, get(), nullptr, author.get(), committer.get(), nullptr,
                                    made.subject.c_str(), tree.get(), raw.size(), raw.data()),
                  "commit");
        set_head(name_of(id));
        return name_of(id);
    }

    /// Has the branch that is checked out be at this commit; the work tree stays.
    void set_head(const std::string& id) const {
        git_oid target{};
        check_git(git_oid_fromstr(&target, id.c_str()), "id");
        git_reference* reference = nullptr;
        if (git_repository_head_detached(get()) == 1) {
            check_git(git_repository_set_head_detached(get(), &target), "head");
            return;
        }
        check_git(git_reference_create(&reference, get(), "refs/heads/main", &target, 1, "test"),
                  "head");
        const GitReference held{reference};
        check_git(git_repository_set_head(get(), "refs/heads/main"), "head");
    }

    /// The commit that is checked out; empty before the first.
    std::vector<std::string> head() const {
        git_oid id{};
        if (git_reference_name_to_id(&id, get(), "HEAD") != 0)
            return {};
        return {name_of(id)};
    }

private:
    void make() {
        use_git();
        git_repository* made = nullptr;
        check_git(git_repository_init(&made, path_.c_str(), 0), "init");
        repository_.reset(made);
    }

    GitTree tree_of_work_tree() const {
        git_index* index = nullptr;
        check_git(git_repository_index(&index, get()), "index");
        check_git(git_index_add_all(index, nullptr, 0, nullptr, nullptr), "add");
        check_git(git_index_update_all(index, nullptr, nullptr, nullptr), "update");
        check_git(git_index_write(index), "write");
        git_oid id{};
        check_git(git_index_write_tree(&id, index), "tree");
        git_index_free(index);
        git_tree* tree = nullptr;
        check_git(git_tree_lookup(&tree, get(), &id), "tree");
        return GitTree{tree};
    }

    static GitSignature signature(const std::string& name, std::int64_t at) {
        git_signature* made = nullptr;
        check_git(git_signature_new(&made, name.c_str(), "somebody@example.com", at, 0), "who");
        return GitSignature{made};
    }

    GitCommit commit_called(const std::string& id) const {
        git_oid wanted{};
        check_git(git_oid_fromstr(&wanted, id.c_str()), "id");
        git_commit* commit = nullptr;
        check_git(git_commit_lookup(&commit, get(), &wanted), "commit");
        return GitCommit{commit};
    }

    std::optional<TemporaryFolder> own_;
    std::filesystem::path path_;
    GitRepository repository_;
    std::int64_t now_ = 1767225600;  // 1 January 2026
};

}  // namespace firstline
