// What words are codes, versions and devices.

#include <algorithm>
#include <array>
#include <optional>

#include "indexer/text/characters.h"
#include "server/search/chip_words.h"

namespace firstline {

namespace {

using Names = std::span<const std::string_view>;

// --- Tables ----------------------------------------------------------------------------------

/// A number behind these is one of an error ...
constexpr auto kErrors = std::to_array<std::string_view>(
    {"error", "err", "fehler", "errorcode", "fehlercode", "fehlernummer", "errno", "exitcode",
     "eventid", "event-id", "ereignis-id", "error-code", "http", "smtp", "bugcheck"});
/// ... behind these only with one of kNumbers between.
constexpr auto kTold = std::to_array<std::string_view>(
    {"exit", "status", "stop", "event", "ereignis", "return", "reason", "result", "response"});
constexpr auto kNumbers = std::to_array<std::string_view>(
    {"code", "id", "number", "no", "nr", "nummer", "error", "status", "fehler"});

/// `ORA-00942` is no device ...
constexpr auto kCodePrefixes = std::to_array<std::string_view>(
    {"ora", "tns", "cve", "err", "error", "sql", "kb", "http", "msg", "evt"});
/// ... and these with a number tell nothing: tickets, standards, telephones, months.
constexpr auto kNoPrefixes = std::to_array<std::string_view>(
    {"inc", "req",  "ritm", "chg",   "task", "tkt",  "ticket", "case", "prb", "sr",  "cs",
     "ref", "po",   "re",   "utf",   "iso",  "sha",  "aes",    "rsa",  "rs",  "md",  "din",
     "rfc", "ieee", "en",   "covid", "ext",  "tel",  "fax",    "fon",  "mob", "jan", "feb",
     "mar", "apr",  "may",  "jun",   "jul",  "aug",  "sep",    "oct",  "nov", "dec", "mai",
     "okt", "dez",  "m",    "o",     "id",   "room", "q",      "kw",   "wpa"});
/// Names of hosts begin so, in small letters too, and without a hyphen.
constexpr auto kHostPrefixes = std::to_array<std::string_view>(
    {"laptop", "desktop", "pc",     "nb",    "ws",     "lt",  "srv",  "server", "prn",
     "prt",    "printer", "vm",     "host",  "mac",    "lap", "sw",   "ap",     "fw",
     "dc",     "switch",  "router", "kiosk", "tablet", "tab", "term", "scan"});

constexpr auto kModels = std::to_array<std::string_view>(
    {"hp",          "lexmark",      "brother",  "canon",       "epson",       "xerox",
     "kyocera",     "ricoh",        "konica",   "dell",        "lenovo",      "thinkpad",
     "thinkcentre", "thinkstation", "ideapad",  "latitude",    "optiplex",    "precision",
     "xps",         "elitebook",    "probook",  "elitedesk",   "prodesk",     "zbook",
     "surface",     "iphone",       "ipad",     "galaxy",      "pixel",       "zebra",
     "cisco",       "jabra",        "logitech", "poly",        "plantronics", "yealink",
     "laserjet",    "officejet",    "deskjet",  "imagerunner", "workcentre",  "versalink",
     "altalink",    "bizhub",       "ecosys",   "pixma",       "ecotank",     "workforce",
     "scanjet",     "scansnap",     "fujitsu",  "lifebook",    "toughbook",   "acer",
     "asus",        "samsung",      "dymo",     "fortigate",   "sharp"});

/// How the number behind a name must look to be its version.
enum class Number { any, year_or_dotted, windows };
struct Versioned {
    std::string_view name;
    Number number;
};
constexpr auto kVersioned = std::to_array<Versioned>({
    {"windows server", Number::year_or_dotted},
    {"sql server", Number::year_or_dotted},
    {"exchange server", Number::year_or_dotted},
    {"visual studio", Number::year_or_dotted},
    {"windows", Number::windows},
    {"win", Number::windows},
    {"version", Number::any},
    {"release", Number::any},
    {"build", Number::any},
    {"firmware", Number::any},
    {"ios", Number::any},
    {"ipados", Number::any},
    {"android", Number::any},
    {"macos", Number::any},
    {"ubuntu", Number::any},
    {"debian", Number::any},
    {"fedora", Number::any},
    {"rhel", Number::any},
    {"chrome", Number::any},
    {"edge", Number::any},
    {"firefox", Number::any},
    {"safari", Number::any},
    {"java", Number::any},
    {"python", Number::any},
    {"php", Number::any},
    {"office", Number::year_or_dotted},
    {"microsoft", Number::year_or_dotted},
    {"outlook", Number::year_or_dotted},
    {"word", Number::year_or_dotted},
    {"excel", Number::year_or_dotted},
    {"powerpoint", Number::year_or_dotted},
    {"access", Number::year_or_dotted},
    {"visio", Number::year_or_dotted},
    {"project", Number::year_or_dotted},
    {"exchange", Number::year_or_dotted},
    {"sharepoint", Number::year_or_dotted},
    {"server", Number::year_or_dotted},
    {"acrobat", Number::year_or_dotted},
    {"citrix", Number::year_or_dotted},
});

// --- What a word is made of ------------------------------------------------------------------

bool is_one_of(Names names, std::string_view one) {
    return std::find(names.begin(), names.end(), one) != names.end();
}

bool is_hex_digit(char c) {
    return is_ascii_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool is_capital(char c) {
    return c >= 'A' && c <= 'Z';
}

template <class Is>
std::size_t count(std::string_view text, Is is) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is));
}

