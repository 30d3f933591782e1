#include "server/http/article_stub.h"

#include <algorithm>

#include "indexer/text/characters.h"
#include "indexer/text/front_matter_edit.h"
#include "server/listen/redaction.h"

namespace firstline {
namespace {

constexpr std::size_t kLongestTitle = 90;
constexpr std::size_t kLongestAlias = 60;
constexpr std::size_t kLongestFileName = 60;
constexpr std::size_t kMostAliases = 8;
/// Of the problem as it was told; redacted() takes so many bytes at a time.
constexpr std::size_t kPiece = 900;
constexpr std::size_t kLongestProblem = 4000;

/// At most so many bytes, cut between words.
std::string cut(std::string_view text, std::size_t longest) {
    if (text.size() <= longest)
        return std::string{text};
    while (longest > 0 && (static_cast<unsigned char>(text[longest]) & 0xC0U) == 0x80U)
        --longest;  // inside a character
    std::string begin{text.substr(0, longest)};
    if (const auto blank = begin.rfind(' '); blank != std::string::npos && blank > 0)
        begin.resize(blank);
    return begin;
}

/// The first sentence or line that has a few words.
std::string first_sentence(std::string_view text) {
    constexpr std::size_t kFewest = 12;  // in bytes: "Hello!" is none
    std::size_t from = 0;
    while (from < text.size()) {
        auto end = from;
        while (end < text.size() && text[end] != '\n' &&
               !((text[end] == '.' || text[end] == '!' || text[end] == '?') &&
                 (end + 1 == text.size() || is_ascii_space(text[end + 1]))))
            ++end;
        const std::string_view sentence = trimmed(text.substr(from, end - from));
        if (sentence.size() >= kFewest)
            return std::string{sentence};
        from = end + 1;
    }
    return std::string{trimmed(text)};
}

/// What stands in quotation marks, as messages do.
std::vector<std::string> quotations(std::string_view text) {
    std::vector<std::string> found;
    for (auto open = text.find('"'); open != std::string_view::npos;) {
        const auto close = text.find('"', open + 1);
        if (close == std::string_view::npos)
            break;
        const std::string_view inside = trimmed(text.substr(open + 1, close - open - 1));
        if (inside.size() > 3 && inside.size() <= kLongestAlias &&
            inside.find('\n') == std::string_view::npos)
            found.emplace_back(inside);
        open = text.find('"', close + 1);
    }
    return found;
}

std::string file_name(std::string_view title) {
    std::string name;
    for (const char c : lower_ascii(title)) {
        if (is_ascii_alnum(c))
            name += c;
        else if (!name.empty() && name.back() != '-')
            name += '-';
    }
    name = name.substr(0, kLongestFileName);
    while (!name.empty() && name.back() == '-')
        name.pop_back();
    return "drafts/" + (name.empty() ? std::string{"new-article"} : name) + ".md";
}

std::vector<std::string> aliases_of(std::string_view telling, const std::vector<Chip>& chips,
                                    const std::vector<std::string>& without,
                                    const std::string& sentence) {
    std::vector<std::string> aliases;
    const auto add = [&](const std::string& text) {
        const std::string alias = redacted(text);
        const bool known = std::any_of(aliases.begin(), aliases.end(), [&](const auto& other) {
            return lower_ascii(other) == lower_ascii(alias);
        });
        if (alias.find_first_not_of("-.:! ") != std::string::npos && !known &&
            aliases.size() < kMostAliases)
            aliases.push_back(alias);
    };
    for (const Chip& chip : chips)
        if (chip.kind == Chip::Kind::code || chip.kind == Chip::Kind::device)
            if (std::find(without.begin(), without.end(), chip.text) == without.end())
                add(chip.text);
    for (const std::string& message : quotations(telling))
        add(message);
    add(cut(sentence, kLongestAlias));
    return aliases;
}

/// As it was told, redacted, each line a quotation: an article says it in its own words. What is
/// redacted is looked for over the ends of lines, too.
std::string problem_of(std::string_view telling) {
    std::string told;
    std::string_view rest = telling.substr(0, std::min(telling.size(), kLongestProblem));
    while (!rest.empty()) {
        std::size_t length = cut(rest, kPiece).size();
        if (const auto line = rest.substr(0, length).rfind('\n');
            length < rest.size() && line != std::string_view::npos)
            length = line + 1;
        length = std::max<std::size_t>(length, 1);
        const std::string_view piece = rest.substr(0, length);
        told += redacted(piece);
        if (piece.ends_with('\n') && !told.ends_with('\n'))
            told += '\n';
        rest.remove_prefix(length);
    }
    std::string out;
    for (const std::string_view line : split_lines(told))
        out += (line.empty() ? ">" : "> ") + std::string{line} + "\n";
    return out;
}

}  // namespace

ArticleStub stub_of(std::string_view telling, const std::vector<Chip>& chips,
                    const std::vector<std::string>& without) {
    const std::string sentence = redacted(first_sentence(telling));
    std::string title = cut(sentence, kLongestTitle);
    if (title.find_first_not_of("-.:! ") == std::string::npos)
        title = "What people would type";
    std::string text = "---\ntitle: " + quoted_yaml(title) + "\naliases:\n";
    for (const std::string& alias : aliases_of(telling, chips, without, sentence))
        text += "  - " + quoted_yaml(alias) + "\n";
    std::string products, systems, environment;
    for (const Chip& chip : chips) {
        if (std::find(without.begin(), without.end(), chip.text) != without.end())
            continue;
        if (chip.kind == Chip::Kind::product)
            products += (products.empty() ? "" : ", ") + quoted_yaml(chip.text);
        if (chip.kind != Chip::Kind::code)
            environment += "- " + chip.text + "\n";
    }
    if (!products.empty())
        text += "product: [" + products + "]\n";
    text += "type: fix\nstate: draft\n---\n\n## Problem\n\n" + problem_of(telling) +
            "\n## Environment\n\n" +
            (environment.empty() ? "Where does it happen: which system, which version, which "
                                   "device?\n"
                                 : environment) +
            "\n## Cause\n\nWhat is behind it? Leave this part out if nobody knows.\n\n"
            "## Resolution\n\n1. The first step.\n2. How one sees that it worked.\n";
    return {file_name(title), std::move(text)};
}

}  // namespace firstline
