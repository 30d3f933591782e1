#include "server/proposals/git.h"

#include <fmt/format.h>

#include "server/proposals/git_error.h"

namespace firstline {

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

}  // namespace firstline
