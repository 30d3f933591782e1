#include "indexer/text/front_matter_edit.h"

#include <algorithm>

#include <fmt/format.h>

#include "indexer/text/characters.h"
#include "indexer/text/front_matter_lines.h"

namespace firstline {

namespace {

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
    auto out = with_head(text);
    if (!out)
        return std::nullopt;
    const std::string end{line_end(text)};
    for (const FieldEdit& edit : edits) {
        const std::string value = in_yaml(edit.value);
        FoundHead found = find_head(*out);
        if (!found.head)
            return std::nullopt;
        Changed changed = Changed::absent;
        for (const std::string& name : edit.names) {
            changed = change(*out, *found.head, name, value);
            if (changed != Changed::absent)
                break;
        }
        if (changed == Changed::impossible)
            return std::nullopt;
        if (changed == Changed::absent && !edit.only_if_there)
            out->insert(found.head->end, fmt::format("{}: {}{}", edit.names.front(), value, end));
    }
    return find_head(*out).head ? out : std::nullopt;
}

}  // namespace firstline
