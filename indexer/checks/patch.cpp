#include <algorithm>
#include <iterator>
#include <string_view>

#include <fmt/format.h>

#include "indexer/checks/fixes.h"

namespace firstline {

namespace {

/// Lines around a change, by which it finds its place.
constexpr std::size_t kContext = 3;

/// With what ends them.
std::vector<std::string_view> whole_lines(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size() - 1) + 1;
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return lines;
}

void put(std::string& patch, char mark, std::string_view line) {
    patch += mark;
    patch += line;
    if (!line.ends_with('\n'))
        patch += "\n\\ No newline at end of file\n";
}

/// A blank in a name would end it without the tab.
std::string name_in_patch(char side, const std::string& path) {
    return fmt::format("{}/{}{}", side, path, path.find(' ') == std::string::npos ? "" : "\t");
}

class HunkWriter {
public:
    HunkWriter(std::vector<std::string_view> before, std::vector<std::string_view> after)
        : before_(std::move(before)), after_(std::move(after)) {}

    std::string write() {
        std::string patch;
        for (std::size_t i = 0; i < before_.size(); ++i)
            if (changed(i))
                i = write_hunk(i, patch);
        return patch;
    }

private:
    bool changed(std::size_t i) const { return before_[i] != after_[i]; }

    /// Of the hunk whose first change is at `first`; the last line that it takes.
    std::size_t write_hunk(std::size_t first, std::string& patch) const {
        std::size_t last = first;
        for (std::size_t i = first; i < std::min(before_.size(), last + 2 * kContext + 2); ++i)
            if (changed(i))
                last = i;
        const std::size_t begin = first - std::min(first, kContext);
        const std::size_t end = std::min(before_.size(), last + kContext + 1);
        fmt::format_to(std::back_inserter(patch), "@@ -{0},{1} +{0},{1} @@\n", begin + 1,
                       end - begin);
        for (std::size_t i = begin; i < end;) {
            if (!changed(i)) {
                put(patch, ' ', before_[i++]);
                continue;
            }
            std::size_t stop = i;
            while (stop < end && changed(stop))
                put(patch, '-', before_[stop++]);
            for (; i < stop; ++i)
                put(patch, '+', after_[i]);
        }
        return last;
    }

    std::vector<std::string_view> before_;
    std::vector<std::string_view> after_;
};

}  // namespace

std::string patch_of(const std::vector<FileFix>& fixes) {
    std::string patch;
    for (const auto& fix : fixes) {
        fmt::format_to(std::back_inserter(patch), "--- {}\n+++ {}\n", name_in_patch('a', fix.path),
                       name_in_patch('b', fix.path));
        patch += HunkWriter(whole_lines(fix.before), whole_lines(fix.after)).write();
    }
    return patch;
}

}  // namespace firstline
