#include "server/search/offers.h"

#include <set>

#include "server/search/ranking_numbers.h"
#include "server/search/whole_text.h"

namespace firstline {
namespace {

using namespace ranking;

/// How sure the best article must be before anything is offered.
double least_for(std::size_t words) {
    return words <= kFewTellingWords ? kSureOfFewWords : kSureOfText;
}

std::vector<Hit> sure_hits(const std::string& text, unsigned most, Language& language,
                           Reading& reading) {
    const std::string telling = telling_text(text);
    const std::size_t words = telling_words(telling, language);
    if (words < kLeastTellingWords)
        return {};
    // A few lines are corrected as if they were typed into the box: without that, of the texts with
    // a slip in them not half as many find their article.
    const bool whole_text = tokens_of(telling, false).size() > kMostTerms;
    auto hits =
        reading
            .search({.query = telling, .limit = most, .whole_text = whole_text, .only_sure = true})
            .hits;
    if (hits.empty() || hits.front().confidence < least_for(words))
        return {};
    std::erase_if(hits, [](const Hit& hit) { return hit.confidence < kSureBesideBetter; });
    return hits;
}

}  // namespace

std::size_t telling_words(std::string_view text, Language& language) {
    std::set<std::string> stems;
    for (const auto& token : tokens_of(text, false))
        if (!language.is_stop_word(token.word) && !language.is_chatter(token.word))
            stems.insert(language.stem(token.word));
    return stems.size();
}

std::vector<Hit> offers_for(const Writing& writing, unsigned most, Reading& reading) {
    Language language(reading.manifest().kb.language);
    auto offers = sure_hits(writing.subject + "\n" + writing.text, most, language, reading);
    // A subject says it in a few words; the story below it must not take away what they find. With
    // the first 12 words in its place, the software maker's forum has the right article offered to
    // 60 of 100 instead of 52, and 94 of 100 offers hold it instead of 97.
    if (offers.empty() && !writing.subject.empty() && !writing.text.empty())
        offers = sure_hits(writing.subject, most, language, reading);
    return offers;
}

}  // namespace firstline
