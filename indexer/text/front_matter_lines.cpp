#include "indexer/text/front_matter_lines.h"

#include <algorithm>

#include "indexer/text/characters.h"

namespace firstline {
namespace {

std::string_view without_blanks_behind(std::string_view line) {
    while (line.ends_with(' ') || line.ends_with('\t'))
        line.remove_suffix(1);
    return line;
}

}  // namespace

Line line_at(std::string_view text, std::size_t begin) {
    const auto newline = text.find('\n', begin);
    if (newline == std::string_view::npos)
        return {begin, text.size(), text.size()};
    const bool carriage = newline > begin && text[newline - 1] == '\r';
    return {begin, carriage ? newline - 1 : newline, newline + 1};
}

FoundHead find_head(std::string_view text) {
    const std::size_t start = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
    const Line first = line_at(text, start);
    if (without_blanks_behind(text.substr(first.begin, first.end - first.begin)) != "---")
        return {};
    for (std::size_t at = first.next; at < text.size();) {
        const Line line = line_at(text, at);
        const auto what = without_blanks_behind(text.substr(line.begin, line.end - line.begin));
        if (what == "---" || what == "...")
            return {true, Head{first.next, line.begin}};
        at = line.next;
    }
    return {true, std::nullopt};
}

std::size_t key_length(std::string_view line, std::string_view name) {
    for (const std::string_view quote : {"", "\"", "'"}) {
        const std::size_t length = name.size() + 2 * quote.size();
        if (line.size() <= length ||
            lower_ascii(line.substr(quote.size(), name.size())) != lower_ascii(name) ||
            !line.starts_with(quote) || line.substr(length - quote.size(), quote.size()) != quote)
            continue;
        const auto colon = line.find_first_not_of(" \t", length);
        if (colon != std::string_view::npos && line[colon] == ':' &&
            (colon + 1 == line.size() || line[colon + 1] == ' ' || line[colon + 1] == '\t'))
            return colon + 1;
    }
    return 0;
}

std::size_t value_length(std::string_view rest) {
    if (rest.starts_with('"') || rest.starts_with('\'')) {
        const char quote = rest.front();
        const char escape = quote == '"' ? '\\' : '\'';  // a quote within is `\"`, or `''`
        for (std::size_t at = 1; at < rest.size(); ++at) {
            const bool escaped = rest[at] == escape && at + 1 < rest.size() &&
                                 (quote == '"' || rest[at + 1] == quote);
            if (!escaped && rest[at] == quote)
                return at + 1;
            at += escaped ? 1 : 0;
        }
        return rest.size();
    }
    std::size_t end = rest.starts_with('#') ? 0 : rest.size();
    for (std::size_t at = 1; at < end; ++at)
        if (rest[at] == '#' && (rest[at - 1] == ' ' || rest[at - 1] == '\t'))
            end = at;
    return without_blanks_behind(rest.substr(0, end)).size();
}

std::size_t end_of_block(std::string_view text, std::size_t from, std::size_t end) {
    std::size_t behind = from;
    for (std::size_t at = from; at < end;) {
        const Line line = line_at(text, at);
        const auto what = text.substr(line.begin, line.end - line.begin);
        // A comment in the first column says nothing of what it stands among.
        const bool blank = trimmed(what).empty() || what.starts_with('#');
        const bool belongs = what.starts_with(' ') || what.starts_with('\t') ||
                             what.starts_with("- ") || what == "-";
        if (!blank && !belongs)
            break;
        at = line.next;
        if (!blank)
            behind = at;
    }
    return behind;
}

std::string_view line_end(std::string_view text) {
    const auto newline = text.find('\n');
    return newline != std::string_view::npos && newline > 0 && text[newline - 1] == '\r' ? "\r\n"
                                                                                         : "\n";
}

std::optional<std::string> with_head(std::string_view text) {
    std::string out{text};
    FoundHead found = find_head(out);
    if (!found.present) {
        const std::size_t start = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
        const std::string end{line_end(text)};
        out.insert(start, "---" + end + "---" + end);
        found = find_head(out);
    }
    if (!found.head)
        return std::nullopt;
    for (std::size_t at = found.head->begin; at < found.head->end;) {
        const Line line = line_at(out, at);
        const auto what = std::string_view(out).substr(line.begin, line.end - line.begin);
        at = line.next;
        if (trimmed(what).empty() || trimmed(what).starts_with('#'))
            continue;
        if (is_ascii_space(what.front()) || what.front() == '{' || what.front() == '[')
            return std::nullopt;
        break;
    }
    return out;
}

}  // namespace firstline
