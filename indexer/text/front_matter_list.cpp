#include "indexer/text/front_matter_list.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "indexer/text/characters.h"
#include "indexer/text/front_matter_edit.h"
#include "indexer/text/front_matter_lines.h"

namespace firstline {

namespace {

/// Words that YAML takes for something else than text.
constexpr auto kNoText =
    std::to_array<std::string_view>({"true", "false", "yes", "no", "on", "off", "y", "n", "null"});

bool is_plain(std::string_view text) {
    const bool safe = std::all_of(text.begin(), text.end(), [](char c) {
        return is_ascii_alnum(c) || static_cast<unsigned char>(c) >= 0x80 ||
               std::string_view(" -_./").find(c) != std::string_view::npos;
    });
    return safe && !text.empty() && text.back() != ' ' &&
           (is_ascii_alpha(text.front()) || static_cast<unsigned char>(text.front()) >= 0x80) &&
           std::find(kNoText.begin(), kNoText.end(), lower_ascii(text)) == kNoText.end();
}

std::string item_of(std::string_view entry) {
    return is_plain(entry) ? std::string{entry} : quoted_yaml(entry);
}

/// What a scalar on one line says.
std::string said_by(std::string_view raw) {
    const std::string_view text = trimmed(raw);
    if (text.size() < 2 || (text.front() != '"' && text.front() != '\'') ||
        text.back() != text.front())
        return std::string{text};
    const char escape = text.front() == '"' ? '\\' : '\'';
    std::string said;
    for (std::size_t at = 1; at + 1 < text.size(); ++at) {
        if (text[at] == escape && at + 2 < text.size())
            ++at;
        said += text[at];
    }
    return said;
}

bool says(std::string_view raw, std::string_view entry) {
    return lower_ascii(trimmed(said_by(raw))) == lower_ascii(trimmed(entry));
}

/// Where a value stands and how it is written.
struct Value {
    enum class Kind { nothing, tilde, words, brackets, items, other };

