#include "server/search/mail_lines.h"

#include <algorithm>
#include <array>
#include <span>

#include "indexer/text/characters.h"
#include "indexer/text/codes.h"
#include "indexer/text/tokens.h"

namespace firstline {

namespace {

using Words = std::span<const std::string_view>;

/// Lines beyond this are no greeting or header, and not worth looking at closely.
constexpr std::size_t kLongestMark = 300;
constexpr std::size_t kLongestDisclaimer = 2000;
constexpr std::size_t kWordsOfGreeting = 6;

constexpr auto kGreetings =
    std::to_array<std::string_view>({"hi",           "hello",
                                     "hey",          "dear",
                                     "good morning", "good afternoon",
                                     "good evening", "good day",
                                     "greetings",    "to whom it may concern",
                                     "hallo",        "guten tag",
                                     "guten morgen", "guten abend",
                                     "sehr geehrte", "sehr geehrter",
                                     "liebe",        "lieber",
                                     "liebes",       "moin",
                                     "servus",       "grüezi"});
constexpr auto kClosings = std::to_array<std::string_view>({"best regards",
                                                            "kind regards",
                                                            "warm regards",
                                                            "with regards",
                                                            "regards",
                                                            "best wishes",
                                                            "sincerely",
                                                            "yours sincerely",
                                                            "yours faithfully",
                                                            "yours truly",
                                                            "mit freundlichen grüßen",
                                                            "mit freundlichen grüssen",
                                                            "mit freundlichem gruß",
                                                            "freundliche grüße",
                                                            "viele grüße",
                                                            "beste grüße",
                                                            "liebe grüße",
                                                            "schöne grüße",
                                                            "herzliche grüße",
                                                            "freundliche grüsse",
                                                            "viele grüsse",
                                                            "beste grüsse",
                                                            "gruß",
                                                            "grüße",
                                                            "mfg",
                                                            "lg",
                                                            "vg"});
constexpr auto kThanks =
    std::to_array<std::string_view>({"many thanks", "thanks", "thank you", "cheers", "danke",
                                     "vielen dank", "besten dank", "herzlichen dank"});
constexpr auto kFooters = std::to_array<std::string_view>(
    {"sent from my", "get outlook for", "von meinem", "gesendet von", "[external]", "[extern]",
     "caution: this e", "please consider the environment", "bitte denken sie an die umwelt",
     "virus-free"});
constexpr auto kQuoteMarks = std::to_array<std::string_view>(
    {"-----original message", "-----ursprüngliche nachricht", "---------- forwarded message",
     "begin forwarded message", "----- forwarded by", "----- weitergeleitet von"});
constexpr auto kHeaders = std::to_array<std::string_view>({"from",
                                                           "sent",
                                                           "to",
                                                           "cc",
                                                           "bcc",
                                                           "date",
                                                           "reply-to",
                                                           "message-id",
                                                           "received",
                                                           "return-path",
                                                           "mime-version",
                                                           "content-type",
                                                           "content-transfer-encoding",
                                                           "dkim-signature",
                                                           "in-reply-to",
                                                           "references",
                                                           "importance",
                                                           "thread-topic",
                                                           "thread-index",
                                                           "von",
                                                           "gesendet",
                                                           "an",
                                                           "datum",
                                                           "kopie",
                                                           "antwort an",
                                                           "wichtigkeit"});
constexpr auto kErrorWords = std::to_array<std::string_view>(
    {"error", "exception", "failed", "failure", "denied", "stop code", "errno", "fehler",
     "fehlgeschlagen", "verweigert"});
constexpr auto kForbids = std::to_array<std::string_view>(
    {"confidential", "vertraulich", "privileged", "intended recipient", "intended solely",
     "intended for", "bestimmt für", "in error", "irrtümlich", "unbefugt", "notify the sender",
     "strictly prohibited", "untersagt", "nicht gestattet"});
constexpr auto kOfMail = std::to_array<std::string_view>(
    {"e-mail", "email", "message", "recipient", "addressee", "sender", "disclos", "delete",
     "copying", "nachricht", "empfänger", "adressat", "absender", "weitergabe", "vernichten",
     "löschen", "attachment"});
constexpr auto kOwnWords =
    std::to_array<std::string_view>({" i ", " i'", " my ", " ich ", " mein", " how ", " wie "});

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::size_t count_words(std::string_view text) {
    std::size_t words = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
        words += !is_ascii_space(text[i]) && (i == 0 || is_ascii_space(text[i - 1])) ? 1 : 0;
    return words;
}

bool has_any(std::string_view text, Words words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
        return text.find(word) != std::string_view::npos;
    });
}

/// Whether it begins with one of these, as whole words.
bool begins_with(std::string_view text, Words words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
        return text.starts_with(word) &&
               (text.size() == word.size() ||
                std::string_view(" ,.!:;-/").find(text[word.size()]) != std::string_view::npos);
    });
}

