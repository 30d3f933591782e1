#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace firstline {

struct DiffLine {
    enum class Kind { same, removed, added };

    Kind kind = Kind::same;
    std::size_t before = 0;  ///< number of the line, from 1; 0: it was not there
    std::size_t after = 0;   ///< the same; 0: it is no longer there
    std::string text;        ///< without its line end
};

struct DiffHunk {
    std::vector<DiffLine> lines;
};

/// What changed between two texts, line by line, with three lines around each change.
struct TextDiff {
    std::vector<DiffHunk> hunks;  ///< empty: the texts are the same
    std::size_t removed = 0;      ///< lines
    std::size_t added = 0;
    std::size_t more = 0;  ///< lines that the hunks leave out, since nobody reads so many
};

/// The hunks have at most `most` lines together.
constexpr std::size_t kMostDiffLines = 2000;
TextDiff diff_texts(std::string_view before, std::string_view after,
                    std::size_t most = kMostDiffLines);

/// A file as it was and as it is to be; absent: there is none.
struct ChangedFile {
    std::string path;
    std::optional<std::string> before;
    std::string after;
    bool binary = false;
};

/// The change as `git apply` takes it; empty if there is none.
std::string patch_of(const ChangedFile& file);

}  // namespace firstline
