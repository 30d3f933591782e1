#include "indexer/article/yaml_value.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <yaml-cpp/yaml.h>

#include "indexer/text/characters.h"

namespace firstline {

namespace {

/// Aliases (`*a`) let a short text stand for an endless one.
constexpr int kMostNodes = 20'000;
constexpr int kDeepest = 32;

struct Conversion {
    const std::string& path;
    int first_line;
    Problems& problems;
    int nodes = 0;

    int line_of(const YAML::Node& node) const { return first_line + std::max(node.Mark().line, 0); }
};

YamlValue convert(const YAML::Node& node, Conversion& conversion, int depth);

void convert_map(const YAML::Node& node, YamlValue& value, Conversion& conversion, int depth) {
    for (const auto& entry : node) {
        if (!entry.first.IsScalar()) {
            conversion.problems.push_back({conversion.path, conversion.line_of(entry.first),
                                           Severity::warning, "yaml-key",
                                           "a key must be a single word, this one is left out"});
            continue;
        }
        const std::string key = entry.first.Scalar();
        if (std::find(value.keys.begin(), value.keys.end(), key) != value.keys.end()) {
            conversion.problems.push_back(
                {conversion.path, conversion.line_of(entry.first), Severity::warning,
                 "duplicate-key",
                 fmt::format("`{}` stands here twice, the first one counts", key)});
            continue;
        }
        auto item = convert(entry.second, conversion, depth + 1);
        item.line = conversion.line_of(entry.first);
        value.keys.push_back(key);
        value.items.push_back(std::move(item));
    }
}

YamlValue convert(const YAML::Node& node, Conversion& conversion, int depth) {
    if (++conversion.nodes > kMostNodes || depth > kDeepest)
        throw YAML::ParserException(node.Mark(), "too many or too deeply nested values");
    YamlValue value;
    value.line = conversion.line_of(node);
    if (node.IsScalar()) {
        value.kind = YamlValue::Kind::scalar;
        value.scalar = node.Scalar();
        value.quoted = node.Tag() == "!";
    } else if (node.IsSequence()) {
        value.kind = YamlValue::Kind::list;
        for (const auto& item : node)
            value.items.push_back(convert(item, conversion, depth + 1));
    } else if (node.IsMap()) {
        value.kind = YamlValue::Kind::map;
        convert_map(node, value, conversion, depth);
    }
    return value;
}

/// Entries of a top-level map, each of which starts with a key in the first column.
std::vector<std::pair<int, std::string>> entries_of(std::string_view text) {
    std::vector<std::pair<int, std::string>> entries;
    int line = 0;
    for (const auto row : split_lines(text)) {
        const bool starts = !row.empty() && row.find(':') != std::string_view::npos &&
                            (is_ascii_alnum(row[0]) || row[0] == '"' || row[0] == '\'');
        if (starts || entries.empty())
            entries.emplace_back(line, "");
        entries.back().second.append(row).push_back('\n');
        ++line;
    }
    return entries;
}

/// `title: Error: it failed` is no YAML, but there is no doubt what it means.
void take_as_text(std::string_view entry, int line, YamlValue& value) {
    entry = trimmed(entry);
    const auto colon = entry.find(": ");
    if (colon == std::string_view::npos || entry.find('\n') != std::string_view::npos)
        return;
    const auto text = trimmed(entry.substr(colon + 2));
    if (text.empty() ||
        std::string_view("[{&*!|>%@`\"'").find(text.front()) != std::string_view::npos)
        return;
    YamlValue scalar;
    scalar.kind = YamlValue::Kind::scalar;
    scalar.scalar = text;
    scalar.line = line;
    value.keys.emplace_back(entry.substr(0, colon));
    value.items.push_back(std::move(scalar));
}

YamlValue salvage(std::string_view text, const std::string& path, int first_line,
                  Problems& problems) {
    YamlValue value;
    value.kind = YamlValue::Kind::map;
    for (const auto& [line, entry] : entries_of(text)) {
        try {
            Conversion conversion{path, first_line + line, problems};
            auto part = convert(YAML::Load(entry), conversion, 0);
            if (!part.is_map())
                continue;
            for (std::size_t i = 0; i < part.keys.size(); ++i) {
                value.keys.push_back(part.keys[i]);
                value.items.push_back(std::move(part.items[i]));
            }
        } catch (const YAML::Exception&) {
            take_as_text(entry, first_line + line, value);  // reported for the whole document
        }
    }
    return value;
}

}  // namespace

const YamlValue* YamlValue::find(std::string_view key) const {
    for (std::size_t i = 0; i < keys.size(); ++i)
        if (lower_ascii(keys[i]) == lower_ascii(key))
            return &items[i];
    return nullptr;
}

YamlDocument parse_yaml(std::string_view text, const std::string& path, int first_line,
                        Problems& problems) {
    const std::size_t before = problems.size();
    try {
        Conversion conversion{path, first_line, problems};
        return {convert(YAML::Load(std::string(text)), conversion, 0), false};
    } catch (const YAML::Exception& e) {
        problems.resize(before);
        problems.push_back({path, first_line + std::max(e.mark.line, 0), Severity::error, "yaml",
                            fmt::format("this is not YAML: {}", e.msg)});
        return {salvage(text, path, first_line, problems), true};
    }
}

std::string scalar_text(const YamlValue& value) {
    return value.is_scalar() ? std::string(trimmed(value.scalar)) : std::string();
}

std::vector<std::string> text_list(const YamlValue& value) {
    std::vector<std::string> list;
    const auto add = [&list](std::string_view text) {
        if (const auto entry = trimmed(text); !entry.empty())
            list.emplace_back(entry);
    };
    if (value.is_list()) {
        for (const auto& item : value.items)
            add(item.scalar);
    } else if (value.is_scalar()) {
        std::string_view rest = value.scalar;
        for (auto comma = rest.find(','); comma != std::string_view::npos; comma = rest.find(',')) {
            add(rest.substr(0, comma));
            rest.remove_prefix(comma + 1);
        }
        add(rest);
    }
    return list;
}

std::optional<bool> truth(const YamlValue& value) {
    const std::string word = lower_ascii(scalar_text(value));
    if (word == "true" || word == "yes" || word == "on" || word == "1")
        return true;
    if (word == "false" || word == "no" || word == "off" || word == "0")
        return false;
    return std::nullopt;
}

nlohmann::ordered_json to_json(const YamlValue& value) {
    switch (value.kind) {
        case YamlValue::Kind::null: return nullptr;
        case YamlValue::Kind::list: {
            auto list = nlohmann::ordered_json::array();
            for (const auto& item : value.items)
                list.push_back(to_json(item));
            return list;
        }
        case YamlValue::Kind::map: {
            auto map = nlohmann::ordered_json::object();
            for (std::size_t i = 0; i < value.keys.size(); ++i)
                map[value.keys[i]] = to_json(value.items[i]);
            return map;
        }
        case YamlValue::Kind::scalar: break;
    }
    if (!value.quoted) {
        if (value.scalar == "true" || value.scalar == "false")
            return value.scalar == "true";
        const char* const end = value.scalar.data() + value.scalar.size();
        std::int64_t whole = 0;
        if (std::from_chars(value.scalar.data(), end, whole).ptr == end && !value.scalar.empty())
            return whole;
        double number = 0;
        if (std::from_chars(value.scalar.data(), end, number).ptr == end && !value.scalar.empty())
            return number;
    }
    return value.scalar;
}

}  // namespace firstline
