#include "indexer/article/desk_checks.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "indexer/text/characters.h"
#include "indexer/text/dates.h"
#include "indexer/text/desk_times.h"

namespace firstline {

namespace {

constexpr std::array<const char*, 7> kDays{"monday", "tuesday",  "wednesday", "thursday",
                                           "friday", "saturday", "sunday"};

struct Report {
    const std::string& path;
    Problems& problems;

    void operator()(const YamlValue& value, std::string message) const {
        problems.push_back({path, value.line, Severity::error, "bad-setting", std::move(message)});
    }
};

void check_time(const YamlValue& rules, const char* name, bool required, const Report& report) {
    const auto* const value = rules.find(name);
    if (value == nullptr) {
        if (required)
            report(rules, fmt::format("`{}` is missing", name));
        return;
    }
    if (!parse_time_limit(scalar_text(*value)))
        report(*value, fmt::format("`{}`: \"{}\" is no time such as `2 working hours`", name,
                                   scalar_text(*value)));
}

void check_row(const YamlValue& row, const YamlValue& work, const YamlValue& levels,
               const Report& report) {
    for (const auto& fact : work.keys) {
        const auto* const level = row.find(fact);
        if (level == nullptr)
            report(row, fmt::format("the matrix says nothing of `{}`", fact));
        else if (levels.find(scalar_text(*level)) == nullptr)
            report(*level, fmt::format("there is no level `{}`", scalar_text(*level)));
    }
}

}  // namespace

void check_hours(const YamlValue& hours, const std::string& path, Problems& problems) {
    const Report report{path, problems};
    if (!hours.is_map())
        return;
    for (const char* const day : kDays)
        if (const auto* const value = hours.find(day); value != nullptr && !value->is_null()) {
            const auto text = fmt::format("{}", fmt::join(text_list(*value), ", "));
            if (!parse_open_hours(text))
                report(*value, fmt::format("{}: \"{}\" is no time such as `07:30-18:00`, "
                                           "`08:00-12:00, 13:00-17:00` or `closed`",
                                           day, text));
        }
    if (const auto* const closed = hours.find("closed_on"); closed != nullptr)
        for (const YamlValue& day : closed->items)
            if (!parse_date(scalar_text(day)))
                report(day, fmt::format("`closed_on`: \"{}\" is no day such as `2026-12-25`",
                                        scalar_text(day)));
}

void check_priorities(const YamlValue& priorities, const std::string& path, Problems& problems) {
    const Report report{path, problems};
    const auto* const affects = priorities.find("affects");
    const auto* const work = priorities.find("work");
    const auto* const matrix = priorities.find("matrix");
    const auto* const levels = priorities.find("levels");
    if (affects == nullptr || work == nullptr || matrix == nullptr || levels == nullptr) {
        report(priorities,
               "it needs `affects`, `work`, `matrix` and `levels`; the default is used");
        return;
    }
    for (const YamlValue& level : levels->items) {
        check_time(level, "answer_within", true, report);
        check_time(level, "aim_to_solve_within", false, report);
    }
    for (const auto& fact : affects->keys) {
        const auto* const row = matrix->find(fact);
        if (row == nullptr)
            report(*matrix, fmt::format("the matrix says nothing of `{}`", fact));
        else
            check_row(*row, *work, *levels, report);
    }
}

void check_categories(const YamlValue& categories, const std::string& path, Problems& problems) {
    const Report report{path, problems};
    if (!categories.is_map()) {
        report(categories, "categories must be names with what belongs to each");
        return;
    }
    for (const YamlValue& category : categories.items)
        if (const auto* const steps = category.find("escalation"); steps != nullptr)
            for (const YamlValue& step : steps->items)
                check_time(step, "after", true, report);
}

}  // namespace firstline