bool has_small(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return is_ascii_alpha(c) && !is_capital(c); });
}

/// The numbers of `10.0.19045`; empty if anything else is in it.
std::vector<std::string_view> dotted(std::string_view text) {
    std::vector<std::string_view> parts;
    for (std::size_t at = 0; at <= text.size();) {
        const auto end = std::min(text.find('.', at), text.size());
        const auto part = text.substr(at, end - at);
        if (part.empty() || part.size() > 10 || count(part, is_ascii_digit) != part.size())
            return {};
        parts.push_back(part);
        at = end + 1;
    }
    return parts;
}

bool is_number(std::string_view text) {
    return !dotted(text).empty();
}

int value_of(std::string_view digits) {
    int value = 0;
    for (const char c : digits.substr(0, 8))
        value = value * 10 + (c - '0');
    return value;
}

/// `4.1.1.2`: addresses of only such small numbers are those that are easy to remember, `8.8.8.8`.
bool is_small_version(const std::vector<std::string_view>& parts) {
    return std::all_of(parts.begin(), parts.end(),
                       [](std::string_view part) { return part.size() == 1; }) &&
           std::any_of(parts.begin(), parts.end(),
                       [&](std::string_view part) { return part != parts.front(); });
}

/// `192.168.0.12`, `12.03.2026`, `12.3.26`
bool is_address_or_date(const std::vector<std::string_view>& parts) {
    if (parts.size() == 4)
        return !is_small_version(parts) &&
               std::all_of(parts.begin(), parts.end(),
                           [](std::string_view part) { return value_of(part) <= 255; });
    if (parts.size() != 3)
        return false;
    const int day = value_of(parts[0]), month = value_of(parts[1]);
    const bool year = parts[2].size() == 4
                          ? parts[2].starts_with("19") || parts[2].starts_with("20")
                          : parts[2].size() == 2;
    return year && day >= 1 && day <= 31 && month >= 1 && month <= 12;
}

/// `5.7.1`: what a mail server says went wrong.
bool is_mail_status(const std::vector<std::string_view>& parts) {
    return parts.size() == 3 && (parts[0] == "4" || parts[0] == "5") && parts[1].size() == 1 &&
           parts[2].size() <= 3;
}

bool is_year(std::string_view text) {
    return text.size() == 4 && is_number(text) &&
           (text.starts_with("20") || text.starts_with("19"));
}

/// `22H2`
bool is_half_year(std::string_view text) {
    return text.size() == 4 && is_ascii_digit(text[0]) && is_ascii_digit(text[1]) &&
           (text[2] == 'H' || text[2] == 'h') && (text[3] == '1' || text[3] == '2');
}

