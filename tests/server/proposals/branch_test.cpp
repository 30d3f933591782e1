#include "server/proposals/branch.h"

#include <doctest/doctest.h>
#include <git2.h>

#include "indexer/git/git.h"
#include "tests/support/file_text.h"
#include "tests/support/moments.h"
#include "tests/support/temporary_folder.h"

using namespace firstline;

namespace {

/// A repository with a knowledge base in its folder `kb`.
class Repository {
public:
    Repository() {
        use_git();
        git_repository* made = nullptr;
        check_git(git_repository_init(&made, folder_.path().c_str(), 0), "init");
        repository_.reset(made);
        folder_.write("kb/a.md", "one\n");
        commit_all();
    }

    std::filesystem::path kb() const { return folder_.path() / "kb"; }
    const TemporaryFolder& folder() const { return folder_; }
    git_repository* get() const { return repository_.get(); }

    git_oid commit_all() {
        git_index* index = nullptr;
        check_git(git_repository_index(&index, get()), "index");
        check_git(git_index_add_all(index, nullptr, 0, nullptr, nullptr), "add");
        check_git(git_index_write(index), "write");
        git_oid tree_id;
        check_git(git_index_write_tree(&tree_id, index), "tree");
        git_index_free(index);
        git_tree* tree = nullptr;
        check_git(git_tree_lookup(&tree, get(), &tree_id), "tree");
        const GitTree held{tree};
        git_signature* who = nullptr;
        check_git(git_signature_new(&who, "willi", "willi@example.com", 1, 0), "who");
        const GitSignature held_who{who};
        git_oid head;
        git_commit* parent = nullptr;
        if (git_reference_name_to_id(&head, get(), "HEAD") == 0)
            check_git(git_commit_lookup(&parent, get(), &head), "parent");
        const GitCommit held_parent{parent};
        const git_commit* parents[] = {parent};
        git_oid id;
        check_git(git_commit_create(&id, get(), "HEAD", who, who, nullptr, "by hand", tree,
                                    parent != nullptr ? 1 : 0, parents),
                  "commit");
        return id;
    }

    GitCommit tip(const char* reference) const {
        git_oid id;
        check_git(git_reference_name_to_id(&id, get(), reference), "no such branch");
        git_commit* commit = nullptr;
        check_git(git_commit_lookup(&commit, get(), &id), "commit");
        return GitCommit{commit};
    }

private:
    TemporaryFolder folder_;
    GitRepository repository_;
};

constexpr const char* kTip = "refs/heads/proposals";

BranchCommit changing(const std::string& path, const std::string& text) {
    return {{{path, text}}, "a change\n", {"anna", "anna@localhost", at(50)}};
}

}  // namespace

TEST_CASE("a commit on the branch leaves the work tree and HEAD alone") {
    const Repository repository;
    ProposalBranch branch(repository.kb(), "proposals");
    CHECK(branch.text("a.md") == "one\n");
    CHECK_FALSE(branch.text("none.md"));
    const std::string id = branch.commit(changing("a.md", "two\n"), at(100));
    CHECK(id.size() == 40);
    CHECK(branch.text("a.md") == "two\n");
    CHECK(file_text(repository.kb() / "a.md") == "one\n");
    const auto commit = repository.tip(kTip);
    CHECK(std::string{git_commit_author(commit.get())->name} == "anna");
    CHECK(git_commit_author(commit.get())->when.time == 50);
    CHECK(git_commit_committer(commit.get())->when.time == 100);
    CHECK(git_commit_parentcount(commit.get()) == 1);
    unsigned status = 0;
    CHECK(git_status_file(&status, repository.get(), "kb/a.md") == 0);
    CHECK(status == GIT_STATUS_CURRENT);
}

TEST_CASE("files are added in new folders, and several in one commit") {
    const Repository repository;
    ProposalBranch branch(repository.kb(), "proposals");
    BranchCommit commit = changing("new/b.md", "b\n");
    commit.files.push_back({"new/images/p.png", std::string("\x89PNG\0x", 6)});
    branch.commit(commit, at(100));
    CHECK(branch.text("new/b.md") == "b\n");
    CHECK(branch.text("new/images/p.png") == std::string("\x89PNG\0x", 6));
    CHECK(branch.text("a.md") == "one\n");
}

TEST_CASE("the branch goes on where it was, and begins anew once HEAD has all of it") {
    Repository repository;
    {
        ProposalBranch branch(repository.kb(), "proposals");
        branch.commit(changing("a.md", "two\n"), at(100));
    }
    repository.folder().write("kb/c.md", "c\n");
    repository.commit_all();
    {
        ProposalBranch branch(repository.kb(), "proposals");
        CHECK(branch.text("a.md") == "two\n");
        CHECK_FALSE(branch.text("c.md"));
    }
    // Somebody merges it: HEAD now descends from the branch.
    git_reference* moved = nullptr;
    const auto tip = repository.tip("HEAD");
    check_git(git_reference_create(&moved, repository.get(), kTip, git_commit_id(tip.get()), 1, ""),
              "move");
    const GitReference held{moved};
    repository.folder().write("kb/d.md", "d\n");
    repository.commit_all();
    ProposalBranch branch(repository.kb(), "proposals");
    CHECK(branch.text("d.md") == "d\n");
    branch.commit(changing("a.md", "three\n"), at(200));
    CHECK(branch.text("c.md") == "c\n");
}

TEST_CASE("what cannot be a branch of proposals is refused with the reason") {
    const Repository repository;
    const auto refused = [](const std::filesystem::path& kb, const char* name, const char* why) {
        try {
            const ProposalBranch branch(kb, name);
        } catch (const GitError& error) {
            return std::string{error.what()}.find(why) != std::string::npos;
        }
        return false;
    };
    git_reference* head = nullptr;
    check_git(git_repository_head(&head, repository.get()), "head");
    const GitReference held{head};
    CHECK(refused(repository.kb(), git_reference_shorthand(head), "is checked out"));
    CHECK(refused(repository.kb(), "no good..name", "is no name for a branch"));
    const TemporaryFolder elsewhere;
    CHECK(refused(elsewhere.path(), "proposals", "is in no git repository"));
    git_repository* empty = nullptr;
    const TemporaryFolder fresh;
    check_git(git_repository_init(&empty, fresh.path().c_str(), 0), "init");
    const GitRepository held_empty{empty};
    CHECK(refused(fresh.path(), "proposals", "has no commit yet"));
}

TEST_CASE("a branch that somebody else moved meanwhile is left as it is") {
    const Repository repository;
    ProposalBranch mine(repository.kb(), "proposals");
    ProposalBranch theirs(repository.kb(), "proposals");
    theirs.commit(changing("a.md", "theirs\n"), at(100));
    CHECK_THROWS_AS(mine.commit(changing("a.md", "mine\n"), at(100)), GitError);
    const ProposalBranch now(repository.kb(), "proposals");
    CHECK(now.text("a.md") == "theirs\n");
}

TEST_CASE("patches name files as the repository does") {
    const Repository repository;
    CHECK(folder_in_repository(repository.kb()) == "kb/");
    CHECK(folder_in_repository(repository.folder().path()).empty());
    const TemporaryFolder elsewhere;
    CHECK(folder_in_repository(elsewhere.path()).empty());
}
