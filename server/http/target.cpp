#include "server/http/target.h"

#include <algorithm>
#include <cstdint>

#include "indexer/text/characters.h"

namespace firstline {
namespace {

constexpr std::size_t kMostWordBytes = 200;
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

int hex_digit(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/// In a query a plus stands for a blank; in a path it is a plus.
std::string decode(std::string_view text, bool plus_is_blank) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escape = text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 &&
                            hex_digit(text[i + 2]) >= 0;
        if (escape) {
            out += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
            i += 2;
        } else {
            out += text[i] == '+' && plus_is_blank ? ' ' : text[i];
        }
    }
    return valid_utf8(out);
}

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

std::string encode(std::string_view text, std::string_view kept) {
    static constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        if (is_ascii_alnum(c) || kept.find(c) != std::string_view::npos) {
            out += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            out += '%';
            out += kHex[byte >> 4U];
            out += kHex[byte & 0xFU];
        }
    }
    return out;
}

std::vector<std::pair<std::string, std::string>> parse_query(std::string_view query) {
    std::vector<std::pair<std::string, std::string>> parameters;
    while (!query.empty()) {
        const std::string_view pair = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(query.size(), pair.size() + 1));
        const std::size_t equals = pair.find('=');
        const std::string_view name = pair.substr(0, equals);
        if (name.empty())
            continue;
        const std::string_view value =
            equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1);
        parameters.emplace_back(decode(name, true), decode(value, true));
    }
    return parameters;
}

}  // namespace

const std::string* Target::parameter(std::string_view name) const {
    for (const auto& [key, value] : parameters)
        if (key == name)
            return &value;
    return nullptr;
}

std::vector<std::string> Target::all(std::string_view name) const {
    std::vector<std::string> values;
    for (const auto& [key, value] : parameters)
        if (key == name && !value.empty())
            values.push_back(value);
    return values;
}

std::optional<Target> parse_target(std::string_view raw) {
    raw = raw.substr(0, raw.find('#'));
    if (raw.empty() || raw.front() != '/')
        return std::nullopt;
    const std::size_t question = raw.find('?');
    Target target;
    target.path = decode(raw.substr(0, question), false);
    if (std::any_of(target.path.begin(), target.path.end(), is_control))
        return std::nullopt;
    if (question != std::string_view::npos)
        target.parameters = parse_query(raw.substr(question + 1));
    return target;
}

std::string encode_path(std::string_view path) {
    return encode(path, "-._~/");
}

std::string encode_url(std::string_view url) {
    return encode(url, "-._~/:?#[]@!$&'()*+,;=%");
}

std::string valid_utf8(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (const auto wrong = find_invalid_utf8(text)) {
        out += text.substr(0, *wrong);
        out += kReplacement;
        text.remove_prefix(*wrong + 1);
    }
    return out += text;
}

std::string words_of_path(std::string_view path) {
    const std::size_t name = path.find_last_of('/') + 1;  // npos + 1 is 0
    const std::size_t dot = path.find_last_of('.');
    if (dot != std::string_view::npos && dot > name)
        path = path.substr(0, dot);
    std::string words;
    for (const char c : path) {
        const bool gap = std::string_view{"/-_. \t"}.find(c) != std::string_view::npos;
        if (!gap)
            words += c;
        else if (!words.empty() && words.back() != ' ')
            words += ' ';
        if (words.size() == kMostWordBytes)
            break;
    }
    while (!words.empty() && words.back() == ' ')
        words.pop_back();
    // The cut may have fallen inside a character.
    while (!words.empty() && valid_utf8(words) != words)
        words.pop_back();
    return words;
}

std::string_view without_outer_slashes(std::string_view path) {
    while (path.starts_with('/'))
        path.remove_prefix(1);
    while (path.ends_with('/'))
        path.remove_suffix(1);
    return path;
}

}  // namespace firstline
