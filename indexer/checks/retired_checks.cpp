#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "indexer/checks/checks.h"
#include "indexer/text/characters.h"

namespace firstline {

namespace {

using Kind = MarkdownLine::Kind;

bool is_word_character(char c) {
    return is_ascii_alnum(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

/// Where `name` stands as whole words; `Windows 7` does not stand in `Windows 7.5`.
std::size_t find_words(std::string_view text, std::string_view name) {
    for (auto at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1)) {
        const auto end = at + name.size();
        const bool begins = at == 0 || !is_word_character(text[at - 1]);
        const bool ends = end == text.size() || !is_word_character(text[end]);
        const bool goes_on = end + 1 < text.size() && (text[end] == '.' || text[end] == '-') &&
                             is_word_character(text[end + 1]);
        if (begins && ends && !goes_on)
            return at;
    }
    return std::string_view::npos;
}

/// `Outlook 2010 and later versions` speaks of what is there today, too.
bool goes_on_to_later(std::string_view behind) {
    for (const std::string_view words :
         {" and later", " or later", " or a later", " and newer", " or newer", " and above",
          " or above", " and a later", "+"})
        if (behind.starts_with(words))
            return true;
    return false;
}

/// `At least Windows 7` does, too; `15.0 = Office 2013` only says what a number means.
bool begins_there(std::string_view before) {
    before.remove_prefix(
        std::min(before.find_last_of("|(;:") + 1, before.size()));  // npos + 1 is 0
    for (const std::string_view words :
         {"at least ", "starting with ", "starting in ", "beginning with ", "since "})
        if (before.find(words) != std::string_view::npos)
            return true;
    return before.ends_with("= ");
}

/// A sentence that says that it ended is up to date.
bool says_it_ended(std::string_view sentence) {
    for (const std::string_view words :
         {"no longer supported", "isn't supported",     "is not supported", "aren't supported",
          "are not supported",   "unsupported",         "end of support",   "end-of-support",
          "out of support",      "end of life",         "end-of-life",      "has ended",
          "have ended",          "support ended",       "was retired",      "were retired",
          "been retired",        "is retired",          "are retired",      "retirement",
          "discontinued",        "no longer available", "reached the end"})
        if (sentence.find(words) != std::string_view::npos)
            return true;
    return false;
}

std::string_view sentence_at(std::string_view text, std::size_t at) {
    const auto before = text.substr(0, at).rfind(". ");
    const auto begin = before == std::string_view::npos ? 0 : before + 2;
    return text.substr(begin, text.find(". ", at) - begin);
}

/// Whether it is named as what is there today.
bool names_it(std::string_view text, const std::string& name) {
    const std::string lower = lower_ascii(text);
    const auto at = find_words(lower, name);
    if (at == std::string::npos)
        return false;
    const auto sentence = sentence_at(lower, at);
    const auto before = static_cast<std::size_t>(lower.data() + at - sentence.data());
    return !goes_on_to_later(std::string_view(lower).substr(at + name.size())) &&
           !begins_there(sentence.substr(0, before)) && !says_it_ended(sentence);
}

struct Mentions {
    int first_line = 0;  ///< 0: none
    std::size_t count = 0;
};

Mentions mentions_of(const CheckedArticle& checked, const std::string& name) {
    Mentions mentions;
    for (const auto& line : checked.lines) {
        if (line.kind == Kind::blank || line.kind == Kind::code || !names_it(line.text, name))
            continue;
        mentions.first_line = mentions.first_line == 0 ? line.number : mentions.first_line;
        ++mentions.count;
    }
    return mentions;
}

std::string end_of(const Retired& retired) {
    return fmt::format("{} ended on {}{}", retired.name, iso_date(retired.ended),
                       retired.instead.empty() ? "" : "; now: " + retired.instead);
}

bool has_ended(const Retired& retired, const Collection& articles) {
    return retired.ended <= articles.today;
}

constexpr auto kMonths =
    std::to_array<std::string_view>({"january", "february", "march", "april", "may", "june", "july",
                                     "august", "september", "october", "november", "december"});

std::optional<unsigned> number_at(std::string_view text, std::size_t& at, std::size_t most) {
    unsigned value = 0;
    const auto begin = at;
    while (at < text.size() && at - begin < most && is_ascii_digit(text[at]))
        value = value * 10 + static_cast<unsigned>(text[at++] - '0');
    if (at == begin || (at < text.size() && is_ascii_digit(text[at])))
        return std::nullopt;
    return value;
}

/// The day of `October 1, 2022`, `October 2022`, whose month begins at `at`: of a month alone the
/// last day.
std::optional<Date> date_at(std::string_view text, std::size_t at, unsigned month) {
    at += kMonths[month - 1].size();
    if (at >= text.size() || text[at] != ' ')
        return std::nullopt;
    ++at;
    auto number = number_at(text, at, 4);
    std::optional<unsigned> day;
    if (number && *number <= 31) {
        day = number;
        while (at < text.size() && (text[at] == ',' || text[at] == ' '))
            ++at;
        number = number_at(text, at, 4);
    }
    if (!number || *number < 1995 || *number > 2100)
        return std::nullopt;
    const auto first = std::chrono::year{static_cast<int>(*number)} / std::chrono::month{month};
    if (!day)
        return Date{first / std::chrono::last};
    const auto date = first / std::chrono::day{*day};
    return date.ok() ? std::optional(Date{date}) : std::nullopt;
}

/// The latest date that a sentence (in lower case) names.
std::optional<Date> latest_date(std::string_view sentence) {
    std::optional<Date> latest;
    for (unsigned month = 1; month <= kMonths.size(); ++month) {
        const auto name = kMonths[month - 1];
        for (auto at = sentence.find(name); at != std::string_view::npos;
             at = sentence.find(name, at + 1))
            if (const auto date = date_at(sentence, at, month);
                date && (at == 0 || !is_word_character(sentence[at - 1])))
                latest = latest ? std::max(*latest, *date) : *date;
    }
    return latest;
}

/// Whether the sentence speaks of an end or a beginning that is yet to come.
bool announces(std::string_view sentence) {
    for (const char* const words : {"will be retired",
                                    "will retire",
                                    "will be deprecated",
                                    "will be removed",
                                    "will be discontinued",
                                    "will be disabled",
                                    "will be turned off",
                                    "will be unavailable",
                                    "will no longer",
                                    "will end",
                                    "will stop",
                                    "will start",
                                    "will begin",
                                    "will reach",
                                    "will be blocked",
                                    "will be available",
                                    "will be supported",
                                    "will expire",
                                    "is scheduled",
                                    "are scheduled",
                                    "will be ending",
                                    "will be required",
                                    "will not be supported",
                                    "is going to",
                                    "will be replaced",
                                    "will be phased out",
                                    "will be enforced"})
        if (sentence.find(words) != std::string_view::npos)
            return true;
    return false;
}

/// Calls `see` for each sentence in lower case.
template <class See>
void for_sentences(std::string_view text, const See& see) {
    const std::string lower = lower_ascii(text);
    for (std::size_t begin = 0; begin < lower.size();) {
        auto end = begin;
        do {
            end = lower.find_first_of(".!?", end + 1);
        } while (end != std::string::npos && end + 1 < lower.size() &&
                 !is_ascii_space(lower[end + 1]));
        end = std::min(end, lower.size());
        see(std::string_view(lower).substr(begin, end - begin));
        begin = end + 1;
    }
}

}  // namespace

void find_articles_on_ended(const Collection& articles, const Found& found) {
    for (const auto& retired : articles.kb->retired)
        for (const auto& checked : articles.articles)
            if (has_ended(retired, articles) && is_in_use(checked.article) &&
                names_it(checked.article.title, lower_ascii(retired.name)))
                found(checked.article.path, line_of_field(checked, {"title"}),
                      "the title: " + end_of(retired));
}

void find_ended_products(const Collection& articles, const Found& found) {
    for (const auto& retired : articles.kb->retired) {
        const std::string name = lower_ascii(retired.name);
        for (const auto& checked : articles.articles) {
            if (!has_ended(retired, articles) || !is_in_use(checked.article) ||
                names_it(checked.article.title, name))
                continue;
            const auto [line, count] = mentions_of(checked, name);
            if (line > 0)
                found(checked.article.path, line,
                      end_of(retired) +
                          (count > 1 ? fmt::format(" (named on {} lines)", count) : ""));
        }
    }
}

void find_past_deadlines(const Collection& articles, const Found& found) {
    for (const auto& checked : articles.articles) {
        if (!is_in_use(checked.article))
            continue;
        for (const auto& line : checked.lines) {
            if (line.kind == Kind::blank || line.kind == Kind::code)
                continue;
            std::optional<Date> past;
            if (line.text.find("will ") == std::string_view::npos &&
                line.text.find("schedul") == std::string_view::npos &&
                line.text.find("going to") == std::string_view::npos)
                continue;
            for_sentences(line.text, [&](std::string_view sentence) {
                const auto date = announces(sentence) ? latest_date(sentence) : std::nullopt;
                if (date && *date < articles.today)
                    past = date;
            });
            if (past)
                found(checked.article.path, line.number,
                      fmt::format("this speaks of {} as still to come", iso_date(*past)));
        }
    }
}

}  // namespace firstline
