#include "indexer/article/front_matter.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "indexer/text/characters.h"

namespace firstline {

namespace {

/// A walk over the lines of a text that knows where it stands.
struct Lines {
    std::string_view text;
    std::size_t begin = 0;  ///< of the line
    std::size_t end = 0;    ///< behind its line end
    int number = 0;

    std::string_view line;  ///< without blanks and line ends behind it

    bool next() {
        if (end >= text.size())
            return false;
        begin = end;
        const auto newline = text.find('\n', begin);
        end = newline == std::string_view::npos ? text.size() : newline + 1;
        ++number;
        line = text.substr(begin, end - begin);
        while (line.ends_with('\n') || line.ends_with('\r') || line.ends_with(' ') ||
               line.ends_with('\t'))
            line.remove_suffix(1);
        return true;
    }
};

bool looks_like_a_key(std::string_view line) {
    line = trimmed(line);
    const auto end = line.find(':');
    return end != std::string_view::npos && end > 0 &&
           (end + 1 == line.size() || line[end + 1] == ' ') &&
           line.substr(0, end).find(' ') == std::string_view::npos;
}

struct Cut {
    std::string_view head;
    std::size_t body_at = 0;
    int body_line = 1;
    bool closed = true;
};

/// Nothing if the text has no head: a line `---` may be just a line across the page. A head that
/// nobody closed ends before the first blank line or heading.
std::optional<Cut> find_head(std::string_view text) {
    Lines lines{text};
    if (!lines.next() || lines.line != "---")
        return std::nullopt;
    const std::size_t start = lines.end;
    const bool starts_with_key =
        looks_like_a_key(text.substr(start, std::min(text.find('\n', start), text.size()) - start));
    std::optional<Cut> unclosed;
    bool has_key = false;
    bool has_blank = false;
    while (lines.next()) {
        const auto line = lines.line;
        const auto head = text.substr(start, lines.begin - start);
        const bool is_comment = line.empty() || line.starts_with('#');
        if (line == "---" || line == "...")
            return has_key || !has_blank
                       ? std::optional(Cut{head, lines.end, lines.number + 1, true})
                       : std::nullopt;
        if (!unclosed && starts_with_key && is_comment)
            unclosed = Cut{head, lines.begin, lines.number, false};
        has_key = has_key || looks_like_a_key(line);
        has_blank = has_blank || line.empty();
    }
    if (!unclosed && starts_with_key)
        unclosed = Cut{text.substr(start), text.size(), lines.number + 1, false};
    return unclosed;
}

}  // namespace

FrontMatter read_front_matter(std::string_view text, const std::string& path, Problems& problems) {
    FrontMatter front;
    front.body = text;
    const auto cut = find_head(text);
    if (!cut)
        return front;
    front.present = true;
    front.body = text.substr(cut->body_at);
    front.body_line = cut->body_line;
    auto head = cut->head;
    if (!cut->closed) {
        front.broken = true;
        problems.push_back({path, 1, Severity::error, "front-matter",
                            "the front matter is never closed: a line `---` is missing"});
    }
    if (head.size() > kLargestFrontMatter) {
        front.broken = true;
        problems.push_back({path, 1, Severity::error, "front-matter",
                            fmt::format("the front matter has {} bytes, at most {} are read",
                                        head.size(), kLargestFrontMatter)});
        head = head.substr(0, head.rfind('\n', kLargestFrontMatter));
    }
    auto document = parse_yaml(head, path, 2, problems);
    front.broken = front.broken || document.broken;
    if (document.root.is_map()) {
        front.fields = std::move(document.root);
    } else if (!document.root.is_null()) {
        front.broken = true;
        problems.push_back({path, 2, Severity::error, "front-matter",
                            "the front matter must consist of `key: value` lines"});
    }
    if (front.broken)
        front.text = cut->head;
    return front;
}

}  // namespace firstline