/// Letters before a hyphen or a digit.
std::string prefix_of(const ChipWord& word) {
    const auto end = std::find_if_not(word.lower.begin(), word.lower.end(),
                                      [](char c) { return is_ascii_alpha(c); });
    return {word.lower.begin(), end};
}

bool is_constant(std::string_view text) {
    return text.size() >= 6 && text.find('_') != text.npos && !has_small(text) &&
           count(text, is_capital) >= 4 && text.find_first_of(".+#'") == text.npos;
}

bool is_hex(std::string_view text) {
    if (text.starts_with("0x") || text.starts_with("0X"))
        return text.size() >= 4 && text.size() <= 18 &&
               count(text.substr(2), is_hex_digit) == text.size() - 2;
    // `800706BA`, `c0000005`: as systems write them without `0x`.
    return text.size() == 8 && (text[0] == '8' || text[0] == 'c' || text[0] == 'C') &&
           count(text, is_hex_digit) == 8 && count(text, is_ascii_digit) >= 4 &&
           count(text, is_ascii_digit) < 8;
}

/// `AADSTS50053`, `E1009`
bool is_letters_and_digits(const ChipWord& word) {
    const auto text = word.text;
    const auto digits = count(text, is_ascii_digit);
    return text.size() >= 4 && text.size() <= 16 && is_capital(text[0]) && digits >= 3 &&
           digits <= 10 && count(text, is_capital) + digits == text.size();
}

bool is_version_number(std::string_view text, Number number) {
    const auto parts = dotted(text);
    const bool whole_year = is_year(text) || text == "365" || is_half_year(text);
    const bool long_dotted = parts.size() >= 2 && !is_address_or_date(parts);
    switch (number) {
        case Number::any:
            return long_dotted || whole_year || (parts.size() == 1 && text.size() <= 8);
        case Number::year_or_dotted: return long_dotted || whole_year;
        case Number::windows: break;
    }
    return whole_year || text == "7" || text == "8" || text == "8.1" || text == "10" ||
           text == "11" || text == "12" || parts.size() > 2;
}

/// `11 22H2`, `2012 R2`, `2016 SP1`
std::size_t with_edition(ChipWords words, std::size_t taken) {
    if (words.size() <= taken || !words[taken].beside)
        return taken;
    const std::string& next = words[taken].lower;
    const bool edition = is_half_year(next) || next == "r2" ||
                         (next.size() == 3 && next.starts_with("sp") && is_ascii_digit(next[2]));
    return taken + (edition ? 1 : 0);
}

/// Whether one of the words right behind the first has digits: without them nothing that begins
/// with a plain word is exact, and looking it up in tables would cost the most of all.
bool has_number_behind(ChipWords words, std::size_t within) {
    const auto end = std::min(words.size(), within + 1);
    return end > 1 &&
           std::any_of(words.begin() + 1, words.begin() + static_cast<std::ptrdiff_t>(end),
                       [](const ChipWord& word) { return word.digits; });
}

/// How many words the name takes at the beginning of `words`.
std::size_t named(ChipWords words, std::string_view name) {
    std::size_t taken = 0;
    for (std::size_t at = 0; at < name.size(); ++taken) {
        const auto end = std::min(name.find(' ', at), name.size());
        if (taken == words.size() || (taken > 0 && !words[taken].beside) ||
            words[taken].lower != name.substr(at, end - at))
            return 0;
        at = end + 1;
    }
    return taken;
}

}  // namespace

std::size_t error_number(ChipWords words) {
    if (!has_number_behind(words, 3))
        return 0;
    const bool sure = is_one_of(kErrors, words[0].lower);
    if (!sure && !is_one_of(kTold, words[0].lower))
        return 0;
    std::size_t at = 1;
    while (at < words.size() && at < 3 && words[at].beside && is_one_of(kNumbers, words[at].lower))
        ++at;
    const bool told = at > 1;
    if ((!sure && !told) || at == words.size() || !words[at].beside || words[at].hidden ||
        !is_number(words[at].text) || (words[at].text.size() < 2 && !told))
        return 0;
    // `error 5.7.1` and `SMTP 550 5.7.1` are known by their own number.
    return is_mail_status(dotted(words[at].text)) ? 0 : at + 1;
}

