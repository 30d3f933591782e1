#include "server/pages/diff_data.h"

#include <string>
#include <vector>

#include <fmt/format.h>

namespace firstline {

namespace {

std::string number_of(std::size_t line) {
    return line == 0 ? std::string{} : std::to_string(line);
}

PageData line_data(const DiffLine& line) {
    using Kind = DiffLine::Kind;
    PageData data;
    data.text("before", number_of(line.before))
        .text("after", number_of(line.after))
        .text("text", line.text)
        .flag("removed", line.kind == Kind::removed)
        .flag("added", line.kind == Kind::added);
    return data;
}

}  // namespace

PageData diff_data(const TextDiff& diff, const char* name) {
    std::vector<PageData> hunks;
    for (const DiffHunk& hunk : diff.hunks) {
        std::vector<PageData> lines;
        lines.reserve(hunk.lines.size());
        for (const DiffLine& line : hunk.lines)
            lines.push_back(line_data(line));
        PageData item;
        item.list("lines", lines);
        hunks.push_back(std::move(item));
    }
    const auto lines = [](std::size_t count, const char* what) {
        return fmt::format("{} {} {}", count, count == 1 ? "line" : "lines", what);
    };
    PageData data;
    data.list("hunks", hunks)
        .text("diff_name", name)
        .text("sum", lines(diff.added, "added") + ", " + lines(diff.removed, "removed"))
        .text("more", diff.more == 0 ? std::string{}
                                     : fmt::format("{} more {}", diff.more,
                                                   diff.more == 1 ? "line" : "lines"));
    return data;
}

}  // namespace firstline
