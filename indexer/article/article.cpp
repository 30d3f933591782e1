#include "indexer/article/article.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <stdexcept>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace firstline {

namespace {

constexpr auto kStandings = std::to_array<std::pair<Standing, std::string_view>>({
    {Standing::anyone, "public"},
    {Standing::employees, "employees"},
    {Standing::agents, "agents"},
    {Standing::writers, "writers"},
});

/// Keys name folders of an index, so only these stand in them as they are.
bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

std::string encode_group(std::string_view group) {
    std::string out;
    for (const char c : group) {
        if (is_plain(c))
            out += c;
        else
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

std::string decode_group(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (is_plain(text[i])) {
            out += text[i];
            continue;
        }
        unsigned value = 0;
        const char* const end = text.data() + std::min(i + 3, text.size());
        if (text[i] != '%' || i + 2 >= text.size() ||
            std::from_chars(text.data() + i + 1, end, value, 16).ptr != end)
            throw std::invalid_argument("not an audience key");
        out += static_cast<char>(value);
        i += 2;
    }
    return out;
}

}  // namespace

std::string audience_key(const Audience& audience) {
    std::string key;
    for (const auto& [standing, name] : kStandings)
        if (standing == audience.standing)
            key = name;
    char separator = ':';
    for (const auto& group : audience.groups) {
        key += separator + encode_group(group);
        separator = ',';
    }
    return key;
}

Audience audience_from_key(const std::string& key) {
    const std::string_view text = key;
    const auto colon = text.find(':');
    const auto* const found = std::find_if(
        kStandings.begin(), kStandings.end(),
        [name = text.substr(0, colon)](const auto& entry) { return entry.second == name; });
    if (found == kStandings.end())
        throw std::invalid_argument("not an audience key: " + key);
    Audience audience{found->first, {}};
    if (colon != std::string_view::npos) {
        auto rest = text.substr(colon + 1);
        for (bool more = true; more;) {
            const auto comma = rest.find(',');
            audience.groups.push_back(decode_group(rest.substr(0, comma)));
            more = comma != std::string_view::npos;
            rest.remove_prefix(more ? comma + 1 : rest.size());
        }
    }
    if (audience_key(audience) != key ||
        !std::is_sorted(audience.groups.begin(), audience.groups.end()) ||
        std::find(audience.groups.begin(), audience.groups.end(), "") != audience.groups.end() ||
        std::adjacent_find(audience.groups.begin(), audience.groups.end()) != audience.groups.end())
        throw std::invalid_argument("not an audience key: " + key);
    return audience;
}

const char* state_name(State state) {
    switch (state) {
        case State::draft: return "draft";
        case State::unvalidated: return "unvalidated";
        case State::validated: return "validated";
        case State::archived: return "archived";
    }
    return "validated";
}

}  // namespace firstline
