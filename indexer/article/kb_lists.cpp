#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "indexer/article/kb_settings.h"
#include "indexer/article/paths.h"
#include "indexer/article/read_file.h"
#include "indexer/text/characters.h"
#include "indexer/text/dates.h"
#include "indexer/text/web_url.h"

namespace firstline {

namespace {

constexpr std::size_t kLargestList = std::size_t{16} << 20U;

std::optional<std::string> text_of(const std::filesystem::path& root, const std::string& name,
                                   Problems& problems) {
    std::error_code error;
    if (!std::filesystem::exists(root / name, error))
        return std::nullopt;
    return read_text(root / name, name, kLargestList, problems);
}

YamlValue yaml_of(const std::filesystem::path& root, const std::string& name, Problems& problems) {
    const auto text = text_of(root, name, problems);
    return text ? parse_yaml(*text, name, 1, problems).root : YamlValue{};
}

std::string text_at(const YamlValue& map, std::string_view key) {
    const auto* const value = map.find(key);
    return value == nullptr ? std::string() : scalar_text(*value);
}

std::optional<int> number(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || text.empty())
        return std::nullopt;
    return value;
}

/// Seconds of `09:40` or `09:40:30`.
std::optional<std::chrono::seconds> time_of_day(std::string_view text) {
    if (text.size() < 5 || text[2] != ':' || (text.size() > 5 && text[5] != ':'))
        return std::nullopt;
    const auto hour = number(text.substr(0, 2));
    const auto minute = number(text.substr(3, 2));
    const auto second = text.size() > 5 ? number(text.substr(6, 2)) : std::optional(0);
    if (!hour || !minute || !second || *hour > 24 || *minute > 59 || *second > 60)
        return std::nullopt;
    return std::chrono::hours{*hour} + std::chrono::minutes{*minute} +
           std::chrono::seconds{*second};
}

std::optional<std::chrono::sys_seconds> moment_at(const YamlValue& notice, std::string_view key,
                                                  Problems& problems, bool& damaged) {
    const auto* const value = notice.find(key);
    if (value == nullptr || value->is_null())
        return std::nullopt;
    auto moment = parse_moment(scalar_text(*value));
    // A notice `until: 2026-03-12` holds for that whole day.
    if (moment && key == "until" && scalar_text(*value).size() <= 10)
        *moment += std::chrono::days{1};
    if (!moment) {
        damaged = true;
        problems.push_back(
            {"_notices.yml", value->line, Severity::error, "bad-date",
             fmt::format("`{}: {}` is no time; write 2026-03-12T09:40", key, value->scalar)});
    }
    return moment;
}

std::string redirect_target(const std::string& url, const std::filesystem::path& root,
                            const KnowledgeBase& kb) {
    if (is_web_url(url))
        return url;
    const auto inside = join_below_root("", url.substr(0, url.find_first_of("?#")));
    std::error_code error;
    for (const auto* const suffix : {"", ".md"})
        if (inside && !inside->empty() &&
            std::filesystem::is_regular_file(root / (*inside + suffix), error))
            return *inside + suffix;
    return url.starts_with('/') && !kb.site_root.empty() ? kb.site_root + url : std::string();
}

}  // namespace

std::optional<std::chrono::sys_seconds> parse_moment(std::string_view text) {
    text = trimmed(text);
    const auto date = parse_date(text.substr(0, 10));
    if (!date)
        return std::nullopt;
    if (text.size() <= 10)
        return *date;
    auto rest = text.substr(11);
    std::chrono::seconds offset{0};
    if (rest.ends_with('Z') || rest.ends_with('z')) {
        rest.remove_suffix(1);
    } else if (const auto sign = rest.find_first_of("+-"); sign != std::string_view::npos) {
        const auto shift = time_of_day(rest.substr(sign + 1));
        if (!shift)
            return std::nullopt;
        offset = rest[sign] == '+' ? *shift : -*shift;
        rest = rest.substr(0, sign);
    }
    const auto time = time_of_day(trimmed(rest));
    if (!time)
        return std::nullopt;
    return *date + *time - offset;
}

void read_owners(const std::filesystem::path& root, KnowledgeBase& kb, Problems& problems) {
    const auto owners = yaml_of(root, "_owners.yml", problems);
    for (std::size_t i = 0; i < owners.keys.size(); ++i) {
        const auto& value = owners.items[i];
        Owner owner{owners.keys[i], text_at(value, "name"), {}, text_at(value, "contact"), true};
        if (value.is_scalar())
            owner.name = scalar_text(value);
        if (owner.name.empty())
            owner.name = owner.key;
        if (const auto* const people = value.find("people"))
            owner.people = text_list(*people);
        if (const auto* const active = value.find("active"))
            owner.active = truth(*active).value_or(true);
        kb.owners.push_back(std::move(owner));
    }
}

