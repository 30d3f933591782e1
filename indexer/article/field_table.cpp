#include "indexer/article/field_table.h"

#include <algorithm>
#include <array>
#include <span>

#include <fmt/format.h>

#include "indexer/article/field_readers.h"
#include "indexer/text/characters.h"

namespace firstline {

namespace {

using namespace field_readers;

/// A field of an article: its name, further spellings of it found in real repositories (of several
/// in one file the first counts), and what reads it.
struct Field {
    std::string_view name;
    std::array<std::string_view, 5> spellings;
    Reader read;
    bool all_spellings = false;  ///< the spellings add to each other
};

constexpr auto kFields = std::to_array<Field>({
    {"title", {}, read_title},
    {"id", {}, read_id},
    {"slug", {"permalink"}, read_slug},
    {"summary", {"description", "intro"}, read_text<&Article::summary>},
    {"aliases", {"keywords", "f1_keywords"}, read_aliases},
    {"redirect_from", {"old_paths"}, read_redirect_from, true},
    {"redirect_to", {"redirect", "redirect_url"}, read_text<&Article::redirect_to>},
    {"audience", {"restrict_to_groups"}, read_audience, true},
    {"state", {"draft", "hide", "is_archived"}, read_state, true},
    {"unlisted", {"noindex"}, read_flag<&Article::unlisted>, true},
    {"owner", {"owner_slack", "group", "manager", "ms.author", "author"}, read_owner},
    {"reviewed",
     {"last_reviewed_on", "audit_date", "verified_at"},
     read_past_date<&Article::reviewed>},
    {"reviewed_by", {"ms.reviewer"}, read_people},
    {"reviewed_hash", {}, read_text<&Article::reviewed_hash>},
    {"review_every", {"review_in", "review_cycle"}, read_interval},
    {"expires", {"expiryDate", "expire_by", "stale_after"}, read_date<&Article::expires>},
    {"updated", {"ms.date", "lastmod", "last_modified_date"}, read_past_date<&Article::updated>},
    {"tags", {"topics"}, read_list<&Article::tags>},
    {"applies_to", {"appliesto"}, read_list<&Article::applies_to>},
    {"product", {"feature"}, read_list<&Article::product>},
    {"related", {}, read_list<&Article::related>},
    {"type", {"ms.topic", "topic_type"}, read_type},
    {"ticket", {}, read_ticket},
    {"diagnose", {}, read_diagnose},
    {"critical", {}, read_flag<&Article::critical>},
    {"lang", {}, read_word<&Article::lang>},
    {"translation_of", {}, read_text<&Article::translation_of>},
});

/// Keys of other systems that look like misspelt ones of ours and are not.
constexpr auto kForeign = std::to_array<std::string_view>({
    "author_name",
    "canonical",
    "categories",
    "category",
    "children",
    "contributors",
    "cover",
    "created",
    "date",
    "edit",
    "editor",
    "f1.keywords",
    "has_children",
    "hidden",
    "hide_title",
    "image",
    "label",
    "language",
    "languages",
    "layout",
    "learn_banner",
    "link",
    "links",
    "menu",
    "monikerrange",
    "ms.assetid",
    "ms.collection",
    "ms.contributors",
    "ms.custom",
    "ms.data",
    "ms.devlang",
    "ms.localizationpriority",
    "ms.prod",
    "ms.product",
    "ms.reviewdate",
    "ms.service",
    "ms.subservice",
    "ms.technology",
    "ms.tgt_pltfrm",
    "ms.type",
    "ms.workload",
    "name",
    "nav_order",
    "order",
    "parent",
    "parents",
    "place",
    "position",
    "published",
    "ref",
    "refs",
    "robots",
    "search.appverid",
    "search.audiencetype",
    "shorttitle",
    "sidebar_label",
    "sidebar_position",
    "site",
    "slugs",
    "sort",
    "source",
    "stage",
    "status",
    "subtitle",
    "template",
    "time",
    "toc",
    "toc_title",
    "uid",
    "update",
    "url",
    "version",
    "versions",
    "weight",
});

/// The canonical name, then the table's spellings, then those of the knowledge base.
std::vector<std::string> names_of(const Field& field, const KnowledgeBase& kb) {
    std::vector<std::string> names{std::string(field.name)};
    for (const auto spelling : field.spellings)
        if (!spelling.empty())
            names.emplace_back(spelling);
    if (const auto more = kb.field_spellings.find(std::string(field.name));
        more != kb.field_spellings.end())
        names.insert(names.end(), more->second.begin(), more->second.end());
    return names;
}

void map_word(std::string& word, const std::map<std::string, std::string>& map) {
    if (const auto found = map.find(lower_ascii(trimmed(word))); found != map.end())
        word = found->second;
}

/// The value with foreign words of it replaced by ours, as `_kb.yml` says.
YamlValue mapped(YamlValue value, std::string_view field, const std::string& spelling,
                 const KnowledgeBase& kb) {
    for (const auto& name : {std::string(field), lower_ascii(spelling)}) {
        const auto map = kb.value_maps.find(name);
        if (map == kb.value_maps.end())
            continue;
        map_word(value.scalar, map->second);
        for (auto& item : value.items)
            map_word(item.scalar, map->second);
    }
    return value;
}

/// True if this source settled the field.
bool read_field(const Field& field, const FieldSource& source, const FieldReading& reading,
                FieldValues& values, Problems* problems) {
    bool settled = false;
    for (const auto& name : names_of(field, reading.kb)) {
        const auto* const value = source.fields->find(name);
        if (value == nullptr || value->is_null())
            continue;
        const FieldInput input{mapped(*value, field.name, name, reading.kb), name, source.path,
                               reading.today, problems};
        settled = field.read(input, values) || settled;
        if (settled && !field.all_spellings)
            return true;
    }
    return settled;
}

/// Short words have too many neighbours to guess from.
std::size_t allowed_distance(std::size_t length) {
    return length < 4 ? 0 : length < 8 ? 1 : 2;
}

std::vector<std::string> all_names(const KnowledgeBase& kb) {
    std::vector<std::string> all;
    for (const auto& field : kFields)
        for (auto& name : names_of(field, kb))
            all.push_back(std::move(name));
    return all;
}

std::string close_spelling(const std::string& key, const std::vector<std::string>& names) {
    std::string best;
    std::size_t least = allowed_distance(key.size()) + 1;
    for (const auto& name : names) {
        if (std::max(name.size(), key.size()) - std::min(name.size(), key.size()) >= least)
            continue;
        const std::size_t distance = edit_distance(key, lower_ascii(name));
        if (distance < least) {
            least = distance;
            best = name;
        }
    }
    return best;
}

}  // namespace

FieldValues read_fields(const FieldReading& reading, Problems& problems) {
    FieldValues values;
    for (const auto& field : kFields) {
        for (const auto& source : reading.sources) {
            const bool own = &source == reading.sources.data();
            if (read_field(field, source, reading, values, own ? &problems : nullptr))
                break;
        }
    }
    return values;
}

std::vector<UnknownKey> unknown_keys(const YamlValue& fields, const KnowledgeBase& kb) {
    std::vector<UnknownKey> unknown;
    const auto names = all_names(kb);
    for (std::size_t i = 0; i < fields.keys.size(); ++i) {
        const std::string key = lower_ascii(fields.keys[i]);
        const auto is_it = [&key](std::string_view name) { return lower_ascii(name) == key; };
        if (key.size() > 40 || std::any_of(names.begin(), names.end(), is_it) ||
            std::find(kForeign.begin(), kForeign.end(), key) != kForeign.end())
            continue;
        if (auto close = close_spelling(key, names); !close.empty())
            unknown.push_back({fields.keys[i], std::move(close), fields.items[i].line});
    }
    return unknown;
}

void report_unknown_keys(const FieldSource& source, const KnowledgeBase& kb, Problems& problems) {
    for (const auto& [key, close, line] : unknown_keys(*source.fields, kb))
        problems.push_back({source.path, line, Severity::warning, "unknown-key",
                            fmt::format("unknown key `{}`: did you mean `{}`?", key, close)});
}

std::vector<std::string> spellings_of(std::string_view field, const KnowledgeBase& kb) {
    const auto* const found = std::find_if(kFields.begin(), kFields.end(),
                                           [&](const Field& one) { return one.name == field; });
    return found == kFields.end() ? std::vector<std::string>{} : names_of(*found, kb);
}

bool is_field(std::string_view name) {
    return std::any_of(
        kFields.begin(), kFields.end(),
        [wanted = lower_ascii(name)](const Field& field) { return field.name == wanted; });
}

}  // namespace firstline
