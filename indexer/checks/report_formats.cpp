#include "indexer/checks/report_formats.h"

#include <array>
#include <iterator>
#include <map>
#include <string_view>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "indexer/article/paths.h"
#include "indexer/text/characters.h"
#include "indexer/text/sha256.h"

namespace firstline {

namespace {

using nlohmann::json;

std::string dumped(const json& value) {
    return value.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

const char* sarif_level(Severity severity) {
    switch (severity) {
        case Severity::info: return "note";
        case Severity::warning: return "warning";
        case Severity::error: return "error";
    }
    return "error";
}

std::string plural(std::size_t count, const char* word) {
    return fmt::format("{} {}{}", count, word, count == 1 ? "" : "s");
}

/// Code -> how many of them, in the order of the table.
std::vector<std::pair<const Check*, std::size_t>> counts_by_check(const Problems& problems,
                                                                  Severity from, Severity to) {
    std::map<std::string_view, std::size_t> counts;
    for (const auto& problem : problems)
        if (problem.severity >= from && problem.severity <= to)
            ++counts[problem.code];
    std::vector<std::pair<const Check*, std::size_t>> rows;
    for (const auto& check : check_table())
        if (const auto found = counts.find(check.code); found != counts.end())
            rows.emplace_back(&check, found->second);
    return rows;
}

json rules_of_table() {
    auto rules = json::array();
    for (const auto& check : check_table())
        rules.push_back({{"id", check.code},
                         {"shortDescription", {{"text", check.what}}},
                         {"help", {{"text", check.action}}},
                         {"defaultConfiguration", {{"level", sarif_level(check.severity)}}}});
    return rules;
}

json sarif_result(const Problem& problem) {
    const json place{
        {"artifactLocation", {{"uri", percent_encoded(problem.path)}, {"uriBaseId", "%SRCROOT%"}}},
        {"region", {{"startLine", std::max(problem.line, 1)}}}};
    json result{{"ruleId", problem.code},
                {"level", sarif_level(problem.severity)},
                {"message", {{"text", problem.message}}},
                {"locations", json::array({{{"physicalLocation", place}}})},
                {"partialFingerprints",
                 {{"firstline/v1", sha256_hex(fingerprint_text(problem)).substr(0, 32)}}}};
    const auto* const check = check_named(problem.code);
    if (check != nullptr)
        result["ruleIndex"] = check - check_table().data();
    return result;
}

}  // namespace

std::string fingerprint_text(const Problem& problem) {
    std::string text = problem.code + '\n' + problem.path + '\n';
    for (const char c : problem.message)
        if (!is_ascii_digit(c))
            text += c;
    return text;
}

std::string check_text(const CheckResult& result, Severity least) {
    std::string text;
    const auto out = std::back_inserter(text);
    for (const auto& problem : result.problems)
        if (problem.severity >= least)
            fmt::format_to(out, "{} [{}]\n", to_text(problem), problem.code);
    const auto shown = counts_by_check(result.problems, least, Severity::error);
    if (!shown.empty())
        text += "\nWhat mends it:\n";
    for (const auto& [check, count] : shown)
        fmt::format_to(out, "{:>6}  {:<20} {}\n", count, check->code, check->action);
    if (least != Severity::info) {
        const auto below = counts_by_check(result.problems, Severity::info, Severity::info);
        if (!below.empty())
            text += "\nAdvice (--severity info lists it):\n";
        for (const auto& [check, count] : below)
            fmt::format_to(out, "{:>6}  {:<20} {}\n", count, check->code, check->what);
    }
    if (!text.empty())
        text += '\n';
    if (result.known > 0)
        fmt::format_to(out, "{} of the baseline not shown\n", plural(result.known, "problem"));
    fmt::format_to(out, "{} articles, {} errors, {} warnings\n", result.articles,
                   count_of(result.problems, Severity::error),
                   count_of(result.problems, Severity::warning));
    return text;
}

std::string check_json(const CheckResult& result, Severity least) {
    auto problems = json::array();
    for (const auto& problem : result.problems)
        if (problem.severity >= least)
            problems.push_back({{"path", problem.path},
                                {"line", problem.line},
                                {"severity", severity_name(problem.severity)},
                                {"code", problem.code},
                                {"message", problem.message},
                                {"action", action_of(problem.code)}});
    return dumped({{"articles", result.articles},
                   {"errors", count_of(result.problems, Severity::error)},
                   {"warnings", count_of(result.problems, Severity::warning)},
                   {"advice", count_of(result.problems, Severity::info)},
                   {"known", result.known},
                   {"problems", problems}});
}

std::string check_sarif(const CheckResult& result, Severity least) {
    auto results = json::array();
    for (const auto& problem : result.problems)
        if (problem.severity >= least)
            results.push_back(sarif_result(problem));
    const json driver{{"name", "kb-indexer check"}, {"rules", rules_of_table()}};
    return dumped({{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                   {"version", "2.1.0"},
                   {"runs", json::array({{{"tool", {{"driver", driver}}},
                                          {"columnKind", "unicodeCodePoints"},
                                          {"results", results}}})}});
}

std::string checks_in_words() {
    std::string text;
    for (const auto& check : check_table())
        fmt::format_to(std::back_inserter(text), "{:<20} {:<8} {}\n{:30}{}\n", check.code,
                       severity_name(check.severity), check.what, "", check.action);
    return text;
}

}  // namespace firstline