void read_synonyms(const std::filesystem::path& root, KnowledgeBase& kb, Problems& problems) {
    const auto groups = yaml_of(root, "_synonyms.yml", problems);
    for (std::size_t i = 0; i < groups.items.size(); ++i) {
        auto words = text_list(groups.items[i]);
        if (groups.is_map())
            words.insert(words.begin(), groups.keys[i]);
        if (words.size() > 1)
            kb.synonyms.push_back(std::move(words));
        else
            problems.push_back({"_synonyms.yml", groups.items[i].line, Severity::warning,
                                "bad-synonyms", "a group needs at least two words"});
    }
}

void read_notices(const std::filesystem::path& root, KnowledgeBase& kb, Problems& problems) {
    const auto notices = yaml_of(root, "_notices.yml", problems);
    for (const auto& value : notices.items) {
        bool damaged = false;
        Notice notice{text_at(value, "title"), text_at(value, "text"), {}, {}, {},
                      text_at(value, "link")};
        if (const auto* const words = value.find("words"))
            notice.words = text_list(*words);
        notice.from = moment_at(value, "from", problems, damaged);
        notice.until = moment_at(value, "until", problems, damaged);
        if (notice.title.empty())
            problems.push_back({"_notices.yml", value.line, Severity::error, "bad-notice",
                                "a notice needs a title"});
        else if (!damaged)
            kb.notices.push_back(std::move(notice));
    }
}

void read_retired(const YamlValue& list, const std::string& path, KnowledgeBase& kb,
                  Problems& problems) {
    const auto report = [&](const YamlValue& value, std::string message) {
        problems.push_back({path, value.line, Severity::error, "bad-retired", std::move(message)});
    };
    for (const auto& value : list.items) {
        const std::string name = text_at(value, "name");
        const auto ended = parse_date(text_at(value, "ended"));
        if (name.empty())
            report(value, "what is retired needs a `name`");
        else if (!ended)
            report(value, fmt::format("`{}` needs the day when it `ended`, as 2026-03-12", name));
        else
            kb.retired.push_back({name, *ended, text_at(value, "instead")});
    }
}

void read_retired(const std::filesystem::path& root, KnowledgeBase& kb, Problems& problems) {
    read_retired(yaml_of(root, "_retired.yml", problems), "_retired.yml", kb, problems);
}

void read_redirections(const std::filesystem::path& root, KnowledgeBase& kb, Problems& problems) {
    const std::string path = "redirections.json";
    const auto text = text_of(root, path, problems);
    if (!text)
        return;
    const auto report = [&](int line, Severity severity, const std::string& message) {
        problems.push_back({path, line, severity, "redirections", message});
    };
    nlohmann::json document;
    try {
        document = nlohmann::json::parse(*text);
    } catch (const nlohmann::json::parse_error& e) {
        const auto end =
            text->begin() + static_cast<std::ptrdiff_t>(std::min(e.byte, text->size()));
        report(1 + static_cast<int>(std::count(text->begin(), end, '\n')), Severity::error,
               "this is not JSON");
        return;
    }
    if (!document.is_object() || !document.contains("redirections") ||
        !document["redirections"].is_array()) {
        report(1, Severity::error, "a list `redirections` is missing");
        return;
    }
    std::size_t nowhere = 0;
    for (const auto& entry : document["redirections"]) {
        if (!entry.is_object())
            continue;
        const auto source =
            entry.value("source_path", entry.value("source_path_from_root", nlohmann::json()));
        const auto target = entry.value("redirect_url", nlohmann::json());
        if (!source.is_string() || !target.is_string())
            continue;
        const auto name = url_name(source.get<std::string>());
        const auto leads_to = redirect_target(target.get<std::string>(), root, kb);
        if (name && !leads_to.empty())
            kb.redirections.emplace(*name, leads_to);
        else
            ++nowhere;
    }
    if (nowhere > 0)
        report(1, Severity::info,
               fmt::format("{} of {} redirects lead to no article here and to no full address; "
                           "`site_root` in _kb.yml says where `/...` leads",
                           nowhere, document["redirections"].size()));
}

}  // namespace firstline
