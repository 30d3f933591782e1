#include "server/listen/redaction.h"

#include <algorithm>
#include <array>
#include <cctype>

#include <re2/re2.h>

#include "indexer/text/characters.h"

namespace firstline {

namespace {

constexpr std::size_t kLongest = 1000;

// Each pattern has two groups: what stays as it is, and what is put out of sight. One that matches
// with the first alone steps over what only looks like a secret.

constexpr const char* kPrivateKey =
    R"(()(-----BEGIN [A-Z ]+-----(?:(?s:.*?)-----END [A-Z ]+-----|(?s:.*))))";
/// `https://anna:secret@host`
constexpr const char* kInAddress = R"((://)([^\s/@:]*:[^\s/@]+)@)";
constexpr const char* kMail = R"(()([\p{L}\p{N}._%+\-]+@[\p{L}\p{N}\-]+(?:\.[\p{L}\p{N}\-]+)+))";
/// `PIN 1234`, `verification code is 482913`
constexpr const char* kShortCode =
    R"((\b(?i:pin|tan|otp|pin code|(?:verification|security|access|one-time|2fa|mfa|login) code))"
    R"((?i:\s*(?:[:=]|is\b|was\b|ist\b)?\s*))(\d{4,8})\b)";
/// `api_key=x`, `Authorization: Bearer x`
constexpr const char* kNamedKey =
    R"(((?i:(?:token|secret|api[ _\-]?key|access[ _\-]?key|signature)["']?\s*[:=]\s*["']?|)"
    R"(\bauthorization:\s*\w+\s+))([A-Za-z0-9+/_\-.~%]{6,}=*))";
constexpr const char* kKnownKey =
    R"(()(\b(?:gh[opusr]_|github_pat_|sk-|[sp]k_live_|xox[abeprs]-|AKIA|ASIA|AIza|eyJ|flt_|)"
    R"(glpat-|hf_|npm_)[A-Za-z0-9_\-.]{8,}))";
/// As on the label of a program.
constexpr const char* kProductKey = R"(()(\b(?:[A-Za-z0-9]{5}-){4}[A-Za-z0-9]{5}\b))";
constexpr const char* kLongRun = R"(()(\b[A-Za-z0-9][A-Za-z0-9+/_\-]{23,}={0,2}))";
constexpr const char* kIban = R"(()(\b[A-Z]{2}\d{2}(?:[ \-]?[A-Z0-9]){11,30}\b))";

const std::string kPassword =
    R"(\b(?i:pass(?:word|wort|code|phrase)?s?|passwd|pwd?|kennwort|mot de passe|contraseña|)"
    R"(wachtwoord|senha)\b)";
const std::string kQuotedOrWord =
    R"(("[^"\n]{1,200}"|'[^'\n]{1,200}'|“[^”\n]{1,200}”|„[^“\n]{1,200}“|\S+))";

/// A blank, also one that does not break, or a dash: what parts the groups of a number.
const std::string kGap = R"([ \-\x{00A0}\x{202F}\x{2010}\x{2011}\x{2013}])";
/// Numbers that are no secret and would be taken for one: error codes, dates, versions and network
/// addresses, names of updates and devices.
const std::string kStays =
    R"((\b(?i:error|fehler|erreur|stop)(?i:[ \-]?code)?:? ?-?\d{1,10}\b|\b800\d{5}\b|-214\d{7}\b|)"
    R"(\b[12]\d{3}[\-/.][01]?\d[\-/.][0-3]?\d\b|\b[0-3]?\d[\-/.][0-3]?\d[\-/.](?:[12]\d)?\d\d\b|)"
    R"(\b[vV]?\d+(?:\.\d+){2,}\b|\b(?i:kb) ?\d{6,7}\b|\b[A-Z]{2,10}-\d{4,8}\b))";

std::string password_after(const std::string& words) {
    return "(" + kPassword + words + ")" + kQuotedOrWord;
}

/// Such as would else be taken for versions and dates: `06.12.34.56.78`, `555.010.0199`.
std::string telephone_in_parts() {
    return R"(()(\b0\d(?:\.\d\d){4}\b|\b\d\d(?:)" + kGap + R"(\d\d){3,5}\b|)" +
           R"(\b(?:1[.])?\d{3}[.]\d{3}[.]\d{4}\b))";
}

