#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace firstline {

/// What the Markdown of an article became.
struct MarkdownHtml {
    /// For sanitize_html() only: no raw HTML outside the allow-list is left, but nothing has been
    /// said yet of where links lead. Headings, links and images carry their line as `data-line`.
    std::string html;
    bool too_complex =
        false;  ///< the text would take too much time, memory or depth; `html` is empty
};

/// HTML is a few times larger than its Markdown; more is a bomb (a short table row stands for as
/// many cells as the table has columns, a reference for its whole address).
constexpr std::size_t largest_html_of(std::size_t markdown_bytes) {
    return 8 * markdown_bytes + (std::size_t{1} << 20U);
}

/// CommonMark with GitHub's tables, task lists, strikethrough and autolinks, and alerts
/// (`> [!NOTE]`). Directives and includes are resolved already, see expand_directives().
///
/// Bounded: text that could take long is parsed in a child process with limits of 1 s of processor
/// time and 1 GB. Safe to call from several threads.
MarkdownHtml markdown_to_html(std::string_view text);

}  // namespace firstline
