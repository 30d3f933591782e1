#include "indexer/text/language.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include <xapian.h>

#include "indexer/text/stop_words.h"

namespace firstline {

namespace {

constexpr std::size_t kGram = 4;
constexpr std::size_t kShortestBeginning = 2;
constexpr std::size_t kLongestBeginning = 12;

/// More distinct words than any language has in daily use; beyond it memory is worth more than
/// time.
constexpr std::size_t kMostStemsRemembered = 200'000;

std::unordered_set<std::string> words_of(std::string_view list) {
    std::unordered_set<std::string> words;
    for (auto& token : tokens_of(list, false))
        words.insert(std::move(token.word));
    return words;
}

/// Byte offsets at which characters begin, and the end.
std::vector<std::size_t> character_starts(std::string_view text) {
    std::vector<std::size_t> starts;
    for (std::size_t at = 0; at < text.size(); ++at)
        if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80)
            starts.push_back(at);
    starts.push_back(text.size());
    return starts;
}

struct Tag {
    std::string_view name;
    std::string_view tag;
};

constexpr auto kTags = std::to_array<Tag>({{"english", "en"},
                                           {"german", "de"},
                                           {"german2", "de"},
                                           {"french", "fr"},
                                           {"spanish", "es"},
                                           {"italian", "it"},
                                           {"portuguese", "pt"},
                                           {"dutch", "nl"},
                                           {"danish", "da"},
                                           {"swedish", "sv"},
                                           {"norwegian", "no"},
                                           {"finnish", "fi"},
                                           {"russian", "ru"},
                                           {"turkish", "tr"},
                                           {"hungarian", "hu"},
                                           {"romanian", "ro"},
                                           {"arabic", "ar"},
                                           {"porter", "en"},
                                           {"earlyenglish", "en"}});

}  // namespace

struct Language::Stemmer {
    Xapian::Stem stem;
};

Language::Language(const std::string& name) : stemmer_(std::make_unique<Stemmer>()) {
    try {
        stemmer_->stem = Xapian::Stem(name == "none" ? "" : name);
    } catch (const Xapian::InvalidArgumentError&) {
        throw std::invalid_argument("unknown language '" + name + "'; known are: none " +
                                    Xapian::Stem::get_available_languages());
    }
    const std::string tag = language_tag(name);
    stop_words_ = words_of(stop_words_for(tag));
    chatter_ = words_of(chatter_for(tag));
}

Language::~Language() = default;
Language::Language(Language&&) noexcept = default;
Language& Language::operator=(Language&&) noexcept = default;

const std::string& Language::stem(const std::string& word) {
    if (const auto known = stems_.find(word); known != stems_.end())
        return known->second;
    if (stems_.size() >= kMostStemsRemembered)
        stems_.clear();
    const bool number = !word.empty() && word.front() >= '0' && word.front() <= '9';
    return stems_.emplace(word, number ? word : stemmer_->stem(word)).first->second;
}

bool is_known_language(const std::string& name) {
    if (name == "none")
        return true;
    try {
        const Xapian::Stem stem(name);
        return !name.empty();
    } catch (const Xapian::InvalidArgumentError&) {
        return false;
    }
}

std::string language_tag(const std::string& name) {
    if (name.size() == 2)
        return name;
    const auto* const found =
        std::find_if(kTags.begin(), kTags.end(), [&](const Tag& tag) { return tag.name == name; });
    return found == kTags.end() ? "und" : std::string(found->tag);
}

std::vector<Stemmed> stemmed_tokens(std::string_view text, Language& language) {
    std::vector<Stemmed> result;
    TokenReader reader(text);
    for (Token token; reader.next(token);) {
        const bool stop = language.is_stop_word(token.word);
        result.push_back({language.stem(token.word), token, stop});
    }
    return result;
}

std::vector<std::string> grams_of_stem(const std::string& stem) {
    const std::string marked = "#" + stem + "#";
    const auto starts = character_starts(marked);
    const std::size_t characters = starts.size() - 1;
    if (characters <= kGram)
        return {marked};
    std::vector<std::string> grams;
    for (std::size_t first = 0; first + kGram <= characters; ++first)
        grams.push_back(marked.substr(starts[first], starts[first + kGram] - starts[first]));
    return grams;
}

std::vector<std::string> beginnings_of(const std::string& word) {
    const auto starts = character_starts(word);
    const std::size_t characters = std::min(starts.size() - 1, kLongestBeginning);
    std::vector<std::string> beginnings;
    for (std::size_t length = std::min(kShortestBeginning, characters); length <= characters;
         ++length)
        beginnings.push_back(word.substr(0, starts[length]));
    return beginnings;
}

std::string longest_beginning(const std::string& word) {
    const auto starts = character_starts(word);
    return word.substr(0, starts[std::min(starts.size() - 1, kLongestBeginning)]);
}

}  // namespace firstline
