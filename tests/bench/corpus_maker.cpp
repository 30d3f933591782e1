#include "tests/bench/corpus_maker.h"

#include <algorithm>
#include <fstream>
#include <string_view>
#include <unordered_set>

#include <fmt/format.h>

#include "indexer/text/tokens.h"
#include "tests/bench/random.h"

namespace firstline {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kParts = 4;
constexpr std::size_t kFilesInFolder = 500;
constexpr unsigned kReusedPercent = 50;

/// The part of a title before or after its middle blank.
std::string half_of(const std::string& title, bool first) {
    const std::size_t blank = title.find(' ', title.size() / 2);
    if (blank == std::string::npos)
        return title;
    return first ? title.substr(0, blank) : title.substr(blank + 1);
}

std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        out += c;
    }
    return out + '"';
}

class CorpusMaker {
public:
    CorpusMaker(const RealTexts& texts, std::uint64_t seed) : texts_(texts), random_(seed) {
        used_.resize(texts.blocks.size());
    }

    std::string article() {
        const RealArticle& shape = random_.one_of(texts_.articles);
        std::string text = "---\ntitle: " + quoted(title()) + "\nproduct: " + quoted(shape.folder);
        if (!shape.topic.empty())
            text += "\ntype: " + quoted(shape.topic);
        if (!shape.applies_to.empty())
            text += "\ntags:";
        for (const auto& tag : shape.applies_to)
            text += "\n  - " + quoted(tag);
        text += "\n---\n\n";
        std::size_t headings = 0;
        for (std::size_t block = 0; block < shape.blocks; ++block) {
            // Headings are spread over the article evenly.
            if (block > 0 && block * shape.headings > headings * shape.blocks) {
                text += "## " + random_.one_of(texts_.headings) + "\n\n";
                ++headings;
            }
            add_block(text);
        }
        return text;
    }

    const MadeCorpus& made() const { return made_; }

    void count_article() { ++made_.articles; }

private:
    std::string title() {
        std::string title = half_of(random_.one_of(texts_.articles).title, true) + ' ' +
                            half_of(random_.one_of(texts_.articles).title, false);
        // New things have titles of their own: one article in three names one.
        if (!new_words_.empty() && random_.below(3) == 0)
            title += " (" + random_.one_of(new_words_) + ")";
        return title;
    }

    void add_block(std::string& out) {
        const std::size_t number = random_.below(texts_.blocks.size());
        const RealBlock& block = texts_.blocks[number];
        made_.tokens += block.tokens;
        if (!used_[number]) {
            used_[number] = true;
            for (const auto& word : block.words)
                made_.vocabulary += words_.insert(word).second ? 1U : 0U;
        }
        std::size_t copied = 0;
        for (const auto& place : block.rare) {
            const auto old =
                std::string_view(block.text).substr(place.begin, place.end - place.begin);
            out += block.text.substr(copied, place.begin - copied);
            out += instead_of(old);
            copied = place.end;
        }
        out += block.text.substr(copied) + '\n';
    }

    std::string instead_of(std::string_view rare) {
        if (static_cast<double>(made_.vocabulary) <
            texts_.growth.words(static_cast<double>(made_.tokens)))
            return new_word(rare);
        if (!new_words_.empty() && random_.chance(kReusedPercent))
            return random_.one_of(new_words_);
        return std::string(rare);
    }

    /// Letters for letters, digits for digits, the rest as it is.
    std::string new_word(std::string_view shape) {
        static constexpr std::string_view kConsonants = "bcdfghjklmnprstvwz", kVowels = "aeiou";
        std::string word(shape);
        std::string key;
        do {
            bool vowel = random_.chance(50);
            for (char& c : word) {
                if (c >= '0' && c <= '9') {
                    c = static_cast<char>('0' + random_.below(10));
                } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
                    const auto letters = vowel ? kVowels : kConsonants;
                    const char letter = letters[random_.below(letters.size())];
                    c = c <= 'Z' ? static_cast<char>(letter - 'a' + 'A') : letter;
                    vowel = !vowel;
                }
            }
            key = to_lower(word);
            if (words_.contains(key))
                word += 'a';  // short shapes run out
        } while (!words_.insert(key).second);
        ++made_.vocabulary;
        new_words_.push_back(word);
        return word;
    }

    const RealTexts& texts_;
    Random random_;
    MadeCorpus made_;
    std::vector<bool> used_;  ///< by block
    std::unordered_set<std::string> words_;
    std::vector<std::string> new_words_;
};

}  // namespace

MadeCorpus make_corpus(const RealTexts& texts, std::size_t articles, std::uint64_t seed,
                       const fs::path& folder) {
    CorpusMaker maker(texts, seed);
    for (std::size_t i = 0; i < articles; ++i) {
        const fs::path below = folder / fmt::format("part-{}", i % kParts) /
                               fmt::format("{:03}", i / kParts / kFilesInFolder);
        if (i / kParts % kFilesInFolder == 0)
            fs::create_directories(below);
        std::ofstream(below / fmt::format("article-{:06}.md", i)) << maker.article();
        maker.count_article();
    }
    return maker.made();
}

}  // namespace firstline
