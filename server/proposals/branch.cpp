#include "server/proposals/branch.h"

#include <utility>

#include <fmt/format.h>

#include "indexer/git/git.h"

namespace firstline {

namespace {

namespace fs = std::filesystem;

constexpr const char* kNobody = "Firstline";
constexpr const char* kNoAddress = "firstline@localhost";

GitRepository repository_of(const fs::path& kb) {
    GitRepository repository = find_repository(kb);
    if (!repository)
        throw GitError("the folder is in no git repository");
    return repository;
}

GitSignature signature(const GitPerson& person) {
    git_signature* made = nullptr;
    check_git(git_signature_new(&made, person.name.c_str(), person.email.c_str(),
                                person.when.time_since_epoch().count(), 0),
              "cannot name who made the change");
    return GitSignature{made};
}

GitSignature committer(git_repository& repository, std::chrono::sys_seconds now) {
    git_signature* configured = nullptr;
    if (git_signature_default(&configured, &repository) < 0)
        return signature({kNobody, kNoAddress, now});
    const GitSignature held{configured};
    return signature({held->name, held->email, now});
}

GitCommit commit_at(git_repository& repository, const git_oid& id) {
    git_commit* commit = nullptr;
    check_git(git_commit_lookup(&commit, &repository, &id), "cannot read a commit");
    return GitCommit{commit};
}

}  // namespace

struct ProposalBranch::State {
    GitRepository repository;
    std::string folder;
    std::string reference;       ///< `refs/heads/firstline-proposals`
    std::optional<git_oid> tip;  ///< of the branch as it is kept; absent: there is none
    git_oid parent{};            ///< of the next commit

    GitTree tree() const {
        const GitCommit commit = commit_at(*repository, parent);
        git_tree* tree = nullptr;
        check_git(git_commit_tree(&tree, commit.get()), "cannot read a commit");
        return GitTree{tree};
    }

    GitTreeEntry entry(const git_tree& tree, const std::string& path) const {
        git_tree_entry* entry = nullptr;
        const int result = git_tree_entry_bypath(&entry, &tree, (folder + path).c_str());
        if (result == GIT_ENOTFOUND)
            return nullptr;
        check_git(result, "cannot read the repository");
        return GitTreeEntry{entry};
    }

    /// Reads the branch, if there is one; refuses one that is checked out.
    void read_tip(const std::string& name) {
        if (git_reference_is_valid_name(reference.c_str()) == 0)
            throw GitError(fmt::format("\"{}\" is no name for a branch", name));
        git_reference* found = nullptr;
        const int result = git_reference_lookup(&found, repository.get(), reference.c_str());
        const GitReference held{found};
        if (result == GIT_ENOTFOUND)
            return;
        check_git(result, "cannot read the branch");
        if (git_branch_is_checked_out(held.get()) != 0)
            throw GitError(fmt::format(
                "the branch {} is checked out; check out another one, or give --branch", name));
        const git_oid* const target = git_reference_target(held.get());
        if (target == nullptr)
            throw GitError(fmt::format("the branch {} is no plain branch", name));
        tip = *target;
    }

    /// HEAD, unless the branch has something that HEAD has not.
    void choose_parent() {
        git_oid head{};
        const int result = git_reference_name_to_id(&head, repository.get(), "HEAD");
        if (result == GIT_ENOTFOUND)
            throw GitError("the git repository has no commit yet");
        check_git(result, "cannot read HEAD");
        parent = head;
        if (!tip || git_oid_equal(&*tip, &head) != 0)
            return;
        const int merged = git_graph_descendant_of(repository.get(), &head, &*tip);
        check_git(merged, "cannot compare the branch with HEAD");
        if (merged == 0)
            parent = *tip;
    }

    git_oid tree_with(const std::vector<BranchCommit::File>& files) const {
        const GitTree before = tree();
        std::vector<std::string> paths;
        paths.reserve(files.size());
        for (const auto& file : files)
            paths.push_back(folder + file.path);
        std::vector<git_tree_update> updates;
        for (std::size_t at = 0; at < files.size(); ++at) {
            git_tree_update update{};
            update.action = GIT_TREE_UPDATE_UPSERT;
            update.path = paths[at].c_str();
            const GitTreeEntry present = entry(*before, files[at].path);
            update.filemode = present ? git_tree_entry_filemode(present.get()) : GIT_FILEMODE_BLOB;
            check_git(
                git_blob_create_from_buffer(&update.id, repository.get(), files[at].content.data(),
                                            files[at].content.size()),
                "cannot write into the repository");
            updates.push_back(update);
        }
        git_oid id{};
        check_git(git_tree_create_updated(&id, repository.get(), before.get(), updates.size(),
                                          updates.data()),
                  "cannot write into the repository");
        return id;
    }

    /// Refuses if somebody else moved the branch meanwhile.
    void move_to(const git_oid& id) {
        git_reference* moved = nullptr;
        const int result =
            tip ? git_reference_create_matching(&moved, repository.get(), reference.c_str(), &id, 1,
                                                &*tip, "firstline: proposal applied")
                : git_reference_create(&moved, repository.get(), reference.c_str(), &id, 0,
                                       "firstline: proposal applied");
        const GitReference held{moved};
        check_git(result, "the branch was changed meanwhile, or cannot be written");
        tip = id;
        parent = id;
    }
};

ProposalBranch::ProposalBranch(const fs::path& kb, const std::string& name)
    : state_(std::make_unique<State>()) {
    state_->repository = repository_of(kb);
    state_->folder = folder_below(*state_->repository, kb);
    state_->reference = "refs/heads/" + name;
    state_->read_tip(name);
    state_->choose_parent();
}

ProposalBranch::~ProposalBranch() = default;

std::optional<std::string> ProposalBranch::text(const std::string& path) const {
    const GitTree tree = state_->tree();
    const GitTreeEntry entry = state_->entry(*tree, path);
    if (!entry || git_tree_entry_type(entry.get()) != GIT_OBJECT_BLOB)
        return std::nullopt;
    git_blob* found = nullptr;
    check_git(git_blob_lookup(&found, state_->repository.get(), git_tree_entry_id(entry.get())),
              "cannot read the repository");
    const GitBlob blob{found};
    return std::string(static_cast<const char*>(git_blob_rawcontent(blob.get())),
                       static_cast<std::size_t>(git_blob_rawsize(blob.get())));
}

std::string ProposalBranch::commit(const BranchCommit& commit, std::chrono::sys_seconds now) {
    git_repository& repository = *state_->repository;
    const git_oid tree_id = state_->tree_with(commit.files);
    git_tree* made = nullptr;
    check_git(git_tree_lookup(&made, &repository, &tree_id), "cannot read the repository");
    const GitTree tree{made};
    const GitCommit parent = commit_at(repository, state_->parent);
    const GitSignature author = signature(commit.author);
    const GitSignature by = committer(repository, now);
    const git_commit* parents[] = {parent.get()};
    git_oid id{};
    check_git(git_commit_create(&id, &repository, nullptr, author.get(), by.get(), nullptr,
                                commit.message.c_str(), tree.get(), 1, parents),
              "cannot make a commit");
    state_->move_to(id);
    return name_of(id);
}

std::string folder_in_repository(const fs::path& kb) {
    try {
        const GitRepository repository = repository_of(kb);
        return folder_below(*repository, kb);
    } catch (const GitError&) {
        return {};
    }
}

}  // namespace firstline
