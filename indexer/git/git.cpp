#include "indexer/git/git.h"

#include <fmt/format.h>

#include "indexer/git/git_error.h"

namespace firstline {

namespace fs = std::filesystem;

namespace {

/// Whoever owns it.
bool is_in_repository(const fs::path& folder) {
    git_buf found{};
    const int result = git_repository_discover(&found, folder.c_str(), 0, nullptr);
    git_buf_dispose(&found);
    return result == 0;
}

/// The top of the work tree in which the folder lies.
fs::path top_of(const fs::path& folder) {
    fs::path top = fs::weakly_canonical(folder / "");
    while (!fs::exists(top / ".git") && top.has_relative_path())
        top = top.parent_path();
    return top.has_filename() ? top : top.parent_path();
}

}  // namespace

void use_git() {
    static const int kUsers = git_libgit2_init();
    static_cast<void>(kUsers);
}

void check_git(int result, const char* doing) {
    if (result >= 0)
        return;
    const git_error* const error = git_error_last();
    throw GitError(
        fmt::format("{}: {}", doing, error != nullptr ? error->message : "for an unknown reason"));
}

GitRepository find_repository(const fs::path& folder) {
    use_git();
    const fs::path path = fs::absolute(folder);
    git_repository* repository = nullptr;
    const int result = git_repository_open_ext(&repository, path.c_str(), 0, nullptr);
    // That a repository is somebody else's is told as what was not found: leave to read it.
    if (result == GIT_EOWNER || (result == GIT_ENOTFOUND && is_in_repository(path)))
        throw GitError(
            fmt::format("the git repository belongs to somebody else; to have it read: git config "
                        "--global --add safe.directory {}",
                        top_of(path).string()));
    if (result == GIT_ENOTFOUND)
        return nullptr;
    check_git(result, "the folder is in no git repository that can be used");
    return GitRepository{repository};
}

std::string folder_below(const git_repository& repository, const fs::path& folder) {
    const char* const top = git_repository_workdir(&repository);
    if (top == nullptr)
        throw GitError("the git repository has no work tree");
    const auto below =
        fs::weakly_canonical(folder).lexically_relative(fs::weakly_canonical(top)).generic_string();
    return below == "." || below.empty() ? std::string{} : below + "/";
}

std::string name_of(const git_oid& id) {
    std::string name(GIT_OID_HEXSZ, '0');
    git_oid_fmt(name.data(), &id);
    return name;
}

}  // namespace firstline