bool is_error(std::string_view lower) {
    if (const auto hex = lower.find("0x"); hex != std::string_view::npos) {
        const auto digits = lower.substr(hex + 2, 4);
        if (digits.size() == 4 && digits.find_first_not_of("0123456789abcdef") == digits.npos)
            return true;
    }
    if (!has_any(lower, kErrorWords) || lower.find(" in error") != lower.npos)
        return false;
    return std::any_of(lower.begin(), lower.end(), is_digit) || lower.find('"') != lower.npos;
}

bool begins_quote(std::string_view lower) {
    if (std::any_of(kQuoteMarks.begin(), kQuoteMarks.end(),
                    [&](std::string_view mark) { return lower.starts_with(mark); }))
        return true;
    if (lower.ends_with("wrote:") || lower.ends_with("schrieb:"))
        return std::any_of(lower.begin(), lower.end(), is_digit) || lower.find('@') != lower.npos ||
               lower.starts_with("on ");
    return lower.starts_with("am ") && lower.ends_with(':') &&
           lower.find(" schrieb ") != lower.npos;
}

/// `From: ...`, `X-Mailer: ...`
bool is_header(std::string_view lower) {
    const auto colon = lower.find(':');
    if (colon == std::string_view::npos)
        return false;
    const auto name = lower.substr(0, colon);
    const bool extension = name.starts_with("x-") && name.find(' ') == name.npos;
    return extension || std::find(kHeaders.begin(), kHeaders.end(), name) != kHeaders.end();
}

/// Behind `Subject:` and `Re:`, `AW:` ...; null if it is no such line.
const char* behind_subject(std::string_view line, std::string_view lower) {
    static constexpr auto kMarks = std::to_array<std::string_view>({"subject:", "betreff:"});
    static constexpr auto kAnswers =
        std::to_array<std::string_view>({"re:", "aw:", "fw:", "fwd:", "wg:", " "});
    // The small letters are of the same length here: all marks are ASCII.
    if (std::none_of(kMarks.begin(), kMarks.end(),
                     [&](std::string_view mark) { return lower.starts_with(mark); }))
        return nullptr;
    std::size_t at = lower.find(':') + 1;
    for (bool again = true; again;) {
        again = false;
        for (const auto answer : kAnswers)
            if (lower.substr(at).starts_with(answer)) {
                at += answer.size();
                again = true;
            }
    }
    return line.data() + std::min(at, line.size());
}

/// How much of a line greets; 0: nothing.
std::size_t greeting_size(std::string_view line, std::string_view lower, std::size_t words) {
    if (!begins_with(lower, kGreetings))
        return 0;
    const auto end = line.find_first_of(",!:");
    if (end == std::string_view::npos)
        return words <= 4 ? line.size() : 0;
    return count_words(line.substr(0, end)) <= kWordsOfGreeting ? end + 1 : 0;
}

LineKind kind_of(std::string_view lower, std::size_t words) {
    if (begins_quote(lower))
        return LineKind::quote_begins;
    if (is_header(lower))
        return LineKind::header;
    if (lower == "--")
        return LineKind::signature_mark;
    if (std::any_of(kFooters.begin(), kFooters.end(),
                    [&](std::string_view mark) { return lower.starts_with(mark); }))
        return LineKind::footer;
    if (words <= kWordsOfGreeting &&
        (begins_with(lower, kClosings) || lower == "best," || lower == "best"))
        return LineKind::closing;
    if (words <= kWordsOfGreeting && begins_with(lower, kThanks))
        return LineKind::thanks;
    return LineKind::text;
}

}  // namespace

MailLine mail_line(std::string_view line) {
    MailLine result;
    result.text = line = trimmed(line);
    if (line.empty()) {
        result.kind = LineKind::blank;
        return result;
    }
    result.words = count_words(line);
    const std::string lower = to_lower(line.substr(0, kLongestMark));
    result.error = is_error(lower);
    if (line.front() == '>') {
        result.kind = LineKind::quoted;
    } else if (line.size() <= kLongestMark) {
        if (const char* text = behind_subject(line, lower)) {
            result.kind = LineKind::subject;
            result.text.remove_prefix(static_cast<std::size_t>(text - line.data()));
        } else if (const auto size = greeting_size(line, lower, result.words); size > 0) {
            result.kind = LineKind::greeting;
            result.text = trimmed(line.substr(size));
        } else {
            result.kind = kind_of(lower, result.words);
        }
    }
    return result;
}

bool is_disclaimer(std::string_view sentence) {
    if (sentence.size() > kLongestDisclaimer)
        return false;
    std::string lower = ' ' + to_lower(sentence) + ' ';
    std::replace(lower.begin(), lower.end(), '\n', ' ');
    return has_any(lower, kForbids) && has_any(lower, kOfMail) && !has_any(lower, kOwnWords) &&
           lower.find('"') == lower.npos && codes_in(sentence).empty();
}

}  // namespace firstline
