#include "server/pages/wording.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include <fmt/format.h>

#include "indexer/text/dates.h"

namespace firstline {

namespace {

const Owner* find_owner(std::string_view key, const std::vector<Owner>& owners) {
    const auto found = std::find_if(owners.begin(), owners.end(),
                                    [&](const Owner& owner) { return owner.key == key; });
    return found == owners.end() ? nullptr : &*found;
}

std::string name_of(const std::string& key, const std::vector<Owner>& owners) {
    const Owner* owner = find_owner(key, owners);
    return owner != nullptr && !owner->name.empty() ? owner->name : key;
}

std::string joined(const std::vector<std::string>& items, std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i)
        text += (i == 0 ? "" : ", ") + items[i];
    return text;
}

}  // namespace

std::string review_line(const ArticleRecord& article, const std::vector<Owner>& owners,
                        Date today) {
    if (!article.reviewed || *article.reviewed > today) {
        if (!article.updated || *article.updated > today)
            return "Never reviewed";
        return "Never reviewed · changed " + reader_date(*article.updated);
    }
    const std::string day = reader_date(*article.reviewed);
    if (article.changed_since_review)
        return "Text changed since it was reviewed on " + day;
    if (article.reviewed_by.empty())
        return "Reviewed " + day;
    return fmt::format("Reviewed {} by {}", day, name_of(article.reviewed_by, owners));
}

std::string expired_since(const ArticleRecord& article, Date today) {
    if (!article.expires || *article.expires >= today)
        return {};
    return reader_date(*article.expires);
}

std::string owner_name(const ArticleRecord& article, const std::vector<Owner>& owners) {
    if (const Owner* owner = find_owner(article.owner, owners); owner != nullptr)
        return owner->name.empty() ? owner->key : owner->name;
    return article.owner_assumed ? std::string{} : article.owner;
}

std::string audience_label(const Audience& audience) {
    if (!audience.groups.empty())
        return "Only " + joined(audience.groups, audience.groups.size());
    switch (audience.standing) {
        case Standing::anyone: return {};
        case Standing::employees: return "Employees only";
        case Standing::agents: return "Agents only";
        case Standing::writers: return "Writers only";
    }
    return {};
}

std::string audience_mark(const Audience& audience) {
    if (!audience.groups.empty())
        return "group";
    switch (audience.standing) {
        case Standing::anyone: return {};
        case Standing::employees: return "employees";
        case Standing::agents: return "agents";
        case Standing::writers: return "writers";
    }
    return {};
}

std::string role_label(Role role) {
    switch (role) {
        case Role::reader: return "Reader";
        case Role::employee: return "Employee";
        case Role::agent: return "Agent";
        case Role::writer: return "Writer";
        case Role::lead: return "Lead";
        case Role::admin: return "Administrator";
    }
    return {};
}

std::string readership_label(const Audience& audience) {
    std::string standing = [&] {
        switch (audience.standing) {
            case Standing::anyone: return "Everybody";
            case Standing::employees: return "Employees";
            case Standing::agents: return "Agents";
            case Standing::writers: return "Writers";
        }
        return "";
    }();
    if (audience.groups.empty())
        return standing;
    const std::string groups = (audience.groups.size() == 1 ? "roup " : "roups ") +
                               joined(audience.groups, audience.groups.size());
    // Members have signed in: that they are employees need not be said.
    return audience.standing <= Standing::employees ? "G" + groups : standing + " of g" + groups;
}

std::string browser_label(std::string_view user_agent) {
    using Name = std::pair<std::string_view, const char*>;
    // In this order: most browsers call themselves by the names of others, too.
    constexpr auto kBrowsers = std::to_array<Name>({{"Edg", "Edge"},
                                                    {"OPR/", "Opera"},
                                                    {"Firefox/", "Firefox"},
                                                    {"FxiOS", "Firefox"},
                                                    {"Chrome/", "Chrome"},
                                                    {"CriOS", "Chrome"},
                                                    {"Safari/", "Safari"},
                                                    {"curl/", "curl"}});
    constexpr auto kSystems = std::to_array<Name>({{"Windows", "Windows"},
                                                   {"Android", "Android"},
                                                   {"iPhone", "iPhone"},
                                                   {"iPad", "iPad"},
                                                   {"Macintosh", "macOS"},
                                                   {"CrOS", "ChromeOS"},
                                                   {"Linux", "Linux"}});
    const auto first_of = [&](const auto& names) {
        for (const auto& [sign, name] : names)
            if (user_agent.find(sign) != std::string_view::npos)
                return std::string{name};
        return std::string{};
    };
    const std::string browser = first_of(kBrowsers);
    const std::string system = first_of(kSystems);
    const std::string shown = browser.empty() ? "A browser" : browser;
    return system.empty() ? shown : shown + " on " + system;
}

std::string ago(std::chrono::seconds passed) {
    const auto counted = [](std::int64_t count, std::string_view unit) {
        return fmt::format("{} {}{} ago", count, unit, count == 1 ? "" : "s");
    };
    const auto seconds = passed.count();
    if (seconds < 60)
        return "just now";
    if (seconds < 3600)
        return counted(seconds / 60, "minute");
    if (seconds < 86400)
        return counted(seconds / 3600, "hour");
    return counted(seconds / 86400, "day");
}

std::string state_label(State state) {
    switch (state) {
        case State::draft: return "Draft";
        case State::unvalidated: return "Not yet validated";
        case State::validated:
        case State::archived: return {};
    }
    return {};
}

std::string type_label(std::string_view type) {
    constexpr auto kLabels = std::to_array<std::pair<std::string_view, const char*>>({
        {"how-to", "How-to"},
        {"fix", "Fix"},
        {"faq", "Questions"},
        {"reference", "Reference"},
        {"known-error", "Known error"},
        {"request", "Request"},
    });
    for (const auto& [name, label] : kLabels) {
        if (name == type)
            return label;
    }
    return std::string{type};
}

std::string count_text(unsigned count) {
    std::string digits = std::to_string(count);
    for (std::size_t at = digits.size(); at > 3; at -= 3)
        digits.insert(at - 3, ",");
    return digits;
}

std::string article_count(unsigned count) {
    return count_text(count) + (count == 1 ? " article" : " articles");
}

std::string short_list(const std::vector<std::string>& items, std::size_t most) {
    // "and 1 more" would be longer than most names.
    if (items.size() <= most + 1)
        return joined(items, items.size());
    return fmt::format("{} and {} more", joined(items, most), items.size() - most);
}

std::string reader_time(std::chrono::sys_seconds time) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::hh_mm_ss clock{time - day};
    return fmt::format("{}, {:02}:{:02} UTC", reader_date(day), clock.hours().count(),
                       clock.minutes().count());
}

std::string folder_name(std::string_view folder) {
    std::string name{folder};
    std::replace_if(
        name.begin(), name.end(), [](char c) { return c == '-' || c == '_'; }, ' ');
    if (!name.empty())
        name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
    return name;
}

}  // namespace firstline
