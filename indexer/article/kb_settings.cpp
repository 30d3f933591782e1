#include "indexer/article/kb_settings.h"

#include <algorithm>
#include <array>
#include <functional>
#include <stdexcept>
#include <system_error>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "indexer/article/article_loader.h"
#include "indexer/article/audience_rules.h"
#include "indexer/article/desk_checks.h"
#include "indexer/article/field_table.h"
#include "indexer/article/read_file.h"
#include "indexer/text/characters.h"
#include "indexer/text/sha256.h"

namespace firstline {

namespace {

constexpr std::size_t kLargestSettings = std::size_t{1} << 20U;

/// Raise it when the same file would be read differently than before.
constexpr int kReadingVersion = 4;

struct Setting {
    const YamlValue& value;
    const std::string& path;
    KnowledgeBase& kb;
    Problems& problems;

    void report(Severity severity, const std::string& message) const {
        problems.push_back({path, value.line, severity, "bad-setting", message});
    }
};

/// `public`, or groups. What cannot be read leaves agents, the narrowest default.
void read_default_audience(const Setting& s) {
    DeclaredAudience declared{text_list(s.value), s.value.is_list(), {}, s.value.line};
    s.kb.default_audience = {Standing::agents, {}};
    KnowledgeBase strict = s.kb;
    strict.everything_public = false;
    s.kb.default_audience = declared_audience(declared, strict, s.path, s.problems);
}

void read_groups(const Setting& s) {
    auto names = s.value.is_map() ? s.value.keys : text_list(s.value);
    for (auto& name : names)
        name = group_name(name);
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    s.kb.groups = std::move(names);
}

void read_value_map(const Setting& s, const std::string& field) {
    if (!s.value.is_map()) {
        s.report(Severity::warning, fmt::format("`{}` must map foreign words to ours", field));
        return;
    }
    auto& map = s.kb.value_maps[lower_ascii(field)];
    for (std::size_t i = 0; i < s.value.keys.size(); ++i)
        map[lower_ascii(trimmed(s.value.keys[i]))] = scalar_text(s.value.items[i]);
}

void read_value_maps(const Setting& s) {
    for (std::size_t i = 0; i < s.value.keys.size(); ++i)
        read_value_map({s.value.items[i], s.path, s.kb, s.problems}, s.value.keys[i]);
}

void read_spellings(const Setting& s) {
    for (std::size_t i = 0; i < s.value.keys.size(); ++i) {
        const auto& field = s.value.keys[i];
        if (is_field(field))
            s.kb.field_spellings[lower_ascii(field)] = text_list(s.value.items[i]);
        else
            s.report(Severity::warning, fmt::format("there is no field `{}`", field));
    }
}

/// `Mon to Thu 07:30-18:00` and `Fri 07:30-17:00`, a line each: days in a row with the same hours
/// are one line.
std::string hours_in_words(const YamlValue& hours) {
    if (!hours.is_map())
        return scalar_text(hours);
    constexpr std::array<const char*, 7> kDays{"monday", "tuesday",  "wednesday", "thursday",
                                               "friday", "saturday", "sunday"};
    constexpr std::array<const char*, 7> kShort{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    std::array<std::string, 7> open;
    for (std::size_t day = 0; day < kDays.size(); ++day)
        if (const auto* const value = hours.find(kDays[day]); value != nullptr)
            open[day] = fmt::format("{}", fmt::join(text_list(*value), ", "));
    std::string words;
    for (std::size_t day = 0; day < open.size();) {
        std::size_t last = day;
        while (last + 1 < open.size() && open[last + 1] == open[day])
            ++last;
        if (!open[day].empty() && lower_ascii(open[day]) != "closed") {
            words += fmt::format("{}{}", words.empty() ? "" : "\n", kShort[day]);
            if (last > day)
                words += fmt::format(" to {}", kShort[last]);
            words += " " + open[day];
        }
        day = last + 1;
    }
    return words;
}

void read_media(const Setting& s) {
    const std::string word = lower_ascii(scalar_text(s.value));
    s.kb.media_absent = word == "absent";
    if (word != "absent" && word != "present")
        s.report(Severity::warning, "`media` is `present` or `absent`");
}

std::string json_text(const YamlValue& value) {
    return to_json(value).dump();
}

void read_priorities(const Setting& s) {
    s.kb.desk.priorities_json = json_text(s.value);
    check_priorities(s.value, s.path, s.problems);
}

struct SettingReader {
    std::string_view name;
    std::function<void(const Setting&)> read;
};

/// In this order: an audience may name groups.
const std::vector<SettingReader>& setting_readers() {
    static const std::vector<SettingReader> readers{
        {"name", [](const Setting& s) { s.kb.name = scalar_text(s.value); }},
        {"language", [](const Setting& s) { s.kb.language = lower_ascii(scalar_text(s.value)); }},
        {"groups", read_groups},
        {"default_audience", read_default_audience},
        {"edit_url", [](const Setting& s) { s.kb.edit_url = scalar_text(s.value); }},
        {"site_root", [](const Setting& s) { s.kb.site_root = scalar_text(s.value); }},
        {"media", read_media},
        {"retired", [](const Setting& s) { read_retired(s.value, s.path, s.kb, s.problems); }},
        {"fragment_folders", [](const Setting& s) { s.kb.fragment_folders = text_list(s.value); }},
        {"value_maps", read_value_maps},
        {"field_spellings", read_spellings},
        {"telephone", [](const Setting& s) { s.kb.desk.telephone = scalar_text(s.value); }},
        {"email", [](const Setting& s) { s.kb.desk.email = scalar_text(s.value); }},
        {"contact_url", [](const Setting& s) { s.kb.desk.contact_url = scalar_text(s.value); }},
        {"portal_url",
         [](const Setting& s) {
             if (s.kb.desk.contact_url.empty())
                 s.kb.desk.contact_url = scalar_text(s.value);
         }},
        {"hours",
         [](const Setting& s) {
             s.kb.desk.hours = hours_in_words(s.value);
             s.kb.desk.hours_json = json_text(s.value);
             check_hours(s.value, s.path, s.problems);
             if (const auto* const outside = s.value.find("outside_hours"); outside != nullptr)
                 s.kb.desk.after_hours = scalar_text(*outside);
         }},
        {"priority", read_priorities},
        {"priorities", read_priorities},
        {"categories",
         [](const Setting& s) {
             s.kb.desk.categories_json = json_text(s.value);
             check_categories(s.value, s.path, s.problems);
         }},
        {"remote_session_url", [](const Setting&) {}},
    };
    return readers;
}

/// `audience: {ITPro: public}` at the top maps the values of a field.
void read_other_key(const std::string& key, const Setting& s) {
    if (is_field(key) && s.value.is_map()) {
        read_value_map(s, key);
        return;
    }
    for (const auto& reader : setting_readers())
        if (key.size() > 3 && edit_distance(lower_ascii(key), reader.name) <= 2)
            s.report(Severity::warning,
                     fmt::format("unknown setting `{}`: did you mean `{}`?", key, reader.name));
}

std::string fingerprint(const KnowledgeBase& kb) {
    nlohmann::json facts{
        {"version", kReadingVersion},       {"audience", audience_key(kb.default_audience)},
        {"public", kb.everything_public},   {"site", kb.site_root},
        {"fragments", kb.fragment_folders}, {"groups", kb.groups},
        {"values", kb.value_maps},          {"spellings", kb.field_spellings},
        {"redirections", kb.redirections},  {"media absent", kb.media_absent}};
    return sha256_hex(facts.dump());
}

}  // namespace

void read_kb_settings(const YamlValue& settings, const std::string& path, KnowledgeBase& kb,
                      Problems& problems) {
    for (const auto& reader : setting_readers())
        if (const auto* const value = settings.find(reader.name);
            value != nullptr && !value->is_null())
            reader.read({*value, path, kb, problems});
    for (std::size_t i = 0; i < settings.keys.size(); ++i) {
        const auto known = [&](const auto& r) { return r.name == lower_ascii(settings.keys[i]); };
        if (std::none_of(setting_readers().begin(), setting_readers().end(), known))
            read_other_key(settings.keys[i], {settings.items[i], path, kb, problems});
    }
    while (kb.site_root.ends_with('/'))
        kb.site_root.pop_back();
}

KnowledgeBase load_knowledge_base(const std::filesystem::path& root,
                                  const std::optional<std::filesystem::path>& config_file,
                                  bool everything_public, Problems& problems) {
    std::error_code error;
    if (const std::filesystem::directory_iterator readable(root, error); error)
        throw std::runtime_error(
            fmt::format("cannot read the folder {}: {}", root.string(), error.message()));
    KnowledgeBase kb;
    kb.everything_public = everything_public;
    const auto file = config_file.value_or(root / "_kb.yml");
    if (std::string why; config_file && !read_bytes(file, kLargestSettings, why))
        throw std::runtime_error(fmt::format("cannot read {}: {}", file.string(), why));
    const std::string path = config_file ? file.string() : "_kb.yml";
    if (std::filesystem::exists(file, error))
        if (const auto text = read_text(file, path, kLargestSettings, problems))
            read_kb_settings(parse_yaml(*text, path, 1, problems).root, path, kb, problems);
    read_owners(root, kb, problems);
    read_synonyms(root, kb, problems);
    read_notices(root, kb, problems);
    read_retired(root, kb, problems);
    read_redirections(root, kb, problems);
    kb.reading_fingerprint = fingerprint(kb);
    return kb;
}

}  // namespace firstline