/// With a country, with an area in brackets or behind a zero, or in groups of three and four.
std::string telephone() {
    const std::string gaps = R"((?:[()/]|)" + kGap + "){0,3}";
    return kStays + R"(|(\+\d(?:)" + gaps + R"([.]?\d){6,}\b|\b0\d(?:)" + gaps + R"(\d){5,}\b|)" +
           R"(\b0\d{2,4}[./]\d{3,}(?:[./ ]\d{2,})*\b|\(\+?\d{1,5}\))" + kGap + R"(?\d(?:/|)" +
           kGap + R"(|\d){4,}\d\b|\b(?:1)" + kGap + R"()?\d{3})" + kGap + R"(\d{3})" + kGap +
           R"(\d{3,4}\b|\b\d{3}-\d{4}\b))";
}

std::string long_number() {
    return kStays + R"(|(\d{12,}|\b\d{7,}\b|\b\d+(?:)" + kGap + R"(\d+)+\b))";
}

bool always(std::string_view /*found*/) {
    return true;
}

/// What is said of passwords more often than what they are.
constexpr auto kSaidOfPasswords = std::to_array<std::string_view>(
    {"a",       "abgelaufen", "about",    "accepted", "again",   "always",    "an",
     "asked",   "being",      "blocked",  "changed",  "correct", "denied",    "disabled",
     "empty",   "expired",    "expiring", "falsch",   "fine",    "for",       "forgotten",
     "gone",    "gesperrt",   "hidden",   "in",       "invalid", "incorrect", "it",
     "known",   "locked",     "longer",   "lost",     "missing", "my",        "needed",
     "never",   "nicht",      "no",       "not",      "ok",      "okay",      "old",
     "on",      "only",       "out",      "refused",  "reset",   "rejected",  "required",
     "right",   "saved",      "set",      "shown",    "still",   "stored",    "the",
     "too",     "ungültig",   "unknown",  "updated",  "used",    "valid",     "vergessen",
     "visible", "weg",        "working",  "wrong"});

bool is_no_remark(std::string_view word) {
    const auto end = word.find_last_not_of(".,;:!?)");
    const std::string lower = lower_ascii(word.substr(0, end + 1));
    return !lower.empty() && std::find(kSaidOfPasswords.begin(), kSaidOfPasswords.end(), lower) ==
                                 kSaidOfPasswords.end();
}

/// Letters beside digits as words do not have them: `hunter2`, not `0x80070005` or `MX-3070`.
bool looks_like_password(std::string_view word) {
    constexpr std::size_t kShortest = 6;
    const auto has = [&](auto is) { return std::any_of(word.begin(), word.end(), is); };
    if (word.size() < kShortest || word.starts_with("0x") || !has(is_ascii_digit) ||
        !has(is_ascii_alpha))
        return false;
    return word.find_first_of("!$#%&*@^") != std::string_view::npos ||
           (has([](char c) { return c >= 'a' && c <= 'z'; }) &&
            word.find('-') == std::string_view::npos);
}

char kind_of(char c) {
    if (is_ascii_digit(c))
        return '0';
    return c >= 'a' && c <= 'z' ? 'a' : 'A';
}

/// Chance changes between digits, small and capital letters far more often than paths and names do,
/// even such as WeWriteTogether2.
bool is_random(std::string_view run) {
    constexpr std::size_t kPercent = 30;
    std::size_t pairs = 0;
    std::size_t changes = 0;
    for (std::size_t i = 1; i < run.size(); ++i) {
        if (!is_ascii_alnum(run[i]) || !is_ascii_alnum(run[i - 1]))
            continue;
        ++pairs;
        const char before = kind_of(run[i - 1]);
        const char now = kind_of(run[i]);
        // A capital before a small letter begins a word.
        changes += before != now && !(before == 'A' && now == 'a') ? 1 : 0;
    }
    const bool hex = std::all_of(run.begin(), run.end(), [](char c) {
        return std::isxdigit(static_cast<unsigned char>(c)) != 0;
    });
    return std::any_of(run.begin(), run.end(), is_ascii_digit) &&
           (hex || 100 * changes >= kPercent * pairs);
}