std::size_t code(ChipWords words) {
    const ChipWord& word = words[0];
    if (word.lower == "kb" && words.size() > 1 && words[1].beside && is_number(words[1].text) &&
        words[1].text.size() >= 6 && words[1].text.size() <= 7)
        return 2;
    if (is_constant(word.text))
        return 1;
    if (!word.digits)
        return 0;
    if (is_hex(word.text) || is_mail_status(dotted(word.text)))
        return 1;
    const std::string prefix = prefix_of(word);
    if (is_one_of(kNoPrefixes, prefix) || is_one_of(kHostPrefixes, prefix))
        return 0;
    const bool known = is_one_of(kCodePrefixes, prefix) && word.text.size() > prefix.size() + 2 &&
                       word.text[prefix.size()] == '-' &&
                       word.text.find_first_not_of("0123456789-", prefix.size()) == word.text.npos;
    return known || is_letters_and_digits(word) ? 1 : 0;
}

std::size_t exception_name(ChipWords words) {
    const auto text = words[0].text;
    if (!text.ends_with("Exception") && !text.ends_with("Error"))
        return 0;
    const bool compound = count(text, is_capital) >= 2 && has_small(text);
    return compound && text.find_first_of("-+#'") == text.npos ? 1 : 0;
}

std::size_t drive(ChipWords words) {
    const bool letter = words[0].text.size() == 1 && is_ascii_alpha(words[0].text[0]);
    return letter && words[0].text != "a" && words.size() > 1 && words[1].beside &&
                   (words[1].lower == "drive" || words[1].lower == "laufwerk")
               ? 2
               : 0;
}

std::size_t version(ChipWords words) {
    const bool number_behind = has_number_behind(words, 2);
    for (const auto& [name, number] : kVersioned)
        if (const auto taken = number_behind ? named(words, name) : 0;
            taken > 0 && taken < words.size() && words[taken].beside && !words[taken].hidden &&
            is_version_number(words[taken].text, number))
            return with_edition(words, taken + 1);
    const auto text = words[0].text;
    if (!words[0].digits)
        return 0;
    if ((text[0] == 'v' || text[0] == 'V') && dotted(text.substr(1)).size() >= 2)
        return 1;
    if (is_half_year(text))
        return 1;
    const auto parts = dotted(text);
    return parts.size() >= 3 && parts.size() <= 5 && !is_address_or_date(parts) &&
                   !is_mail_status(parts)
               ? 1
               : 0;
}

std::size_t model(ChipWords words) {
    constexpr std::size_t kMostWords = 4;
    if (!has_number_behind(words, kMostWords - 1) || !is_one_of(kModels, words[0].lower))
        return 0;
    for (std::size_t at = 1; at < std::min(words.size(), kMostWords); ++at) {
        const auto text = words[at].text;
        const bool digits = count(text, is_ascii_digit) > 0;
        const bool follows = words[at].beside && !words[at].hidden && !words[at].minus;
        if (!follows || is_year(text) || (!digits && !is_capital(text[0])) || text.size() > 16)
            return 0;
        if (digits)
            return at + 1;
    }
    return 0;
}

std::size_t host(ChipWords words) {
    const ChipWord& word = words[0];
    if (!word.digits)
        return 0;
    const std::string prefix = prefix_of(word);
    const auto digits = count(word.text, is_ascii_digit);
    if (prefix.size() < 2 || prefix.size() > 12 || prefix.size() == word.text.size() ||
        word.text.size() > 32 || word.text.find_first_of(".+#'") != word.text.npos)
        return 0;
    const bool hyphen = word.text[prefix.size()] == '-';
    if (is_one_of(kHostPrefixes, prefix))
        return hyphen || digits >= 2 ? 1 : 0;
    const bool other = is_one_of(kCodePrefixes, prefix) || is_one_of(kNoPrefixes, prefix);
    return hyphen && !other && !has_small(word.text) ? 1 : 0;
}

}  // namespace firstline
