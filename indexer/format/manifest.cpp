#include "indexer/format/manifest.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "indexer/format/schema.h"
#include "indexer/text/sha256.h"

namespace firstline {

namespace {

using Json = nlohmann::json;
using Seconds = std::chrono::sys_seconds;

std::int64_t count(Seconds time) {
    return time.time_since_epoch().count();
}

Seconds seconds(std::int64_t count) {
    return Seconds{std::chrono::seconds{count}};
}

Json json_of(const Problem& p) {
    return {{"path", p.path},
            {"line", p.line},
            {"severity", static_cast<int>(p.severity)},
            {"code", p.code},
            {"message", p.message}};
}

Problem problem_of(const Json& j) {
    return {j.at("path"), j.at("line"), static_cast<Severity>(j.at("severity").get<int>()),
            j.at("code"), j.at("message")};
}

Json json_of(const Notice& n) {
    Json j{{"title", n.title}, {"text", n.text}, {"words", n.words}, {"link", n.link}};
    if (n.from)
        j["from"] = count(*n.from);
    if (n.until)
        j["until"] = count(*n.until);
    return j;
}

Notice notice_of(const Json& j) {
    Notice n;
    n.title = j.at("title");
    n.text = j.at("text");
    n.words = j.at("words").get<std::vector<std::string>>();
    n.link = j.at("link");
    if (j.contains("from"))
        n.from = seconds(j["from"].get<std::int64_t>());
    if (j.contains("until"))
        n.until = seconds(j["until"].get<std::int64_t>());
    return n;
}

Json json_of(const Owner& o) {
    return {{"key", o.key},
            {"name", o.name},
            {"people", o.people},
            {"contact", o.contact},
            {"active", o.active}};
}

Owner owner_of(const Json& j) {
    return {j.at("key"), j.at("name"), j.at("people").get<std::vector<std::string>>(),
            j.at("contact"), j.at("active")};
}

Json json_of(const DeskSettings& d) {
    return {{"telephone", d.telephone},        {"hours", d.hours},
            {"after_hours", d.after_hours},    {"opening", d.hours_json},
            {"contact_url", d.contact_url},    {"email", d.email},
            {"priorities", d.priorities_json}, {"categories", d.categories_json}};
}

/// JSON is kept as its text, since an object of ours would sort its keys. An index made before that
/// was so has the value itself, or nothing.
std::string text_of(const Json& j, const char* key) {
    const Json value = j.value(key, Json());
    return value.is_string() ? value.get<std::string>() : value.dump();
}

DeskSettings desk_of(const Json& j) {
    return {.telephone = j.at("telephone"),
            .hours = j.at("hours"),
            .after_hours = j.at("after_hours"),
            .hours_json = text_of(j, "opening"),
            .contact_url = j.at("contact_url"),
            .email = j.at("email"),
            .priorities_json = text_of(j, "priorities"),
            .categories_json = text_of(j, "categories")};
}

Json json_of(const SubDatabase& d) {
    return {{"audience", d.audience},
            {"archived", d.archived},
            {"folder", d.folder},
            {"averages", {d.averages.body, d.averages.title, d.averages.pairs}},
            {"articles", d.articles},
            {"updated_at", count(d.updated_at)}};
}

template <class T>
Json list_of(const std::vector<T>& items) {
    Json list = Json::array();
    for (const auto& item : items)
        list.push_back(json_of(item));
    return list;
}

Json json_of(const KnowledgeBase& kb) {
    return {{"name", kb.name},
            {"language", kb.language},
            {"default_audience", audience_key(kb.default_audience)},
            {"everything_public", kb.everything_public},
            {"edit_url", kb.edit_url},
            {"site_root", kb.site_root},
            {"fragment_folders", kb.fragment_folders},
            {"groups", kb.groups},
            {"value_maps", kb.value_maps},
            {"field_spellings", kb.field_spellings},
            {"desk", json_of(kb.desk)},
            {"owners", list_of(kb.owners)},
            {"synonyms", kb.synonyms},
            {"notices", list_of(kb.notices)},
            {"redirections", kb.redirections},
            {"reading_fingerprint", kb.reading_fingerprint}};
}

KnowledgeBase kb_of(const Json& j) {
    KnowledgeBase kb;
    kb.name = j.at("name");
    kb.language = j.at("language");
    kb.default_audience = audience_from_key(j.at("default_audience"));
    kb.everything_public = j.at("everything_public");
    kb.edit_url = j.at("edit_url");
    kb.site_root = j.at("site_root");
    j.at("fragment_folders").get_to(kb.fragment_folders);
    j.at("groups").get_to(kb.groups);
    j.at("value_maps").get_to(kb.value_maps);
    j.at("field_spellings").get_to(kb.field_spellings);
    kb.desk = desk_of(j.at("desk"));
    for (const auto& owner : j.at("owners"))
        kb.owners.push_back(owner_of(owner));
    j.at("synonyms").get_to(kb.synonyms);
    for (const auto& notice : j.at("notices"))
        kb.notices.push_back(notice_of(notice));
    j.at("redirections").get_to(kb.redirections);
    kb.reading_fingerprint = j.at("reading_fingerprint");
    return kb;
}

/// `updated_at` is that of the whole, for manifests written before databases had their own.
SubDatabase database_of(const Json& j, Seconds updated_at) {
    const auto& averages = j.at("averages");
    return {j.at("audience"), j.at("archived"),
            j.at("folder"),   {averages.at(0), averages.at(1), averages.at(2)},
            j.at("articles"), seconds(j.value("updated_at", count(updated_at)))};
}

}  // namespace

std::string settings_hash(const KnowledgeBase& kb) {
    return sha256_hex(json_of(kb).dump(-1, ' ', false, Json::error_handler_t::replace));
}

std::string to_json(const Manifest& manifest) {
    const Json json{{"version", manifest.version},
                    {"generation", manifest.generation},
                    {"edition", manifest.edition},
                    {"built_at", count(manifest.built_at)},
                    {"updated_at", count(manifest.updated_at)},
                    {"databases", list_of(manifest.databases)},
                    {"kb", json_of(manifest.kb)},
                    {"problems", list_of(manifest.problems)}};
    // What an article's author wrote may be any bytes; a manifest must always be written.
    return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Manifest manifest_from_json(const std::string& text) {
    try {
        const Json json = Json::parse(text);
        Manifest manifest;
        manifest.version = json.at("version");
        if (manifest.version != schema::kVersion)
            throw WrongIndexVersion(fmt::format(
                "the index has version {}, this program reads version {}: run kb-indexer build",
                manifest.version, schema::kVersion));
        manifest.generation = json.at("generation");
        manifest.edition = json.at("edition");
        manifest.built_at = seconds(json.at("built_at"));
        manifest.updated_at = seconds(json.at("updated_at"));
        for (const auto& database : json.at("databases"))
            manifest.databases.push_back(database_of(database, manifest.updated_at));
        manifest.kb = kb_of(json.at("kb"));
        for (const auto& problem : json.at("problems"))
            manifest.problems.push_back(problem_of(problem));
        return manifest;
    } catch (const Json::exception& error) {
        throw CorruptIndex(fmt::format("the index's manifest is damaged ({}): run kb-indexer build",
                                       error.what()));
    } catch (const std::invalid_argument& error) {
        throw CorruptIndex(fmt::format("the index's manifest is damaged ({}): run kb-indexer build",
                                       error.what()));
    }
}

}  // namespace firstline
