#include "server/insight/material_change.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "indexer/text/characters.h"
#include "indexer/text/tokens.h"

namespace firstline {
namespace {

/// Words that turn what follows into its opposite, in the languages that articles are often
/// written in. Apostrophes are dropped, as tokens_of() does.
constexpr auto kNegations = std::to_array<std::string_view>(
    {"no",     "not",    "never", "none",  "nothing", "nobody", "without",  "cannot",  "cant",
     "dont",   "doesnt", "didnt", "wont",  "isnt",    "arent",  "shouldnt", "mustnt",  "unless",
     "except", "nicht",  "kein",  "keine", "keinen",  "nie",    "ohne",     "niemals", "ne",
     "pas",    "jamais", "aucun", "sans",  "nunca",   "ningun", "sin",      "nao",     "sem",
     "non",    "senza",  "mai",   "niet",  "geen",    "zonder", "nooit"});

/// What of a text may not change without its meaning changing, and its words.
struct Parts {
    std::vector<std::string> words;
    std::vector<std::string> code;
    std::vector<std::string> numbers;
    std::vector<std::string> links;
    std::vector<std::string> steps;
    std::vector<std::string> denied;  ///< each negation with the word after it
};

/// Takes what stands between `open` and `close` out of `line` and adds it to `found`.
void take(std::string& line, char open, char close, std::vector<std::string>& found) {
    for (std::size_t begin = line.find(open); begin != std::string::npos;
         begin = line.find(open, begin)) {
        const std::size_t end = line.find(close, begin + 1);
        if (end == std::string::npos)
            return;
        found.push_back(line.substr(begin + 1, end - begin - 1));
        line.replace(begin, end + 1 - begin, 1, ' ');
    }
}

bool is_step(std::string_view line) {
    std::size_t digits = 0;
    while (digits < line.size() && is_ascii_digit(line[digits]))
        ++digits;
    return digits > 0 && digits < line.size() && (line[digits] == '.' || line[digits] == ')') &&
           digits + 1 < line.size() && line[digits + 1] == ' ';
}

bool is_link(std::string_view word) {
    return word.find("://") != std::string_view::npos || word.starts_with("mailto:");
}

void take_bare_links(std::string& line, std::vector<std::string>& found) {
    std::size_t begin = 0;
    while (begin < line.size()) {
        const std::size_t end = std::min(line.find(' ', begin), line.size());
        const std::string_view word = std::string_view{line}.substr(begin, end - begin);
        if (is_link(word)) {
            found.emplace_back(word);
            std::fill(line.begin() + static_cast<std::ptrdiff_t>(begin),
                      line.begin() + static_cast<std::ptrdiff_t>(end), ' ');
        }
        begin = end + 1;
    }
}

bool is_negation(std::string_view word) {
    return std::find(kNegations.begin(), kNegations.end(), word) != kNegations.end();
}

void add_words(Parts& parts, std::string_view line) {
    const auto tokens = tokens_of(line, false);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const std::string& word = tokens[i].word;
        if (std::any_of(word.begin(), word.end(), is_ascii_digit))
            parts.numbers.push_back(word);
        if (is_negation(word))
            parts.denied.push_back(word + " " + (i + 1 < tokens.size() ? tokens[i + 1].word : ""));
        parts.words.push_back(word);
    }
}

Parts parts_of(std::string_view text) {
    Parts parts;
    for (const std::string_view original : split_lines(text)) {
        std::string line{trimmed(original)};
        const bool step = is_step(line);
        if (step)
            // Its number is its place among the steps.
            line.erase(0, line.find(' ') + 1);
        take(line, '`', '`', parts.code);
        take(line, '<', '>', parts.links);
        take_bare_links(line, parts.links);
        if (step)
            parts.steps.push_back(folded_words(line));
        add_words(parts, line);
    }
    return parts;
}

/// The least number of words to remove and to add that make `b` of `a`; nothing if it is more than
/// `most` (Myers 1986: the furthest that so many edits reach on each diagonal).
std::optional<std::size_t> edits(const std::vector<std::string>& a,
                                 const std::vector<std::string>& b, std::size_t most) {
    const auto rows = static_cast<std::ptrdiff_t>(a.size());
    const auto columns = static_cast<std::ptrdiff_t>(b.size());
    const auto limit = static_cast<std::ptrdiff_t>(most);
    std::vector<std::ptrdiff_t> reach(2 * most + 3, 0);
    const auto on = [&](std::ptrdiff_t diagonal) -> std::ptrdiff_t& {
        return reach[static_cast<std::size_t>(diagonal + limit + 1)];
    };
    for (std::ptrdiff_t done = 0; done <= limit; ++done)
        for (std::ptrdiff_t diagonal = -done; diagonal <= done; diagonal += 2) {
            const bool down =
                diagonal == -done || (diagonal != done && on(diagonal - 1) < on(diagonal + 1));
            std::ptrdiff_t x = down ? on(diagonal + 1) : on(diagonal - 1) + 1;
            std::ptrdiff_t y = x - diagonal;
            while (x < rows && y < columns &&
                   a[static_cast<std::size_t>(x)] == b[static_cast<std::size_t>(y)]) {
                ++x;
                ++y;
            }
            on(diagonal) = x;
            if (x >= rows && y >= columns)
                return static_cast<std::size_t>(done);
        }
    return std::nullopt;
}

}  // namespace

bool material_change(std::string_view before, std::string_view after) {
    if (before == after)
        return false;
    const Parts a = parts_of(before);
    const Parts b = parts_of(after);
    if (a.code != b.code || a.numbers != b.numbers || a.links != b.links || a.steps != b.steps ||
        a.denied != b.denied)
        return true;
    const double small = kSmallEdit * static_cast<double>(a.words.size());
    // A word that was replaced is one removed and one added.
    const auto needed = edits(a.words, b.words, static_cast<std::size_t>(2 * small));
    if (!needed)
        return true;
    const std::size_t longer = std::max(a.words.size(), b.words.size());
    const std::size_t kept = (a.words.size() + b.words.size() - *needed) / 2;
    return static_cast<double>(longer - kept) > small;
}

}  // namespace firstline