    Kind kind = Kind::nothing;
    std::size_t begin = 0;  ///< its first character; of nothing, behind the colon
    std::size_t end = 0;    ///< of tilde and words
    Line key;               ///< the line of its key
};

Value::Kind kind_of(std::string_view rest) {
    using enum Value::Kind;
    if (rest.front() == '[')
        return brackets;
    if (std::string_view("&*!|>{%@`").find(rest.front()) != std::string_view::npos)
        return other;
    const auto value = lower_ascii(rest.substr(0, value_length(rest)));
    return value == "~" || value == "null" || value == "\"\"" || value == "''" ? tilde : words;
}

/// A value that begins in a line below its key.
void look_below(std::string_view text, const Head& head, Value& value) {
    using enum Value::Kind;
    const std::size_t end = end_of_block(text, value.key.next, head.end);
    for (std::size_t at = value.key.next; at < end;) {
        const Line line = line_at(text, at);
        const auto whole = text.substr(line.begin, line.end - line.begin);
        const auto what = trimmed(whole);
        at = line.next;
        if (what.empty() || what.starts_with('#'))
            continue;
        value.begin = line.begin + whole.find_first_not_of(" \t");
        const bool is_item = what == "-" || what.starts_with("- ");
        value.kind = is_item ? items : what.starts_with('[') ? brackets : other;
        return;
    }
}

std::optional<Value> find_value(std::string_view text, const Head& head, std::string_view name) {
    for (std::size_t at = head.begin; at < head.end;) {
        const Line line = line_at(text, at);
        const auto whole = text.substr(line.begin, line.end - line.begin);
        const std::size_t key = key_length(whole, name);
        at = line.next;
        if (key == 0)
            continue;
        Value value{.begin = line.begin + key, .key = line};
        const auto begin = whole.find_first_not_of(" \t", key);
        if (begin == std::string_view::npos || whole[begin] == '#') {
            look_below(text, head, value);
            return value;
        }
        value.begin = line.begin + begin;
        value.end = value.begin + value_length(whole.substr(begin));
        value.kind = kind_of(whole.substr(begin));
        // A text that goes on below.
        if ((value.kind == Value::Kind::words || value.kind == Value::Kind::tilde) &&
            end_of_block(text, line.next, head.end) != line.next)
            value.kind = Value::Kind::other;
        return value;
    }
    return std::nullopt;
}

/// A list in brackets, as offsets.
struct Brackets {
    struct Item {
        std::size_t begin = 0;
        std::size_t end = 0;
    };
    std::vector<Item> items;
    bool comma_behind = false;  ///< behind the last item
    std::size_t close = 0;
};

bool begins_comment(std::string_view text, std::size_t at) {
    return text[at] == '#' && at > 0 && is_ascii_space(text[at - 1]);
}

/// Nothing if it is never closed, or more than a comment follows it.
std::optional<Brackets> read_brackets(std::string_view text, std::size_t open, std::size_t end) {
    Brackets brackets;
    std::optional<Brackets::Item> item;
    std::size_t depth = 0;
    for (std::size_t at = open + 1; at < end; ++at) {
        const char c = text[at];
        if (begins_comment(text, at)) {
            at = line_at(text, at).end;
            continue;
        }
        if (is_ascii_space(c))
            continue;
        if (depth == 0 && (c == ',' || c == ']')) {
            if (item)
                brackets.items.push_back(*item);
            brackets.comma_behind = c == ',' || (!item && !brackets.items.empty());
            item.reset();
            if (c == ',')
                continue;
            brackets.close = at;
            const Line line = line_at(text, at);
            const auto behind = trimmed(text.substr(at + 1, line.end - at - 1));
            if (behind.empty() || behind.starts_with('#'))
                return brackets;
            return std::nullopt;
        }
        if (!item)
            item = Brackets::Item{at, at + 1};
        depth += c == '[' || c == '{' ? 1U : 0U;
        depth -= (c == ']' || c == '}') && depth > 0 ? 1U : 0U;
        if ((c == '"' || c == '\'') && item->begin == at) {
            at += value_length(text.substr(at, line_at(text, at).end - at)) - 1;
        }
        item->end = at + 1;
    }
    return std::nullopt;
}

std::optional<std::string> into_brackets(std::string text, const Value& value, const Head& head,
                                         std::string_view entry) {
    const auto brackets = read_brackets(text, value.begin, head.end);
    if (!brackets)
        return std::nullopt;
    for (const auto& item : brackets->items)
        if (says(std::string_view(text).substr(item.begin, item.end - item.begin), entry))
            return text;
    if (brackets->items.empty())
        return text.insert(brackets->close, item_of(entry));
    const auto& last = brackets->items.back();
    const auto line_begin = text.rfind('\n', last.begin) + 1;
    const auto before = std::string_view(text).substr(line_begin, last.begin - line_begin);
    const bool own_line = line_begin > value.begin && trimmed(before).empty();
    const Line line = line_at(text, last.begin);
    const std::string next_line = std::string{line_end(text)} + std::string{before};
    if (own_line && line.next <= brackets->close) {
        text.insert(line.end, next_line + item_of(entry) + (brackets->comma_behind ? "," : ""));
        if (!brackets->comma_behind)
            text.insert(last.end, ",");
        return text;
    }
    // Behind a comma that is there already.
    const auto comma = brackets->comma_behind ? text.find(',', last.end) + 1 : last.end;
    return text.insert(comma, (brackets->comma_behind ? "" : ",") +
                                  (own_line ? next_line : std::string{" "}) + item_of(entry));
}

std::string into_items(std::string text, const Value& value, const Head& head,
                       std::string_view entry) {
    const auto first_line = text.rfind('\n', value.begin) + 1;
    const std::string indentation = text.substr(first_line, value.begin - first_line);
    const std::size_t end = end_of_block(text, value.key.next, head.end);
    std::size_t behind = first_line;
    for (std::size_t at = first_line; at < end;) {
        const Line line = line_at(text, at);
        const auto what = trimmed(std::string_view(text).substr(line.begin, line.end - line.begin));
        at = line.next;
        if (what.empty() || what.starts_with('#'))
            continue;
        behind = line.next;
        const auto said = what.starts_with("- ") ? trimmed(what.substr(2)) : std::string_view{};
        if (says(said.substr(0, value_length(said)), entry))
            return text;
    }
    return text.insert(behind, indentation + "- " + item_of(entry) + std::string{line_end(text)});
}

/// A text with commas is a list, too.
std::optional<std::string> into_words(std::string text, const Value& value,
                                      std::string_view entry) {
    const std::string raw = text.substr(value.begin, value.end - value.begin);
    const std::string said = said_by(raw);
    const auto parts = comma_parts(said);
    if (std::any_of(parts.begin(), parts.end(),
                    [&](const auto& part) { return says(part, entry); }))
        return text;
    if (is_plain(entry)) {
        const bool quoted = raw.front() == '"' || raw.front() == '\'';
        return text.insert(value.end - (quoted ? 1 : 0), ", " + std::string{entry});
    }
    std::string list = "[";
    for (const auto& part : parts)
        if (!trimmed(part).empty())
            list += item_of(part) + ", ";
    return text.replace(value.begin, raw.size(), list + item_of(entry) + "]");
}

std::optional<std::string> into(std::string text, const Value& value, const Head& head,
                                std::string_view entry) {
    using enum Value::Kind;
    const std::string end{line_end(text)};
    switch (value.kind) {
        case nothing: return text.insert(value.key.next, "  - " + item_of(entry) + end);
        case tilde:
            return text.replace(value.begin, value.end - value.begin, "[" + item_of(entry) + "]");
        case words: return into_words(std::move(text), value, entry);
        case brackets: return into_brackets(std::move(text), value, head, entry);
        case items: return into_items(std::move(text), value, head, entry);
        case other: break;
    }
    return std::nullopt;
}

/// Whether readers pass it over and look under the next name.
bool says_nothing(const std::string& text, const Value& value) {
    using enum Value::Kind;
    return value.kind == nothing ||
           (value.kind == tilde && text[value.begin] != '"' && text[value.begin] != '\'');
}

}  // namespace

std::optional<std::string> with_list_entry(std::string_view text,
                                           std::span<const std::string> names,
                                           std::string_view entry) {
    auto out = with_head(text);
    if (!out)
        return std::nullopt;
    const FoundHead found = find_head(*out);
    std::optional<Value> chosen;
    for (const std::string& name : names) {
        const auto value = find_value(*out, *found.head, name);
        if (!value || (chosen && says_nothing(*out, *value)))
            continue;
        chosen = value;
        if (!says_nothing(*out, *value))
            break;
    }
    if (chosen)
        return into(std::move(*out), *chosen, *found.head, entry);
    const std::string end{line_end(text)};
    out->insert(found.head->end, names.front() + ":" + end + "  - " + item_of(entry) + end);
    return out;
}

}  // namespace firstline
