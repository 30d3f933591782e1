#include "indexer/history/file_marks.h"

#include <map>

#include "indexer/text/characters.h"
#include "indexer/text/front_matter_lines.h"

namespace firstline {

namespace {

/// Hash of a text in which any run of blanks is one, and none stands at either end.
std::uint64_t hash_without_blanks(std::string_view text) {
    std::uint64_t hash = kHashStart;
    bool blank = false;
    for (const char c : trimmed(text)) {
        if (is_ascii_space(c)) {
            blank = true;
            continue;
        }
        hash = hash_on(blank ? hash_on(hash, ' ') : hash, c);
        blank = false;
    }
    return hash;
}

/// The name that a line begins with, as fields are compared; empty for a line that names none.
std::string key_of(std::string_view line) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || line.empty() || is_ascii_space(line.front()) ||
        (colon + 1 < line.size() && !is_ascii_space(line[colon + 1])))
        return {};
    auto key = trimmed(line.substr(0, colon));
    if (key.size() > 1 && (key.front() == '"' || key.front() == '\'') && key.back() == key.front())
        key = key.substr(1, key.size() - 2);
    return lower_ascii(key);
}

/// However it is quoted and broken into lines.
std::string plain(std::string_view value) {
    std::string out;
    for (const char c : trimmed(value)) {
        if (c == '"' || c == '\'')
            continue;
        if (!is_ascii_space(c))
            out += c;
        else if (!out.ends_with(' '))
            out += ' ';
    }
    return out;
}

/// Key -> value of the lines of a head; of a key that stands twice the first.
using Values = std::map<std::string, std::string, std::less<>>;

Values values_of(std::string_view text, const Head& head) {
    Values values;
    for (std::size_t at = head.begin; at < head.end;) {
        const Line line = line_at(text, at);
        const auto whole = text.substr(line.begin, line.end - line.begin);
        at = line.next;
        auto key = key_of(whole);
        if (key.empty())
            continue;
        const auto rest = trimmed(whole.substr(whole.find(':') + 1));
        const auto behind = end_of_block(text, line.next, head.end);
        values.emplace(std::move(key), plain(std::string(rest.substr(0, value_length(rest))) + ' ' +
                                             std::string(text.substr(at, behind - at))));
        at = behind;
    }
    return values;
}

/// What the field says, under the first of its names that says something.
std::string value_of(const Values& values, const std::vector<std::string>& names) {
    for (const auto& name : names)
        if (const auto found = values.find(lower_ascii(name));
            found != values.end() && !found->second.empty())
            return found->second;
    return {};
}

std::uint64_t stamp_in(const Values& values, const MarkNames& names) {
    std::uint64_t hash = kHashStart;
    for (const auto& field : names.stamp) {
        const std::string value = value_of(values, field);
        if (&field == &names.stamp.front() && value.empty())
            return 0;
        const auto date = parse_date(value);
        hash = hash_on(hash_on(hash, date ? iso_date(*date) : value), '\0');
    }
    return hash;
}

}  // namespace

std::uint64_t fingerprint_of(const MarkNames& names) {
    std::uint64_t hash = kHashStart;
    const auto add = [&](const std::vector<std::string>& field) {
        for (const auto& name : field)
            hash = hash_on(hash_on(hash, name), '\0');
        hash = hash_on(hash, '\n');
    };
    for (const auto& field : names.stamp)
        add(field);
    add(names.updated);
    return hash;
}

FileMarks marks_of(std::string_view text, const MarkNames& names) {
    const auto [present, head] = find_head(text);
    if (!head) {
        const bool marked = text.starts_with(kByteOrderMark);
        return {hash_without_blanks(text.substr(marked ? kByteOrderMark.size() : 0)), 0, {}};
    }
    const Values values = values_of(text, *head);
    return {hash_without_blanks(text.substr(line_at(text, head->end).next)),
            names.stamp.empty() ? 0 : stamp_in(values, names),
            parse_date(value_of(values, names.updated))};
}

}  // namespace firstline
