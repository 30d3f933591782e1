#include "server/search/match.h"

#include <algorithm>
#include <utility>

#include "indexer/text/characters.h"
#include "indexer/text/tokens.h"
#include "server/search/chips.h"
#include "server/search/mail_html.h"
#include "server/search/ranking_numbers.h"
#include "server/search/whole_text.h"

namespace firstline {

namespace {

constexpr unsigned kMostMatches = 20;
/// A search reads kMostWordsRead words; what stands behind these bytes would only take time.
constexpr std::size_t kMostTold = 20'000;
constexpr std::size_t kMostPastedRead = 100'000;

bool has_words(std::string_view text) {
    Token token;
    return TokenReader(text).next(token);
}

/// What somebody types is one line of a few words; all else was pasted.
bool is_typed(std::string_view text) {
    if (text.size() > kLongestTyped || text.find_first_of("\r\n") != std::string_view::npos ||
        is_html(text))
        return false;
    std::size_t words = 0;
    bool in_word = false;
    for (const char c : text) {
        const bool blank = is_ascii_space(c);
        words += !blank && !in_word ? 1 : 0;
        in_word = !blank;
    }
    return words <= kMostTypedWords;
}

std::vector<std::string> first_few(const std::vector<std::string>& chips) {
    return {chips.begin(),
            chips.begin() + static_cast<std::ptrdiff_t>(std::min(chips.size(), kMostChips))};
}

/// Conditions that each a chip puts on articles; what has no word in it puts none.
std::vector<Condition> conditions_of(const std::vector<std::string>& pinned) {
    std::vector<Condition> conditions;
    for (const std::string& chip : first_few(pinned))
        if (const auto held = held_by_articles(std::string_view(chip).substr(0, kLongestChip));
            has_words(held))
            conditions.push_back({Condition::Kind::about, std::string(held), false});
    return conditions;
}

}  // namespace

std::string_view name_of(Chip::Kind kind) {
    switch (kind) {
        case Chip::Kind::code: return "code";
        case Chip::Kind::product: return "product";
        case Chip::Kind::version: return "version";
        case Chip::Kind::device: break;
    }
    return "device";
}

Match match_text(Reading& reading, const MatchRequest& request) {
    Match match;
    const std::string_view text = trimmed(request.text);
    match.typed = is_typed(text);
    match.telling = match.typed ? std::string(text) : only_telling_text(text, kMostPastedRead);
    match.telling.resize(std::min(match.telling.size(), kMostTold));
    match.chips = chips_in(match.telling, reading.declared_names());
    if (!request.without.empty())
        match.telling = without_chips(std::move(match.telling), first_few(request.without));
    if (!has_words(match.telling))
        match.telling.clear();
    SearchRequest search{.query = match.telling,
                         .limit = std::clamp(request.limit, 1U, kMostMatches),
                         .operators = match.typed,
                         .whole_text = !match.typed,
                         .told = true};
    search.filter.conditions = conditions_of(request.pinned);
    if (!match.telling.empty() || !search.filter.empty())
        match.results = reading.search(search);
    match.results.query = match.telling;
    return match;
}

}  // namespace firstline
