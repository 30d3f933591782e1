#include "indexer/article/field_readers.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "indexer/article/article_types.h"
#include "indexer/article/paths.h"
#include "indexer/text/characters.h"
#include "indexer/text/tokens.h"

namespace firstline::field_readers {

namespace {

/// Line breaks and control characters of a value become blanks.
std::string one_line(std::string_view text) {
    std::string out;
    for (const char c : trimmed(text)) {
        const bool blank = static_cast<unsigned char>(c) <= 0x20 || c == 0x7F;
        if (!blank)
            out += c;
        else if (!out.ends_with(' '))
            out += ' ';
    }
    return out;
}

void add_redirect(const std::string& text, const FieldInput& input, FieldValues& values) {
    auto& redirects = values.article.redirect_from;
    const auto name = url_name(text);
    if (!name)
        input.report(Severity::warning, "bad-redirect",
                     fmt::format("`{}` is no path an article could have had", text));
    else if (std::find(redirects.begin(), redirects.end(), *name) == redirects.end())
        redirects.push_back(*name);
}

/// Spellings that name someone near the article rather than who answers for it.
bool names_owner_weakly(std::string_view spelling) {
    constexpr std::array<std::string_view, 4> kWeak{"group", "manager", "ms.author", "author"};
    return std::find(kWeak.begin(), kWeak.end(), spelling) != kWeak.end();
}

void add_commands(const std::string& system, const YamlValue& value, std::vector<Diagnosis>& out) {
    if (value.is_scalar() && !scalar_text(value).empty())
        out.push_back({system, scalar_text(value)});
    for (const auto& item : value.items)
        if (item.is_scalar() && value.is_list())
            out.push_back({system, scalar_text(item)});
}

void add_diagnosis(const YamlValue& value, std::vector<Diagnosis>& out) {
    const auto* const command = value.find("command");
    if (command != nullptr) {
        const auto* const system = value.find("system");
        add_commands(system == nullptr ? "" : lower_ascii(scalar_text(*system)), *command, out);
        return;
    }
    for (std::size_t i = 0; i < value.keys.size(); ++i)
        add_commands(lower_ascii(trimmed(value.keys[i])), value.items[i], out);
}

}  // namespace

void FieldInput::report(Severity severity, const char* code, const std::string& message) const {
    if (problems != nullptr)
        problems->push_back({path, value.line, severity, code, message});
}

std::optional<std::string> FieldInput::text() const {
    if (value.is_scalar())
        return one_line(value.scalar);
    report(Severity::warning, "bad-value", fmt::format("`{}` must be a single text", spelling));
    return std::nullopt;
}

std::vector<std::string> FieldInput::list() const {
    if (value.is_map()) {
        report(Severity::warning, "bad-value",
               fmt::format("`{}` must be a list of words", spelling));
        return {};
    }
    std::vector<std::string> words;
    for (const auto& word : text_list(value))
        if (std::find(words.begin(), words.end(), word) == words.end())
            words.push_back(one_line(word));
    return words;
}

std::optional<Date> date_of(const FieldInput& input) {
    const auto date = input.value.is_scalar() ? parse_date(input.value.scalar) : std::nullopt;
    if (!date)
        input.report(Severity::warning, "bad-date",
                     fmt::format("`{}: {}` is not a date; write it as 2026-03-12", input.spelling,
                                 one_line(input.value.scalar)));
    return date;
}

std::optional<Date> past_date_of(const FieldInput& input) {
    const auto date = date_of(input);
    if (!date || *date <= input.today)
        return date;
    input.report(Severity::warning, "future-date",
                 fmt::format("`{}: {}` lies in the future and does not count", input.spelling,
                             iso_date(*date)));
    return std::nullopt;
}

std::optional<bool> flag_of(const FieldInput& input) {
    const auto flag = truth(input.value);
    if (!flag)
        input.report(Severity::warning, "bad-value",
                     fmt::format("`{}` must be true or false", input.spelling));
    return flag;
}

bool set_word(const FieldInput& input, std::string& word) {
    if (const auto text = input.text())
        word = to_lower(*text);
    return true;
}

bool read_title(const FieldInput& input, FieldValues& values) {
    const auto text = input.text();
    if (!text || text->empty())
        return false;
    values.article.title = *text;
    return true;
}

bool read_id(const FieldInput& input, FieldValues& values) {
    const auto text = input.text();
    if (!text || text->empty())
        return false;
    values.article.id = *text;
    return true;
}

bool read_slug(const FieldInput& input, FieldValues& values) {
    const auto text = input.text();
    const auto name = text ? url_name(*text) : std::nullopt;
    if (!name) {
        if (text)
            input.report(Severity::warning, "bad-slug",
                         fmt::format("`{}` cannot be a URL; the path is used", *text));
        return false;
    }
    values.article.slug = *name;
    return true;
}

bool read_aliases(const FieldInput& input, FieldValues& values) {
    for (const auto& alias : input.list()) {
        if (alias.starts_with('/'))
            add_redirect(alias, input, values);
        else
            values.article.aliases.push_back(alias);
    }
    return true;
}

bool read_redirect_from(const FieldInput& input, FieldValues& values) {
    for (const auto& old : input.list())
        add_redirect(old, input, values);
    return true;
}

bool read_audience(const FieldInput& input, FieldValues& values) {
    auto words = text_list(input.value);
    if (input.value.is_map())
        words = {"a map"};
    for (const auto& item : input.value.items)
        if (input.value.is_list() && !item.is_scalar())
            words.emplace_back("a list within the list");
    if (words.empty())
        return false;
    auto& audience = values.audience;
    audience.line = input.value.line;
    if (input.spelling == "restrict_to_groups") {
        audience.groups = std::move(words);
    } else {
        if (!audience.levels.empty())
            return true;
        audience.levels = std::move(words);
        audience.as_list = input.value.is_list();
    }
    return true;
}

bool read_state(const FieldInput& input, FieldValues& values) {
    auto& state = values.article.state;
    if (input.spelling == "draft" || input.spelling == "hide" || input.spelling == "is_archived") {
        // A flag that cannot be read is taken as set: hiding an article is the lesser mistake.
        if (!flag_of(input).value_or(true))
            return input.spelling == "draft";
        const State flagged = input.spelling == "is_archived" ? State::archived : State::draft;
        if (values.state_named && flagged != state)
            input.report(Severity::warning, "several-states",
                         fmt::format("`{}` contradicts `state: {}`, which counts", input.spelling,
                                     state_name(state)));
        else if (state != State::draft)
            state = flagged;
        return true;
    }
    const std::string word = lower_ascii(scalar_text(input.value));
    values.state_named = true;
    for (const auto known : {State::draft, State::unvalidated, State::validated, State::archived}) {
        if (word == state_name(known)) {
            state = known;
            return true;
        }
    }
    state = State::unvalidated;
    input.report(Severity::error, "unknown-state",
                 fmt::format("unknown state `{}`, read as unvalidated; use draft, unvalidated, "
                             "validated or archived",
                             word));
    return true;
}

bool read_owner(const FieldInput& input, FieldValues& values) {
    const auto names =
        input.value.is_list() ? input.list() : std::vector{input.text().value_or("")};
    if (names.empty() || names.front().empty())
        return false;
    values.article.owner = names.front();
    values.article.owner_assumed = names_owner_weakly(input.spelling);
    return true;
}

bool read_people(const FieldInput& input, FieldValues& values) {
    if (input.value.is_list())
        values.article.reviewed_by = fmt::format("{}", fmt::join(input.list(), ", "));
    else
        values.article.reviewed_by = input.text().value_or("");
    return true;
}

bool read_interval(const FieldInput& input, FieldValues& values) {
    values.article.review_every = parse_interval(scalar_text(input.value));
    if (!values.article.review_every)
        input.report(Severity::warning, "bad-interval",
                     fmt::format("`{}: {}` is no interval; write `6 months` or `90 days`",
                                 input.spelling, one_line(input.value.scalar)));
    return true;
}

bool read_type(const FieldInput& input, FieldValues& values) {
    if (const auto text = input.text())
        values.article.type = article_type(to_lower(*text));
    return true;
}

bool read_ticket(const FieldInput& input, FieldValues& values) {
    auto& ticket = values.article.ticket;
    if (input.value.is_scalar())
        ticket.category = one_line(input.value.scalar);
    if (input.value.is_list())
        for (const auto& question : input.value.items)
            ticket.questions.push_back(one_line(question.scalar));
    for (const auto* const key : {"category", "queue"})
        if (const auto* const value = input.value.find(key);
            value != nullptr && ticket.category.empty())
            ticket.category = one_line(value->scalar);
    if (const auto* const questions = input.value.find("questions")) {
        if (questions->is_scalar())
            ticket.questions.push_back(one_line(questions->scalar));
        for (const auto& question : questions->items)
            ticket.questions.push_back(one_line(question.scalar));
    }
    std::erase(ticket.questions, "");
    return true;
}

bool read_diagnose(const FieldInput& input, FieldValues& values) {
    auto& out = values.article.diagnose;
    if (input.value.is_map())
        add_diagnosis(input.value, out);
    else
        add_commands("", input.value, out);
    if (input.value.is_list())
        for (const auto& item : input.value.items)
            if (item.is_map())
                add_diagnosis(item, out);
    return true;
}

}  // namespace firstline::field_readers
