#include "tests/bench/real_texts.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "indexer/text/tokens.h"
#include "tests/bench/random.h"

namespace firstline {

namespace {

namespace fs = std::filesystem;

/// Words that occur no more often than this in the corpus are taken for names and codes.
constexpr std::size_t kRareWord = 2;
/// The law does not hold for the first words of a text.
constexpr std::size_t kFirstTokensOfFit = 10'000;

std::string without_quotes(std::string text) {
    while (!text.empty() && (text.back() == ' ' || text.back() == '\r'))
        text.pop_back();
    if (text.size() > 1 && (text.front() == '"' || text.front() == '\'') &&
        text.back() == text.front())
        text = text.substr(1, text.size() - 2);
    return text;
}

std::string value_of(const std::string& line, std::string_view key) {
    return line.starts_with(key) ? without_quotes(line.substr(key.size())) : std::string{};
}

RealArticle article_of(std::istream& head, const std::string& folder) {
    RealArticle article;
    article.folder = folder;
    bool applies = false;
    for (std::string line; std::getline(head, line) && !line.starts_with("---");) {
        if (applies && line.find("- ") != std::string::npos)
            article.applies_to.push_back(without_quotes(line.substr(line.find("- ") + 2)));
        else
            applies = line.starts_with("appliesto:");
        if (const auto title = value_of(line, "title: "); !title.empty())
            article.title = title;
        if (const auto topic = value_of(line, "ms.topic: "); !topic.empty())
            article.topic = topic;
    }
    return article;
}

std::string with_web_links(const std::string& text) {
    std::string out;
    std::size_t copied = 0;
    for (std::size_t at = text.find("]("); at != std::string::npos; at = text.find("](", at + 2)) {
        if (text.compare(at + 2, 4, "http") == 0)
            continue;
        out += text.substr(copied, at + 2 - copied) + "https://kb.example.com/";
        copied = at + 2;
        while (copied < text.size() &&
               std::string_view("./#").find(text[copied]) != std::string::npos)
            ++copied;
    }
    return out + text.substr(copied);
}

bool is_plain_markdown(const std::string& block) {
    return block.find(":::") == std::string::npos && block.find("[!INCLUDE") == std::string::npos;
}

/// The body of one article, block by block.
class BodyReader {
public:
    BodyReader(RealArticle& article, RealTexts& texts) : article_(article), texts_(texts) {}

    void read(std::istream& body) {
        for (std::string line; std::getline(body, line);) {
            if (line.ends_with('\r'))
                line.pop_back();
            if (line.find("```") != std::string::npos)
                fenced_ = !fenced_;
            if (!fenced_ && line.starts_with('#'))
                add_heading(line);
            else if (!fenced_ && line.empty())
                finish();
            else
                block_ += line + '\n';
        }
        finish();
    }

private:
    void add_heading(const std::string& line) {
        finish();
        const auto begin = line.find_first_not_of("# ");
        if (begin == std::string::npos)
            return;
        texts_.headings.push_back(line.substr(begin));
        ++article_.headings;
    }
    void finish() {
        if (!block_.empty() && is_plain_markdown(block_)) {
            texts_.blocks.push_back({.text = with_web_links(block_)});
            ++article_.blocks;
        }
        block_.clear();
    }

    RealArticle& article_;
    RealTexts& texts_;
    std::string block_;
    bool fenced_ = false;
};

void read_file(const fs::path& file, const std::string& folder, RealTexts& texts) {
    std::ifstream in(file);
    std::string first;
    if (!std::getline(in, first) || !first.starts_with("---"))
        return;
    RealArticle article = article_of(in, folder);
    BodyReader(article, texts).read(in);
    if (!article.title.empty() && article.blocks > 0)
        texts.articles.push_back(std::move(article));
}

using WordCounts = std::unordered_map<std::string, std::size_t>;

void find_words(RealTexts& texts) {
    WordCounts counts;
    for (auto& block : texts.blocks) {
        std::unordered_set<std::string> distinct;
        for (auto& token : tokens_of(block.text)) {
            ++counts[token.word];
            ++block.tokens;
            distinct.insert(std::move(token.word));
        }
        block.words.assign(distinct.begin(), distinct.end());
        texts.tokens += block.tokens;
    }
    texts.vocabulary = counts.size();
    for (auto& block : texts.blocks)
        for (const auto& token : tokens_of(block.text, false))
            if (counts.at(token.word) <= kRareWord)
                block.rare.push_back({token.begin, token.end});
}

HeapsLaw fit(const RealTexts& texts) {
    std::vector<std::size_t> order(texts.blocks.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    Random(1).shuffle(order);
    std::unordered_set<std::string_view> words;
    double tokens = 0, n = 0, sum_x = 0, sum_y = 0, sum_xx = 0, sum_xy = 0;
    double next = std::min<double>(kFirstTokensOfFit, static_cast<double>(texts.tokens) / 4);
    for (const std::size_t i : order) {
        words.insert(texts.blocks[i].words.begin(), texts.blocks[i].words.end());
        tokens += static_cast<double>(texts.blocks[i].tokens);
        if (tokens < next)
            continue;
        next *= 1.1;  // each decade of the text counts the same
        const double x = std::log(tokens), y = std::log(static_cast<double>(words.size()));
        n += 1, sum_x += x, sum_y += y, sum_xx += x * x, sum_xy += x * y;
    }
    const double power = (n * sum_xy - sum_x * sum_y) / (n * sum_xx - sum_x * sum_x);
    return {std::exp((sum_y - power * sum_x) / n), power};
}

}  // namespace

double HeapsLaw::words(double tokens) const {
    return scale * std::pow(tokens, power);
}

RealTexts read_real_texts(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.path().extension() == ".md")
            files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    RealTexts texts;
    for (const auto& file : files)
        read_file(file, (*file.lexically_relative(folder).begin()).string(), texts);
    find_words(texts);
    texts.growth = fit(texts);
    return texts;
}

}  // namespace firstline
