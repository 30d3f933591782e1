#include "indexer/article/anchors.h"

#include "indexer/text/characters.h"
#include "indexer/text/tokens.h"

namespace firstline {

namespace {

bool is_letter_or_digit(char32_t c) {
    if (c < 0x80)
        return is_ascii_alnum(static_cast<char>(c)) || c == U'-' || c == U'_';
    const bool latin_sign = c <= 0xBF && c != 0xAA && c != 0xB5 && c != 0xBA;
    const bool sign = (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x3004) ||
                      (c >= 0x3008 && c <= 0x3020) || (c >= 0xFF00 && c <= 0xFF0F) ||
                      (c >= 0xFE00 && c <= 0xFE0F) || c >= 0x1F000;
    return !latin_sign && !sign && c != 0xD7 && c != 0xF7;
}

}  // namespace

std::string heading_slug(std::string_view heading) {
    const std::string lower = to_lower(trimmed(heading));
    std::string slug;
    for (std::size_t at = 0; at < lower.size();) {
        const char32_t c = next_code_point(lower, at);
        if (c == U' ' || c == U'\t' || c == U'\n')
            slug += '-';
        else if (is_letter_or_digit(c))
            append_utf8(slug, c);
    }
    return slug;
}

std::string clean_anchor(std::string_view name) {
    std::string clean;
    for (const char c : name)
        if (is_ascii_alnum(c) || c == '-' || c == '_' || c == '.' || c == ':')
            clean += c;
    return clean;
}

std::string place_id(std::string_view name) {
    return "at." + std::string(name);
}

std::string Anchors::next(std::string_view heading) {
    std::string slug = heading_slug(heading);
    if (slug.empty())
        slug = "section";
    const auto [entry, is_new] = used_.try_emplace(slug, 0);
    if (is_new)
        return slug;
    std::string candidate;
    do
        candidate = slug + '-' + std::to_string(++entry->second);
    while (!used_.try_emplace(candidate, 0).second);
    return candidate;
}

}  // namespace firstline
