#include "server/proposals/text_diff.h"

#include "indexer/git/git.h"

namespace firstline {

namespace {

/// So many digits of a hash; `git apply` wants all of them for what is not text.
constexpr std::uint16_t kWholeHash = 40;

/// libgit2 copies nothing: `file` must outlive the patch.
GitPatch patch_between(const ChangedFile& file) {
    use_git();
    git_diff_options options;
    check_git(git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION), "cannot compare");
    options.flags |= file.binary ? GIT_DIFF_SHOW_BINARY : GIT_DIFF_FORCE_TEXT;
    options.id_abbrev = kWholeHash;
    git_patch* patch = nullptr;
    check_git(
        git_patch_from_buffers(&patch, file.before ? file.before->data() : nullptr,
                               file.before ? file.before->size() : 0, file.path.c_str(),
                               file.after.data(), file.after.size(), file.path.c_str(), &options),
        "cannot compare");
    return GitPatch{patch};
}

std::string without_line_end(const git_diff_line& line) {
    std::string text(line.content, line.content_len);
    if (text.ends_with('\n'))
        text.pop_back();
    if (text.ends_with('\r'))
        text.pop_back();
    return text;
}

/// Nothing for what git says about the file's end.
std::optional<DiffLine::Kind> kind_of(const git_diff_line& line) {
    switch (line.origin) {
        case GIT_DIFF_LINE_CONTEXT: return DiffLine::Kind::same;
        case GIT_DIFF_LINE_ADDITION: return DiffLine::Kind::added;
        case GIT_DIFF_LINE_DELETION: return DiffLine::Kind::removed;
        default: return std::nullopt;
    }
}

DiffLine shown(const git_diff_line& line, DiffLine::Kind kind) {
    const auto number = [](int n) { return n > 0 ? static_cast<std::size_t>(n) : 0; };
    return {.kind = kind,
            .before = number(line.old_lineno),
            .after = number(line.new_lineno),
            .text = without_line_end(line)};
}

}  // namespace

TextDiff diff_texts(std::string_view before, std::string_view after, std::size_t most) {
    const ChangedFile file{"text", std::string{before}, std::string{after}};
    const GitPatch patch = patch_between(file);
    TextDiff diff;
    std::size_t taken = 0;
    for (std::size_t at = 0; at < git_patch_num_hunks(patch.get()); ++at) {
        DiffHunk hunk;
        const int lines = git_patch_num_lines_in_hunk(patch.get(), at);
        check_git(lines, "cannot compare");
        for (std::size_t i = 0; i < static_cast<std::size_t>(lines); ++i) {
            const git_diff_line* line = nullptr;
            check_git(git_patch_get_line_in_hunk(&line, patch.get(), at, i), "cannot compare");
            const auto kind = kind_of(*line);
            if (!kind)
                continue;
            diff.added += *kind == DiffLine::Kind::added ? 1U : 0U;
            diff.removed += *kind == DiffLine::Kind::removed ? 1U : 0U;
            if (taken < most)
                hunk.lines.push_back(shown(*line, *kind));
            else
                ++diff.more;
            ++taken;
        }
        if (!hunk.lines.empty())
            diff.hunks.push_back(std::move(hunk));
    }
    return diff;
}

std::string patch_of(const ChangedFile& file) {
    if (file.before && *file.before == file.after)
        return {};
    const GitPatch patch = patch_between(file);
    git_buf written = GIT_BUF_INIT;
    const int result = git_patch_to_buf(&written, patch.get());
    std::string text = result < 0 ? std::string{} : std::string(written.ptr, written.size);
    git_buf_dispose(&written);
    check_git(result, "cannot write a patch");
    return text;
}

}  // namespace firstline
