#include "server/tickets/desk_plan.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "indexer/text/characters.h"
#include "indexer/text/dates.h"

namespace firstline {

namespace {

using Json = nlohmann::ordered_json;
using Trouble = std::vector<std::string>;

constexpr std::array<const char*, 7> kDays{"monday", "tuesday",  "wednesday", "thursday",
                                           "friday", "saturday", "sunday"};

/// What a knowledge base without a `priority` gets; the manual prints it.
constexpr const char* kDefaultPriorities = R"({
    "affects": {"me": "Only me", "team": "My team", "site": "A site or more"},
    "work": {"another-way": "Yes, another way", "with-difficulty": "Yes, with difficulty",
             "not-at-all": "No, not at all"},
    "matrix": {"me": {"another-way": "P4", "with-difficulty": "P3", "not-at-all": "P2"},
               "team": {"another-way": "P3", "with-difficulty": "P2", "not-at-all": "P1"},
               "site": {"another-way": "P2", "with-difficulty": "P1", "not-at-all": "P1"}},
    "levels": {
        "P1": {"name": "Critical", "answer_within": "15 minutes", "call_first": true},
        "P2": {"name": "High", "answer_within": "2 working hours"},
        "P3": {"name": "Normal", "answer_within": "1 working day"},
        "P4": {"name": "Low", "answer_within": "3 working days"}}})";

Json parsed(const std::string& text) {
    return Json::parse(text, nullptr, false);
}

/// The member of this name; null if there is none.
const Json& member(const Json& value, const char* name) {
    static const Json nothing;
    if (!value.is_object())
        return nothing;
    const auto found = value.find(name);
    return found == value.end() ? nothing : *found;
}

/// A scalar as a person wrote it; empty for anything else.
std::string text_of(const Json& value) {
    if (value.is_string())
        return value.get<std::string>();
    return value.is_number() || value.is_boolean() ? value.dump() : std::string{};
}

std::vector<Fact> facts_of(const Json& labels) {
    std::vector<Fact> facts;
    if (labels.is_object())
        for (const auto& [key, label] : labels.items())
            facts.push_back({key, text_of(label).empty() ? key : text_of(label)});
    return facts;
}

std::optional<TimeLimit> limit_of(const Json& value, bool working_clock, const std::string& where,
                                  Trouble& trouble) {
    auto limit = parse_time_limit(text_of(value));
    if (!limit && !value.is_null())
        trouble.push_back(
            fmt::format("{}: \"{}\" is no time such as 2 working hours", where, text_of(value)));
    if (limit && working_clock)
        limit->working = true;
    return limit;
}

std::vector<PriorityLevel> levels_of(const Json& levels, Trouble& trouble) {
    std::vector<PriorityLevel> read;
    if (!levels.is_object())
        return read;
    for (const auto& [key, level] : levels.items()) {
        const std::string where = "priority " + key;
        const bool working = text_of(member(level, "clock")) == "working";
        const auto answer = limit_of(member(level, "answer_within"), working, where, trouble);
        if (!answer) {
            trouble.push_back(where + ": it needs answer_within");
            continue;
        }
        read.push_back({.key = key,
                        .name = text_of(member(level, "name")),
                        .answer_within = *answer,
                        .aim_to_solve_within =
                            limit_of(member(level, "aim_to_solve_within"), working, where, trouble),
                        .call_first = text_of(member(level, "call_first")) == "true"});
    }
    return read;
}

/// Every pair of facts has a level that exists, or the matrix is none.
bool read_matrix(const Json& matrix, DeskPlan& plan, Trouble& trouble) {
    for (const Fact& affects : plan.affects)
        for (const Fact& work : plan.work) {
            const auto level =
                text_of(member(member(matrix, affects.key.c_str()), work.key.c_str()));
            if (!plan.level(level)) {
                trouble.push_back(fmt::format("the priority of {} and {} is no level: \"{}\"",
                                              affects.key, work.key, level));
                return false;
            }
            plan.matrix[{affects.key, work.key}] = level;
        }
    return !plan.matrix.empty();
}

bool read_priorities(const Json& priorities, DeskPlan& plan, Trouble& trouble) {
    plan.matrix.clear();
    plan.affects = facts_of(member(priorities, "affects"));
    plan.work = facts_of(member(priorities, "work"));
    plan.levels = levels_of(member(priorities, "levels"), trouble);
    return read_matrix(member(priorities, "matrix"), plan, trouble);
}

