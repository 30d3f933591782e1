#include "indexer/text/characters.h"

#include <algorithm>
#include <array>

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

}  // namespace firstline
