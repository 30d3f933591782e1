#include "server/search/chips.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>

#include "indexer/text/characters.h"
#include "server/search/chip_words.h"

namespace firstline {

namespace {

using Kind = Chip::Kind;

struct Row {
    Kind kind;
    Recogniser* recognise;
};

/// The first that knows a word has it.
constexpr auto kRecognisers = std::to_array<Row>({
    {Kind::code, error_number},
    {Kind::version, version},
    {Kind::device, model},
    {Kind::code, code},
    {Kind::code, exception_name},
    {Kind::code, drive},
    {Kind::device, host},
});

/// Where a chip stands, and which go first if there are too many.
struct Place {
    std::size_t begin = 0;
    std::size_t end = 0;
    Kind kind = Kind::code;
    unsigned rank = 0;

    std::size_t size() const { return end - begin; }
};

constexpr unsigned kRankOfProduct = 1;
constexpr unsigned kRankOfTag = 2;

void add_exact(std::vector<Place>& places, const std::vector<ChipWord>& words) {
    for (std::size_t i = 0; i < words.size();) {
        std::size_t taken = 0;
        for (const auto& [kind, recognise] : kRecognisers) {
            if (words[i].hidden)
                break;
            taken = recognise(ChipWords(words).subspan(i));
            if (taken == 0)
                continue;
            places.push_back({words[i].begin, words[i + taken - 1].end, kind, 0});
            break;
        }
        i += std::max<std::size_t>(taken, 1);
    }
}

bool is_hidden(const NamedAt& name, const std::vector<ChipWord>& words) {
    const auto at =
        std::lower_bound(words.begin(), words.end(), name.begin,
                         [](const ChipWord& word, std::size_t to) { return word.end <= to; });
    return at != words.end() && at->begin < name.end && at->hidden;
}

/// Of those that overlap the longest stays; the others are not asked for twice.
std::vector<Place> apart(std::vector<Place> places) {
    std::stable_sort(places.begin(), places.end(),
                     [](const Place& a, const Place& b) { return a.size() > b.size(); });
    std::vector<Place> by_begin;
    std::set<std::pair<std::size_t, std::size_t>> taken;  // begin, end; they never overlap
    for (const Place& place : places) {
        const auto next = taken.lower_bound({place.begin, 0});
        const bool runs_into = next != taken.end() && next->first < place.end;
        const bool begins_in = next != taken.begin() && std::prev(next)->second > place.begin;
        if (runs_into || begins_in)
            continue;
        taken.emplace(place.begin, place.end);
        by_begin.push_back(place);
    }
    std::sort(by_begin.begin(), by_begin.end(),
              [](const Place& a, const Place& b) { return a.begin < b.begin; });
    return by_begin;
}

std::string one_line(std::string_view text) {
    std::string line;
    for (const char c : text) {
        if (!is_ascii_space(c))
            line += c;
        else if (!line.ends_with(' '))
            line += ' ';
    }
    return line;
}

bool is_word_byte(char c) {
    return is_ascii_alnum(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

/// How many bytes of `text` the chip takes at its beginning; 0 if it does not stand there.
std::size_t stands_at(std::string_view text, std::string_view chip) {
    std::size_t at = 0;
    for (std::size_t i = 0; i < chip.size(); ++i) {
        if (at == text.size())
            return 0;
        if (chip[i] == ' ') {
            if (!is_ascii_space(text[at]))
                return 0;
            while (at < text.size() && is_ascii_space(text[at]))
                ++at;
        } else if (text[at++] != chip[i]) {
            return 0;
        }
    }
    return at;
}

void take_out(std::string& text, std::string_view chip) {
    const std::string lower = lower_ascii(text);
    const std::string wanted = lower_ascii(one_line(trimmed(chip)));
    if (wanted.empty())
        return;
    const bool begins_word = is_word_byte(wanted.front()), ends_word = is_word_byte(wanted.back());
    for (auto at = lower.find(wanted.front()); at != std::string::npos;
         at = lower.find(wanted.front(), at + 1)) {
        if (begins_word && at > 0 && is_word_byte(lower[at - 1]))
            continue;
        const auto size = stands_at(std::string_view(lower).substr(at), wanted);
        if (size == 0 || (ends_word && at + size < lower.size() && is_word_byte(lower[at + size])))
            continue;
        std::fill_n(text.begin() + static_cast<std::ptrdiff_t>(at), size, ' ');
        at += size - 1;
    }
}

}  // namespace

std::vector<Chip> chips_in(std::string_view telling, const DeclaredNames& names) {
    const auto words = chip_words(telling);
    std::vector<Place> places;
    add_exact(places, words);
    for (const NamedAt& name : names.in(telling))
        if (!is_hidden(name, words))
            places.push_back(
                {name.begin, name.end, Kind::product, name.is_tag ? kRankOfTag : kRankOfProduct});
    struct Told {
        Chip chip;
        std::size_t begin;
        unsigned rank;
    };
    std::vector<Told> told;
    std::set<std::string> known;
    for (const Place& place : apart(std::move(places))) {
        std::string text = one_line(telling.substr(place.begin, place.size()));
        if (text.size() <= kLongestChip && known.insert(lower_ascii(text)).second)
            told.push_back({{place.kind, std::move(text)}, place.begin, place.rank});
    }
    if (told.size() > kMostChips) {
        std::stable_sort(told.begin(), told.end(),
                         [](const Told& a, const Told& b) { return a.rank < b.rank; });
        told.erase(told.begin() + static_cast<std::ptrdiff_t>(kMostChips), told.end());
        std::sort(told.begin(), told.end(),
                  [](const Told& a, const Told& b) { return a.begin < b.begin; });
    }
    std::vector<Chip> chips;
    chips.reserve(told.size());
    for (Told& one : told)
        chips.push_back(std::move(one.chip));
    return chips;
}

std::string without_chips(std::string text, const std::vector<std::string>& chips) {
    for (const std::string& chip : chips)
        take_out(text, std::string_view(chip).substr(0, kLongestChip));
    return text;
}

std::string_view held_by_articles(std::string_view chip) {
    const auto words = chip_words(chip);
    if (words.empty() || error_number(words) != words.size())
        return chip;
    return words.back().text;
}

}  // namespace firstline