std::vector<EscalationStep> escalation_of(const Json& steps, const std::string& where,
                                          Trouble& trouble) {
    std::vector<EscalationStep> read;
    if (!steps.is_array())
        return read;
    for (const Json& step : steps)
        if (const auto after = limit_of(member(step, "after"), false, where, trouble))
            read.push_back({*after, text_of(member(step, "contact")),
                            text_of(member(step, "telephone")), text_of(member(step, "when"))});
    return read;
}

std::vector<TicketCategory> categories_of(const Json& categories, Trouble& trouble) {
    std::vector<TicketCategory> read;
    if (!categories.is_object())
        return read;
    for (const auto& [key, category] : categories.items()) {
        const auto name = text_of(member(category, "name"));
        read.push_back({.key = key,
                        .name = name.empty() ? key : name,
                        .owner = text_of(member(category, "owner")),
                        .on_call = text_of(member(category, "on_call")),
                        .escalation = escalation_of(member(category, "escalation"),
                                                    "category " + key, trouble)});
    }
    return read;
}

/// Hours of a day are one text or a list of texts.
std::string hours_text(const Json& day) {
    if (!day.is_array())
        return text_of(day);
    std::string text;
    for (const Json& part : day)
        text += (text.empty() ? "" : ", ") + text_of(part);
    return text;
}

/// Hours that are one text for people say nothing to a clock.
std::optional<DeskHours> hours_of(const Json& hours, Trouble& trouble) {
    if (!hours.is_object())
        return std::nullopt;
    DeskHours read;
    bool any = false;
    for (std::size_t day = 0; day < kDays.size(); ++day) {
        const Json& value = member(hours, kDays.at(day));
        if (value.is_null())
            continue;
        const auto open = parse_open_hours(hours_text(value));
        if (open)
            read.week.at(day) = *open;
        else
            trouble.push_back(fmt::format("hours of {}: \"{}\" is no time such as 07:30-18:00",
                                          kDays.at(day), hours_text(value)));
        any = any || (open && !open->empty());
    }
    if (const auto zone = text_of(member(hours, "time_zone")); !zone.empty())
        read.time_zone = zone;
    if (const Json& closed = member(hours, "closed_on"); closed.is_array())
        for (const Json& day : closed) {
            if (const auto date = parse_date(text_of(day)))
                read.closed_on.insert(*date);
            else
                trouble.push_back(fmt::format("closed_on: \"{}\" is no day", text_of(day)));
        }
    return any ? std::optional{read} : std::nullopt;
}

template <class Row>
const Row* row_of(const std::vector<Row>& rows, std::string_view key) {
    const auto found =
        std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.key == key; });
    return found == rows.end() ? nullptr : &*found;
}

}  // namespace

const PriorityLevel* DeskPlan::level(std::string_view key) const {
    return row_of(levels, key);
}

const TicketCategory* DeskPlan::category(std::string_view key) const {
    return row_of(categories, key);
}

DeskPlan desk_plan_from(const DeskSettings& settings, std::vector<std::string>& problems) {
    DeskPlan plan;
    const Json priorities = parsed(settings.priorities_json);
    // Half a matrix would promise what nobody published: it is all theirs or all the default.
    if (priorities.is_null() || !read_priorities(priorities, plan, problems)) {
        if (!priorities.is_null())
            problems.emplace_back("the priorities of _kb.yml are not whole; the default is used");
        read_priorities(parsed(kDefaultPriorities), plan, problems);
    }
    plan.categories = categories_of(parsed(settings.categories_json), problems);
    plan.hours = hours_of(parsed(settings.hours_json), problems);
    plan.hours_in_words = settings.hours;
    plan.after_hours = settings.after_hours;
    plan.telephone = settings.telephone;
    plan.email = settings.email;
    return plan;
}

std::string label_of(const std::vector<Fact>& facts, const std::string& key) {
    for (const Fact& fact : facts)
        if (fact.key == key)
            return fact.label;
    return key;
}

std::string priority_for(const DeskPlan& plan, std::string_view affects, std::string_view work) {
    const auto known = [](const std::vector<Fact>& facts, std::string_view key) {
        return row_of(facts, key) != nullptr ? std::string{key} : facts.front().key;
    };
    return plan.matrix.at({known(plan.affects, affects), known(plan.work, work)});
}

bool is_more_urgent(const DeskPlan& plan, std::string_view a, std::string_view b) {
    const auto* const first = plan.level(a);
    const auto* const second = plan.level(b);
    return first != nullptr && second != nullptr && first < second;
}

}  // namespace firstline
