#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "indexer/checks/checks.h"
#include "indexer/text/characters.h"

namespace firstline {

namespace {

/// A key that tells what it is by how it begins.
struct KeyShape {
    std::string_view prefix;
    std::size_t least;  ///< characters behind the prefix
    std::size_t most;
    const char* name;
};

constexpr auto kKeys = std::to_array<KeyShape>({
    {"AKIA", 16, 16, "an AWS access key"},
    {"ASIA", 16, 16, "an AWS access key"},
    {"ghp_", 36, 36, "a GitHub token"},
    {"gho_", 36, 36, "a GitHub token"},
    {"ghs_", 36, 36, "a GitHub token"},
    {"github_pat_", 60, 90, "a GitHub token"},
    {"glpat-", 20, 30, "a GitLab token"},
    {"xoxb-", 20, 90, "a Slack token"},
    {"xoxp-", 20, 90, "a Slack token"},
    {"AIza", 35, 35, "a Google API key"},
    {"sk_live_", 20, 120, "a Stripe key"},
    {"AccountKey=", 60, 90, "a storage account's key"},
    {"SharedAccessKey=", 40, 60, "a shared access key"},
});

bool is_key_character(char c) {
    return is_ascii_alnum(c) || c == '_' || c == '-' || c == '/' || c == '+' || c == '=';
}

/// Few different characters, or a word that says so: it only shows where a secret would stand.
bool is_placeholder(std::string_view value) {
    const std::string lower = lower_ascii(value);
    for (const char* const word :
         {"example",  "xxx",   "your",     "placeholder", "password", "passwd",   "pass@word",
          "p@ss",     "p@$$",  "passw0rd", "pa$$",        "secret",   "changeme", "redacted",
          "sample",   "dummy", "string",   "value",       "token",    "enter",    "contoso",
          "fabrikam", "****",  "....",     "abc",         "123",      "none",     "null",
          "true",     "false", "test",     "key"})
        if (lower.find(word) != std::string::npos)
            return true;
    if (lower.find_first_of("<>$%{}[]*\\ …") != std::string::npos)
        return true;
    std::string letters = lower;
    std::sort(letters.begin(), letters.end());
    return std::unique(letters.begin(), letters.end()) - letters.begin() < 5;
}

/// The name of a key that stands whole in the line.
const char* key_in(std::string_view line) {
    for (const auto& shape : kKeys)
        for (auto at = line.find(shape.prefix); at != std::string_view::npos;
             at = line.find(shape.prefix, at + 1)) {
            const auto begin = at + shape.prefix.size();
            auto end = begin;
            while (end < line.size() && is_key_character(line[end]))
                ++end;
            const auto value = line.substr(begin, end - begin);
            const bool starts_word = at == 0 || !is_key_character(line[at - 1]);
            const bool has_digit = std::any_of(value.begin(), value.end(), is_ascii_digit);
            if (starts_word && has_digit && value.size() >= shape.least &&
                value.size() <= shape.most && !is_placeholder(value))
                return shape.name;
        }
    return nullptr;
}

bool begins_private_key(const std::vector<MarkdownLine>& lines, std::size_t i) {
    const auto text = lines[i].text;
    if (text.find("-----BEGIN ") == std::string_view::npos ||
        text.find("PRIVATE KEY-----") == std::string_view::npos || i + 1 >= lines.size())
        return false;
    const auto next = trimmed(lines[i + 1].text);
    return next.size() >= 40 && std::all_of(next.begin(), next.end(), is_key_character) &&
           !is_placeholder(next.substr(0, 32));
}

/// `hunter2` of `https://anna:hunter2@host`.
std::optional<std::string_view> password_in_url(std::string_view line) {
    for (auto at = line.find("://"); at != std::string_view::npos; at = line.find("://", at + 3)) {
        const auto begin = at + 3;
        const auto end = std::min(line.find_first_of("/ \t\"'`)>?#", begin), line.size());
        const auto host = line.substr(begin, end - begin);
        const auto sign = host.rfind('@');
        const auto colon = host.find(':');
        if (sign == std::string_view::npos || colon == std::string_view::npos || colon > sign)
            continue;
        const auto value = host.substr(colon + 1, sign - colon - 1);
        if (value.size() >= 4 && !is_placeholder(value))
            return value;
    }
    return std::nullopt;
}

/// The quoted value behind `password = `, `"client_secret": ` and the like.
std::optional<std::string_view> assigned_password(std::string_view line) {
    const std::string lower = lower_ascii(line);
    for (const std::string_view name : {"password", "passwd", "pwd", "secret", "api_key", "apikey"})
        for (auto at = lower.find(name); at != std::string::npos; at = lower.find(name, at + 1)) {
            auto rest = line.substr(at + name.size());
            if (rest.starts_with('"') || rest.starts_with('\''))
                rest.remove_prefix(1);
            rest = trimmed(rest);
            if (rest.empty() || (rest[0] != '=' && rest[0] != ':'))
                continue;
            rest = trimmed(rest.substr(1));
            if (rest.size() < 8 || (rest[0] != '"' && rest[0] != '\''))
                continue;
            const auto end = rest.find(rest[0], 1);
            const auto value = rest.substr(1, std::min(end, rest.size()) - 1);
            if (end != std::string_view::npos && value.size() >= 6 && !is_placeholder(value))
                return value;
        }
    return std::nullopt;
}

}  // namespace

void find_secrets(const Collection& articles, const Found& found) {
    for (const auto& checked : articles.articles)
        for (std::size_t i = 0; i < checked.lines.size(); ++i) {
            if (begins_private_key(checked.lines, i))
                found(checked.article.path, checked.lines[i].number, "this is a private key");
            else if (const char* const name = key_in(checked.lines[i].text); name != nullptr)
                found(checked.article.path, checked.lines[i].number,
                      fmt::format("this looks like {}", name));
        }
}

void find_passwords(const Collection& articles, const Found& found) {
    // What was found is not repeated: findings end in logs.
    for (const auto& checked : articles.articles)
        for (const auto& line : checked.lines) {
            if (password_in_url(line.text))
                found(checked.article.path, line.number, "this address holds a password");
            else if (assigned_password(line.text))
                found(checked.article.path, line.number, "this looks like a real password");
        }
}

}  // namespace firstline
