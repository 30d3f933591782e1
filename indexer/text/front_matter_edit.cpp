#include "indexer/text/front_matter_edit.h"

#include <algorithm>

#include "indexer/text/characters.h"

namespace firstline {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// A line of a text, as offsets.
struct Line {
    std::size_t begin = 0;
    std::size_t end = 0;   ///< without its line end
    std::size_t next = 0;  ///< where the next one begins
};

Line line_at(std::string_view text, std::size_t begin) {
    const auto newline = text.find('\n', begin);
    if (newline == std::string_view::npos)
        return {begin, text.size(), text.size()};
    const bool carriage = newline > begin && text[newline - 1] == '\r';
    return {begin, carriage ? newline - 1 : newline, newline + 1};
}

std::string_view without_blanks_behind(std::string_view line) {
    while (line.ends_with(' ') || line.ends_with('\t'))
        line.remove_suffix(1);
    return line;
}

/// Where the lines between `---` and `---` begin and end.
struct Head {
    std::size_t begin = 0;
    std::size_t end = 0;  ///< where the line begins that closes it
};

struct FoundHead {
    bool present = false;
    std::optional<Head> head;  ///< absent: it is never closed
};

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

/// The length of `name:` at the beginning of a line, also where the name is quoted; 0 for another
/// line.
std::size_t key_length(std::string_view line, std::string_view name) {
    for (const std::string_view quote : {"", "\"", "'"}) {
        const std::size_t length = name.size() + 2 * quote.size();
        if (line.size() <= length || line.substr(quote.size(), name.size()) != name ||
            !line.starts_with(quote) || line.substr(length - quote.size(), quote.size()) != quote)
            continue;
        const auto colon = line.find_first_not_of(" \t", length);
        if (colon != std::string_view::npos && line[colon] == ':' &&
            (colon + 1 == line.size() || line[colon + 1] == ' ' || line[colon + 1] == '\t'))
            return colon + 1;
    }
    return 0;
}

/// Where a value ends that begins at the start of `rest`, blanks and a comment behind it left out.
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

/// A value that YAML could take for something else is quoted.
std::string in_yaml(const std::string& value) {
    const bool plain = !value.empty() && (is_ascii_alnum(value.front())) && value.back() != ' ' &&
                       value.find(": ") == std::string::npos &&
                       value.find(" #") == std::string::npos && value.back() != ':' &&
                       std::none_of(value.begin(), value.end(),
                                    [](char c) { return static_cast<unsigned char>(c) < ' '; });
    if (plain)
        return value;
    return quoted_yaml(value);
}

/// Lines below a key that belong to its value: deeper ones, and items of a list.
std::size_t end_of_block(std::string_view text, std::size_t from, std::size_t end) {
    std::size_t behind = from;
    for (std::size_t at = from; at < end;) {
        const Line line = line_at(text, at);
        const auto what = text.substr(line.begin, line.end - line.begin);
        const bool blank = trimmed(what).empty();
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

/// Changes the value of one name in place. Nothing if it is not there.
enum class Changed { yes, absent, impossible };
Changed change(std::string& text, const Head& head, const std::string& name,
               const std::string& value) {
    for (std::size_t at = head.begin; at < head.end;) {
        const Line line = line_at(text, at);
        const std::string_view whole = std::string_view(text).substr(at, line.end - at);
        const std::size_t key = key_length(whole, name);
        at = line.next;
        if (key == 0)
            continue;
        const auto value_at = std::min(whole.find_first_not_of(" \t", key), whole.size());
        const std::string_view rest = whole.substr(value_at);
        if (rest.starts_with('&') || rest.starts_with('*'))
            return Changed::impossible;
        const std::size_t length = value_length(rest);
        const std::size_t block_end = end_of_block(text, line.next, head.end);
        const bool gap = value_at == key;
        const bool comment_touches = value_at + length < whole.size() && length == 0;
        text.erase(line.next, block_end - line.next);
        text.replace(line.begin + value_at, length,
                     (gap ? " " : "") + value + (comment_touches ? " " : ""));
        return Changed::yes;
    }
    return Changed::absent;
}

/// How the lines of this file end.
std::string_view line_end(std::string_view text) {
    const auto newline = text.find('\n');
    return newline != std::string_view::npos && newline > 0 && text[newline - 1] == '\r' ? "\r\n"
                                                                                         : "\n";
}

}  // namespace

std::string quoted_yaml(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        out += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
    }
    return out + "\"";
}

std::optional<std::string> with_fields(std::string_view text, std::span<const FieldEdit> edits) {
    std::string out{text};
    const std::string_view end = line_end(text);
    FoundHead found = find_head(out);
    if (!found.present) {
        const std::size_t start = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
        out.insert(start, "---" + std::string{end} + "---" + std::string{end});
        found = find_head(out);
    }
    if (!found.head)
        return std::nullopt;
    const auto first = trimmed(std::string_view(out).substr(found.head->begin));
    if (first.starts_with('{') || first.starts_with('['))
        return std::nullopt;
    for (const FieldEdit& edit : edits) {
        const std::string value = in_yaml(edit.value);
        Changed changed = Changed::absent;
        for (const std::string& name : edit.names) {
            changed = change(out, *found.head, name, value);
            if (changed != Changed::absent)
                break;
        }
        if (changed == Changed::impossible)
            return std::nullopt;
        found = find_head(out);
        if (changed == Changed::absent)
            out.insert(found.head->end, edit.names.front() + ": " + value + std::string{end});
        found = find_head(out);
        if (!found.head)
            return std::nullopt;
    }
    return out;
}

}  // namespace firstline