bool has_digit(std::string_view text) {
    return std::any_of(text.begin(), text.end(), is_ascii_digit);
}

/// By the two digits that check it (ISO 7064, modulo 97).
bool is_iban(std::string_view text) {
    std::string plain;
    for (const char c : text)
        if (is_ascii_alnum(c))
            plain += c;
    std::rotate(plain.begin(), plain.begin() + 4, plain.end());
    unsigned rest = 0;
    for (const char c : plain)
        rest = is_ascii_digit(c) ? (10 * rest + static_cast<unsigned>(c - '0')) % 97
                                 : (100 * rest + static_cast<unsigned>(c - 'A' + 10)) % 97;
    return rest == 1;
}

/// Digits in a row, or eight in groups, of which years (`2016 2019 2021`) are none.
bool is_long_number(std::string_view text) {
    constexpr std::size_t kFewestInGroups = 8;
    if (std::all_of(text.begin(), text.end(), is_ascii_digit))
        return true;
    std::size_t digits = 0;
    std::string group;
    for (const char c : std::string{text} + " ") {
        if (is_ascii_digit(c)) {
            group += c;
            continue;
        }
        const bool year = group.size() == 4 && group >= "1990" && group < "2040";
        digits += year ? 0 : group.size();
        group.clear();
    }
    return digits >= kFewestInGroups;
}

struct Rule {
    RE2 pattern;
    std::string_view replacement;
    bool (*is_secret)(std::string_view found) = always;
};

/// In this order: what an earlier rule replaced is not looked at for its digits again.
const std::array<Rule, 15>& rules() {
    static const std::array<Rule, 15> all{{
        {RE2(kPrivateKey), "[key]"},
        {RE2(kInAddress), "[password]@"},
        {RE2(kMail), "[e-mail]"},
        {RE2(password_after(R"(\s*(?i:(?:is|was|ist|lautet)\s*)?(?:[:=]+|->)\s*)")), "[password]"},
        {RE2(password_after(R"(\s+(?i:is|was|ist|lautet|=)(?i:\s+(?:now|set to|jetzt))?\s+)")),
         "[password]", is_no_remark},
        {RE2(password_after(R"(\s+(?i:(?:to|from|auf)\s+)?)")), "[password]", looks_like_password},
        {RE2(kShortCode), "[password]"},
        {RE2(kNamedKey), "[key]"},
        {RE2(kKnownKey), "[key]", has_digit},
        {RE2(kProductKey), "[key]", has_digit},
        {RE2(kLongRun), "[key]", is_random},
        {RE2(kIban), "[number]", is_iban},
        {RE2(telephone_in_parts()), "[telephone]"},
        {RE2(telephone()), "[telephone]"},
        {RE2(long_number()), "[number]", is_long_number},
    }};
    return all;
}

std::string replaced(const Rule& rule, const std::string& text) {
    std::string out;
    std::size_t at = 0;
    std::array<re2::StringPiece, 3> found;  // all, what stays, what is put out of sight
    // With all of the text before `at`: what is the beginning of a word depends on it.
    while (rule.pattern.Match(text, at, text.size(), RE2::UNANCHORED, found.data(), 3)) {
        const auto begin = static_cast<std::size_t>(found[0].data() - text.data());
        out.append(text, at, begin - at);
        if (!found[2].empty() && rule.is_secret({found[2].data(), found[2].size()}))
            out.append(found[1].data(), found[1].size()).append(rule.replacement);
        else
            out.append(text, begin, found[0].size());
        at = begin + found[0].size();
    }
    return out.append(text, at);
}

/// Longer than what is kept, so that no secret is shortened until it looks like none.
std::string_view looked_at(std::string_view text) {
    if (text.size() <= 4 * kLongest)
        return text;
    text = text.substr(0, 4 * kLongest);
    return text.substr(0, text.find_last_of(" \t\r\n"));
}

void cut(std::string& text) {
    if (text.size() <= kLongest)
        return;
    std::size_t end = kLongest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80)
        --end;
    text.resize(end);
}

}  // namespace

std::string redacted(std::string_view text) {
    std::string out{looked_at(text)};
    for (const Rule& rule : rules())
        out = replaced(rule, out);
    cut(out);
    return out;
}

}  // namespace firstline
