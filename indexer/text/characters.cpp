#include "indexer/text/characters.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include <xapian.h>

namespace firstline {

namespace {

struct Range {
    unsigned first, last;
};

/// Scripts whose words are not parted by blanks, or not by them alone: Han, Hiragana, Katakana,
/// Bopomofo, Hangul and their compatibility forms (Unicode 15, Blocks.txt).
constexpr auto kRunTogether = std::to_array<Range>({{0x2E80, 0x2FDF},
                                                    {0x3005, 0x3007},
                                                    {0x3021, 0x3029},
                                                    {0x3031, 0x3035},
                                                    {0x3038, 0x31FF},
                                                    {0x3400, 0x4DBF},
                                                    {0x4E00, 0x9FFF},
                                                    {0xA960, 0xA97F},
                                                    {0xAC00, 0xD7FF},
                                                    {0xF900, 0xFAFF},
                                                    {0xFF66, 0xFFDC},
                                                    {0x1B000, 0x1B16F},
                                                    {0x20000, 0x3FFFF}});

/// Length of the UTF-8 sequence at `at`, 0 if it is none.
std::size_t sequence_length(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) {
        return i < text.size() ? static_cast<std::uint8_t>(text[i]) : std::uint8_t{0};
    };
    const auto continues = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    const std::uint8_t lead = byte(at);
    const std::uint8_t second = byte(at + 1);
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead <= 0xDF)
        return continues(at + 1) ? 2 : 0;
    if (lead >= 0xE0 && lead <= 0xEF) {
        const bool range = !(lead == 0xE0 && second < 0xA0) && !(lead == 0xED && second > 0x9F);
        return range && continues(at + 1) && continues(at + 2) ? 3 : 0;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        const bool range = !(lead == 0xF0 && second < 0x90) && !(lead == 0xF4 && second > 0x8F);
        return range && continues(at + 1) && continues(at + 2) && continues(at + 3) ? 4 : 0;
    }
    return 0;
}

}  // namespace

std::string lower_ascii(std::string_view text) {
    std::string lower{text};
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

std::size_t character_count(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

bool is_run_together(unsigned c) {
    return c >= kRunTogether.front().first && Xapian::Unicode::is_wordchar(c) &&
           std::any_of(kRunTogether.begin(), kRunTogether.end(),
                       [c](const Range& range) { return c >= range.first && c <= range.last; });
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_ascii_space(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_ascii_space(text.back()))
        text.remove_suffix(1);
    return text;
}

std::vector<std::string_view> comma_parts(std::string_view text) {
    std::vector<std::string_view> parts;
    for (auto comma = text.find(','); comma != std::string_view::npos; comma = text.find(',')) {
        parts.push_back(trimmed(text.substr(0, comma)));
        text.remove_prefix(comma + 1);
    }
    parts.push_back(trimmed(text));
    return parts;
}

std::vector<std::string_view> split_lines(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = text.find('\n');
        auto line = text.substr(0, end);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        lines.push_back(line);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lines;
}

std::optional<std::size_t> find_invalid_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = sequence_length(text, at);
        if (length == 0)
            return at;
        at += length;
    }
    return std::nullopt;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i)
        d[i][0] = i;
    for (std::size_t j = 0; j <= b.size(); ++j)
        d[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, replaced});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    }
    return d[a.size()][b.size()];
}

char32_t next_code_point(std::string_view text, std::size_t& at) {
    const auto byte = [&](std::size_t i) {
        return static_cast<char32_t>(static_cast<std::uint8_t>(text[i]));
    };
    const std::size_t length = sequence_length(text, at);
    if (length <= 1)
        return byte(at++);
    char32_t value = byte(at) & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i)
        value = (value << 6U) | (byte(at + i) & 0x3FU);
    at += length;
    return value;
}

void append_utf8(std::string& out, char32_t c) {
    const auto put = [&out](char32_t byte) { out += static_cast<char>(byte); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0U | (c >> 6U));
        put(0x80U | (c & 0x3FU));
    } else if (c < 0x10000) {
        put(0xE0U | (c >> 12U));
        put(0x80U | ((c >> 6U) & 0x3FU));
        put(0x80U | (c & 0x3FU));
    } else {
        put(0xF0U | (c >> 18U));
        put(0x80U | ((c >> 12U) & 0x3FU));
        put(0x80U | ((c >> 6U) & 0x3FU));
        put(0x80U | (c & 0x3FU));
    }
}

}  // namespace firstline
