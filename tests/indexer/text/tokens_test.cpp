#include "indexer/text/tokens.h"

#include <bitset>
#include <iterator>
#include <random>

#include <doctest/doctest.h>

using firstline::folded_words;
using firstline::Token;
using firstline::TokenReader;
using firstline::tokens_of;

namespace {

std::vector<std::string> words(std::string_view text) {
    std::vector<std::string> words;
    for (const auto& token : tokens_of(text))
        words.push_back(token.word);
    return words;
}

}  // namespace

TEST_CASE("a text is cut into the words people search for") {
    struct Case {
        std::string_view text;
        std::vector<std::string> words;
    };
    const Case cases[] = {
        {"Printer WON'T print!", {"printer", "wont", "print"}},
        {"won’t", {"wont"}},
        {"version 5.7.1.", {"version", "5.7.1"}},
        {"1,000 users", {"1,000", "users"}},
        {"64-bit", {"64", "bit"}},
        {"OpenMail", {"openmail", "open", "mail"}},
        {"MX3070", {"mx3070", "mx", "3070"}},
        {"file_name", {"file_name", "file", "name"}},
        {"0x80070005", {"0x80070005", "80070005"}},
        {"Größe ÄNDERN", {"größe", "ändern"}},
        {"the users' files", {"the", "users", "files"}},
        {"'quoted'", {"quoted"}},
        {"a.b", {"a", "b"}},
        {"プリンターが印刷しない",
         {"プリ", "リン", "ンタ", "ター", "ーが", "が印", "印刷", "刷し", "しな", "ない"}},
        {"打印机无法打印。", {"打印", "印机", "机无", "无法", "法打", "打印"}},
        {"비밀번호", {"비밀", "밀번", "번호"}},
        {"Windowsの更新、64ビット VPN接続",
         {"windows", "の更", "更新", "64", "ビッ", "ット", "vpn", "接続"}},
        {"本 書", {"本", "書"}},
        {"...", {}},
        {"", {}},
    };
    for (const auto& [text, expected] : cases) {
        CAPTURE(text);
        CHECK(words(text) == expected);
    }
}

TEST_CASE("a token knows where it stands in the text") {
    const std::string text = "It won't open OpenMail.";
    const auto tokens = tokens_of(text);
    REQUIRE(tokens.size() == 6);
    CHECK(text.substr(tokens[1].begin, tokens[1].end - tokens[1].begin) == "won't");
    CHECK(text.substr(tokens[3].begin, tokens[3].end - tokens[3].begin) == "OpenMail");
    CHECK(tokens[4].piece);
    CHECK(text.substr(tokens[5].begin, tokens[5].end - tokens[5].begin) == "Mail");
}

TEST_CASE("two writings of one title fold to the same words") {
    CHECK(folded_words("Printer won't print!") == folded_words("  printer WONT, print"));
    CHECK(folded_words("") == "");
}

TEST_CASE("a very long word is cut, not refused") {
    const auto tokens = tokens_of(std::string(100'000, 'x'));
    REQUIRE(tokens.size() == 1);
    CHECK(tokens[0].word.size() == 64);
    CHECK(tokens[0].end == 100'000);
}

TEST_CASE("any bytes at all are cut into tokens that lie inside the text, in order") {
    std::mt19937 random(7);
    for (int round = 0; round < 2000; ++round) {
        std::string text(random() % 40, ' ');
        for (auto& c : text)
            c = static_cast<char>(random());
        std::size_t last_begin = 0;
        for (const auto& token : tokens_of(text)) {
            CHECK(token.begin < token.end);
            CHECK(token.end <= text.size());
            CHECK(token.begin >= last_begin);
            last_begin = token.piece ? last_begin : token.begin;
        }
    }
}

TEST_CASE("a reader of words that begin with certain bytes misses none of them") {
    std::bitset<256> wanted;
    for (const char c : {'a', 'm', 'x', '3', '_'})
        wanted.set(static_cast<unsigned char>(c));
    for (std::size_t byte = 0x80; byte < wanted.size(); ++byte)
        wanted.set(byte);
    const auto is_wanted = [&](const Token& token) {
        return !token.word.empty() && wanted.test(static_cast<unsigned char>(token.word.front()));
    };
    constexpr std::string_view kPieces[] = {"a", "Mx",   "mail", "OpenMail", "MX",  "30", "_",
                                            "'", ".",    ",",    " ",        "\n",  "é",  "Ü",
                                            "’", "プリ", "xA",   "zoo",      "\xff"};
    std::mt19937 random(7);
    for (int i = 0; i < 2000; ++i) {
        std::string text;
        for (auto n = random() % 20; n > 0; --n)
            text += kPieces[random() % std::size(kPieces)];
        INFO(text);
        std::vector<Token> all = tokens_of(text), some;
        TokenReader reader(text, wanted);
        for (Token token; reader.next(token);)
            some.push_back(token);
        std::erase_if(all, [&](const Token& token) { return !is_wanted(token); });
        std::erase_if(some, [&](const Token& token) { return !is_wanted(token); });
        REQUIRE(all.size() == some.size());
        for (std::size_t n = 0; n < all.size(); ++n) {
            CHECK(all[n].word == some[n].word);
            CHECK(all[n].begin == some[n].begin);
            CHECK(all[n].end == some[n].end);
        }
    }
}

TEST_CASE("a word of letters alone is read like one that takes a closer look") {
    // Without its apostrophe the first is read at once; with it, letter by letter.
    CHECK(words("WONT print") == words("WON'T print"));
    CHECK(words("InDesign VPN") == words("InDesign VP'N"));
    CHECK(words(std::string(70, 'A')) == words(std::string(69, 'A') + "'A"));
}
