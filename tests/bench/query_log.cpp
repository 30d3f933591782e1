#include "tests/bench/query_log.h"

#include <algorithm>
#include <unordered_set>

#include "indexer/text/tokens.h"
#include "tests/bench/random.h"

namespace firstline {

namespace {

std::vector<std::string> words_of(const std::string& text) {
    std::vector<std::string> words;
    for (auto& token : tokens_of(std::string_view(text).substr(0, 4000), false))
        words.push_back(std::move(token.word));
    return words;
}

class QueryMaker {
public:
    QueryMaker(const std::vector<PlainText>& texts, std::uint64_t seed)
        : texts_(texts), random_(seed) {}

    std::string fragment() { return running_words(false, 2 + random_.below(3)); }

    std::string description() {
        static const std::vector<std::string> beginnings{
            "i cannot", "how do i", "why does it say", "please help", "since yesterday", "", ""};
        return random_.one_of(beginnings) + ' ' + running_words(true, 8 + random_.below(9));
    }

    std::string typo() {
        std::string text = fragment();
        for (int tries = 0; tries < 20; ++tries) {
            const std::size_t at = random_.below(text.size());
            if (text[at] < 'a' || text[at] > 'z')
                continue;
            if (random_.chance(50))
                text.erase(at, 1);
            else
                text[at] = static_cast<char>('a' + random_.below(26));
            break;
        }
        return text;
    }

    std::string prefix() {
        std::string text = fragment();
        const std::size_t last = text.rfind(' ') + 1;
        const std::size_t letters = text.size() - last;
        return text.substr(0, last + std::min(letters, 2 + random_.below(4)));
    }

private:
    std::string running_words(bool body, std::size_t count) {
        while (true) {
            const PlainText& text = random_.one_of(texts_);
            const auto words = words_of(body ? text.text : text.title);
            if (words.size() < 2)
                continue;
            count = std::min(count, words.size());
            const std::size_t from = random_.below(words.size() - count + 1);
            std::string joined;
            for (std::size_t i = from; i < from + count; ++i)
                joined += (joined.empty() ? "" : " ") + words[i];
            return joined;
        }
    }

    const std::vector<PlainText>& texts_;
    Random random_;
};

}  // namespace

QueryLog make_query_log(const std::vector<PlainText>& texts, std::size_t searches,
                        std::size_t typed, std::uint64_t seed) {
    QueryMaker maker(texts, seed);
    QueryLog log;
    while (log.searches.size() < searches) {
        switch (log.searches.size() % 4) {
            case 0: log.searches.push_back(maker.fragment()); break;
            case 1: log.searches.push_back(maker.description()); break;
            case 2: log.searches.push_back(maker.typo()); break;
            default: log.searches.push_back(maker.prefix());
        }
    }
    std::unordered_set<std::string> known;
    while (log.typed.size() < typed) {
        const std::string text = maker.fragment();
        for (std::size_t size = 2; size <= text.size() && log.typed.size() < typed; ++size)
            if (text[size - 1] != ' ' &&
                (static_cast<unsigned char>(text[size - 1]) & 0x80U) == 0 &&
                known.insert(text.substr(0, size)).second)
                log.typed.push_back(text.substr(0, size));
    }
    return log;
}

}  // namespace firstline
