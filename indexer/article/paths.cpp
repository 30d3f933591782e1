#include "indexer/article/paths.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "indexer/text/characters.h"
#include "indexer/text/tokens.h"

namespace firstline {

namespace {

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

bool is_fragment_folder(std::string_view folder, std::string_view name, const KnowledgeBase& kb) {
    return std::any_of(kb.fragment_folders.begin(), kb.fragment_folders.end(),
                       [&](const std::string& fragment) {
                           const auto wanted = lower_ascii(fragment);
                           return wanted == lower_ascii(name) || wanted == lower_ascii(folder);
                       });
}

}  // namespace

std::optional<std::string> url_name(std::string_view text) {
    text = trimmed(text);
    text = text.substr(0, text.find_first_of("?#"));
    while (text.starts_with('/'))
        text.remove_prefix(1);
    if (text.starts_with("a/"))
        text.remove_prefix(2);
    std::string name;
    for (const auto part : path_parts(text)) {
        if (part == "..")
            return std::nullopt;
        if (part.empty() || part == ".")
            continue;
        if (!name.empty())
            name += '/';
        name += part;
    }
    name = without_md(to_lower(name));
    if (name.empty() || std::any_of(name.begin(), name.end(), is_control))
        return std::nullopt;
    return name;
}

std::string without_md(std::string_view path) {
    if (path.size() > 3 && lower_ascii(path.substr(path.size() - 3)) == ".md")
        path.remove_suffix(3);
    return std::string(path);
}

std::string folder_of(std::string_view path) {
    const auto slash = path.rfind('/');
    return std::string(slash == std::string_view::npos ? "" : path.substr(0, slash));
}

std::optional<std::string> join_below_root(std::string_view base, std::string_view relative) {
    std::vector<std::string_view> parts;
    for (const auto path : {base, relative}) {
        for (const auto part : path_parts(path)) {
            if (part.empty() || part == ".")
                continue;
            if (part != "..") {
                parts.push_back(part);
            } else if (parts.empty()) {
                return std::nullopt;
            } else {
                parts.pop_back();
            }
        }
    }
    return fmt::format("{}", fmt::join(parts, "/"));
}

std::vector<std::string_view> path_parts(std::string_view path) {
    std::vector<std::string_view> parts;
    for (auto slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/')) {
        parts.push_back(path.substr(0, slash));
        path.remove_prefix(slash + 1);
    }
    parts.push_back(path);
    return parts;
}

std::string why_no_article(std::string_view path, const KnowledgeBase& kb) {
    const auto parts = path_parts(path);
    for (const auto part : parts)
        if (part.starts_with('_') || part.starts_with('.'))
            return "hidden";
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
        const auto end = static_cast<std::size_t>(parts[i].data() + parts[i].size() - path.data());
        if (is_fragment_folder(path.substr(0, end), parts[i], kb))
            return "fragment";
    }
    const std::string stem = lower_ascii(without_md(parts.back()));
    constexpr std::array<std::string_view, 4> kAboutTheRepository{"readme", "license", "security",
                                                                  "contributing"};
    for (const auto name : kAboutTheRepository)
        if (stem == name || stem.starts_with(std::string(name) + '.'))
            return std::string(name);
    return {};
}

std::string percent_encoded(std::string_view path) {
    std::string out;
    for (const char c : path) {
        if (is_ascii_alnum(c) || c == '-' || c == '_' || c == '.' || c == '~' || c == '/')
            out += c;
        else
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

std::optional<std::string> percent_decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '%') {
            unsigned value = 0;
            const char* const end = text.data() + std::min(i + 3, text.size());
            if (i + 2 >= text.size() ||
                std::from_chars(text.data() + i + 1, end, value, 16).ptr != end)
                return std::nullopt;
            c = static_cast<char>(value);
            i += 2;
        }
        if (is_control(c))
            return std::nullopt;
        out += c;
    }
    return out;
}

}  // namespace firstline
