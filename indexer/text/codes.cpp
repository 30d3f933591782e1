#include "indexer/text/codes.h"

#include <algorithm>

#include "indexer/text/tokens.h"

namespace firstline {

namespace {

constexpr std::size_t kLongestCode = 48;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool may_stand_in_code(char c) {
    return is_digit(c) || is_letter(c) ||
           std::string_view("-./\\_:+#").find(c) != std::string_view::npos;
}

/// Punctuation that ends a sentence is not the code's, but `C++`, `F#` and `H:` keep theirs.
std::string_view without_outer_punctuation(std::string_view chunk) {
    while (!chunk.empty() && !is_digit(chunk.front()) && !is_letter(chunk.front()))
        chunk.remove_prefix(1);
    if (chunk.size() >= 2 && chunk[1] == ':' && is_letter(chunk[0]) &&
        (chunk.size() == 2 || chunk[2] == '\\' || chunk[2] == '/'))
        return chunk.substr(0, 2);
    while (!chunk.empty() && (chunk.back() == '.' || chunk.back() == '-' || chunk.back() == '/'))
        chunk.remove_suffix(1);
    if (chunk.size() >= 3 && chunk.size() <= 5 && chunk.ends_with("++"))
        return chunk;
    if (chunk.size() == 2 && chunk[1] == '#')
        return chunk;
    while (!chunk.empty() && !is_digit(chunk.back()) && !is_letter(chunk.back()))
        chunk.remove_suffix(1);
    return chunk;
}

bool is_code(std::string_view chunk) {
    if (chunk.size() < 2 || chunk.size() > kLongestCode ||
        chunk.find('/') != std::string_view::npos || chunk.find('\\') != std::string_view::npos)
        return false;
    if (chunk.ends_with("++") || chunk.back() == '#' || chunk.back() == ':')
        return true;
    const bool digits = std::any_of(chunk.begin(), chunk.end(), is_digit);
    const bool letters = std::any_of(chunk.begin(), chunk.end(), is_letter);
    const bool marks = std::any_of(chunk.begin(), chunk.end(),
                                   [](char c) { return !is_digit(c) && !is_letter(c); });
    const bool constant =
        letters && chunk.find('_') != std::string_view::npos &&
        std::none_of(chunk.begin(), chunk.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    return (digits && (letters || marks)) || constant;
}

void add(std::vector<std::string>& codes, std::string code) {
    if (std::find(codes.begin(), codes.end(), code) == codes.end())
        codes.push_back(std::move(code));
}

std::string squashed(std::string_view code) {
    std::string result;
    for (const char c : code)
        if (is_digit(c) || is_letter(c))
            result += c;
    return result;
}

void add_forms(std::vector<std::string>& codes, std::string_view chunk) {
    const std::string code = to_lower(chunk);
    add(codes, code);
    // `c++` squashed would be any `c`.
    if (const std::string plain = squashed(code); plain.size() > 2 && plain != code)
        add(codes, plain);
}

/// `H drive` and `h-drive` say `H:`.
void add_drives(std::vector<std::string>& codes, std::string_view text) {
    TokenReader reader(text);
    std::string before;
    for (Token token; reader.next(token);) {
        if (token.word == "drive" && before.size() == 1 && is_letter(before.front()))
            add(codes, before + ":");
        before = token.word;
    }
}

}  // namespace

std::vector<std::string> codes_in(std::string_view text) {
    std::vector<std::string> codes;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && may_stand_in_code(text[end]))
            ++end;
        if (end == at) {
            ++at;
            continue;
        }
        const std::string_view chunk = without_outer_punctuation(text.substr(at, end - at));
        if (is_code(chunk))
            add_forms(codes, chunk);
        at = end;
    }
    if (text.find("rive") != std::string_view::npos)
        add_drives(codes, text);
    return codes;
}

}  // namespace firstline
