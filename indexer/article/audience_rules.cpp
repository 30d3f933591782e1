#include "indexer/article/audience_rules.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "indexer/text/characters.h"
#include "indexer/text/tokens.h"

namespace firstline {

namespace {

std::optional<Standing> level_named(const std::string& word) {
    if (word == "public")
        return Standing::anyone;
    if (word == "employees")
        return Standing::employees;
    if (word == "agents" || word == "internal")
        return Standing::agents;
    if (word == "writers" || word == "draft")
        return Standing::writers;
    return std::nullopt;
}

bool contains(const std::vector<std::string>& list, const std::string& word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

struct Reading {
    std::vector<Standing> levels;
    std::vector<std::string> groups;
    std::vector<std::string> unknown;
};

Reading read_words(const DeclaredAudience& declared, const KnowledgeBase& kb) {
    Reading reading;
    for (const auto& text : declared.levels) {
        const std::string word = group_name(text);
        if (const auto level = level_named(word))
            reading.levels.push_back(*level);
        else if (contains(kb.groups, word) || (declared.as_list && !kb.everything_public))
            reading.groups.push_back(word);
        else
            reading.unknown.push_back(text);
    }
    for (const auto& text : declared.groups)
        reading.groups.push_back(group_name(text));
    std::sort(reading.groups.begin(), reading.groups.end());
    reading.groups.erase(std::unique(reading.groups.begin(), reading.groups.end()),
                         reading.groups.end());
    return reading;
}

void report_unknown(const Reading& reading, const DeclaredAudience& declared,
                    const KnowledgeBase& kb, const std::string& path, Problems& problems) {
    for (const auto& word : reading.unknown) {
        if (!kb.everything_public)
            problems.push_back(
                {path, declared.line, Severity::error, "unknown-audience",
                 fmt::format("unknown audience `{}`: only agents see this article; use public, "
                             "employees, agents or a group of _kb.yml",
                             word)});
        else if (declared.as_list)
            problems.push_back({path, declared.line, Severity::warning, "undeclared-group",
                                fmt::format("`{}` is no declared group, so this article is public; "
                                            "name it under `groups` in _kb.yml if it is one",
                                            word)});
    }
}

}  // namespace

std::string group_name(std::string_view text) {
    std::string name;
    for (const char c : to_lower(trimmed(text))) {
        if (!is_ascii_space(c))
            name += c;
        else if (!name.ends_with(' '))
            name += ' ';
    }
    return name;
}

Audience declared_audience(const DeclaredAudience& declared, const KnowledgeBase& kb,
                           const std::string& path, Problems& problems) {
    Reading reading = read_words(declared, kb);
    report_unknown(reading, declared, kb, path, problems);
    if (!reading.unknown.empty())
        reading.levels.push_back(kb.everything_public ? Standing::anyone : Standing::agents);
    Audience audience = kb.everything_public ? Audience{Standing::anyone, {}} : kb.default_audience;
    if (!reading.levels.empty() || !declared.levels.empty())
        audience = {Standing::anyone, {}};
    for (const auto level : reading.levels)
        audience.standing = std::max(audience.standing, level);
    if (std::adjacent_find(reading.levels.begin(), reading.levels.end(), std::not_equal_to<>()) !=
        reading.levels.end())
        problems.push_back({path, declared.line, Severity::warning, "several-audiences",
                            "several audiences are named, the narrowest counts"});
    if (!reading.groups.empty()) {
        // Who is in a group has signed in; nothing narrower than that was asked for.
        if (reading.levels.empty())
            audience.standing = Standing::employees;
        audience.standing = std::max(audience.standing, Standing::employees);
        audience.groups = std::move(reading.groups);
    }
    return audience;
}

bool may_all_read(const Audience& readers, const Audience& audience) {
    if (audience.standing > readers.standing)
        return false;
    return audience.groups.empty() ||
           (!readers.groups.empty() && std::includes(audience.groups.begin(), audience.groups.end(),
                                                     readers.groups.begin(), readers.groups.end()));
}

std::string people_of(const Audience& audience) {
    constexpr std::array kStandings{"everybody", "employees", "agents", "writers"};
    std::string people = kStandings.at(static_cast<std::size_t>(audience.standing));
    if (audience.groups.empty())
        return people;
    const std::string groups = fmt::format("{}", fmt::join(audience.groups, " or "));
    return audience.standing <= Standing::employees ? "members of " + groups
                                                    : people + " in " + groups;
}

Audience narrowed_by(State state, Audience audience) {
    if (state == State::draft)
        audience.standing = Standing::writers;
    if (state == State::unvalidated)
        audience.standing = std::max(audience.standing, Standing::agents);
    return audience;
}

}  // namespace firstline
