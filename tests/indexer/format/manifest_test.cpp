#include "indexer/format/manifest.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "indexer/format/schema.h"

using namespace firstline;

namespace {

Manifest full_manifest() {
    Manifest manifest;
    manifest.version = schema::kVersion;
    manifest.generation = 7;
    manifest.edition = 3;
    manifest.built_at = std::chrono::sys_seconds{std::chrono::seconds{1'700'000'000}};
    manifest.updated_at = std::chrono::sys_seconds{std::chrono::seconds{1'700'000'100}};
    manifest.databases = {{"public", false, "public", {210.5, 6.25, 120}, 42},
                          {"agents:hr", true, "agents-ab-archived", {1, 2, 3}, 1}};
    auto& kb = manifest.kb;
    kb.name = "Larkfield \"Desk\"";
    kb.default_audience = {Standing::employees, {}};
    kb.everything_public = true;
    kb.groups = {"hr"};
    kb.value_maps = {{"audience", {{"itpro", "public"}}}};
    kb.field_spellings = {{"owner", {"team"}}};
    kb.desk.telephone = "555-0142";
    kb.desk.priorities_json = R"({"P1":{"hours":1}})";
    kb.owners = {{"print", "Print team", {"Ada"}, "print@example.com", false}};
    kb.synonyms = {{"screen", "monitor"}};
    Notice notice;
    notice.title = "Mail is late";
    notice.words = {"mail"};
    notice.until = std::chrono::sys_seconds{std::chrono::seconds{1'800'000'000}};
    kb.notices = {notice};
    kb.redirections = {{"old", "new.md"}};
    kb.reading_fingerprint = "f";
    manifest.problems = {{"_kb.yml", 2, Severity::error, "bad", "said \xff"}};
    return manifest;
}

}  // namespace

TEST_CASE("a manifest comes back as it was, whatever bytes a message holds") {
    const std::string json = to_json(full_manifest());
    const Manifest back = manifest_from_json(json);
    CHECK(to_json(back) == json);
    CHECK(back.databases.at(1).archived);
    CHECK(back.databases.at(0).averages == FieldAverages{210.5, 6.25, 120});
    CHECK(back.kb.notices.at(0).until == full_manifest().kb.notices.at(0).until);
    CHECK_FALSE(back.kb.notices.at(0).from);
}

TEST_CASE("an index of another version is refused with the way out") {
    Manifest manifest = full_manifest();
    manifest.version = schema::kVersion + 1;
    CHECK_THROWS_WITH_AS(manifest_from_json(to_json(manifest)),
                         doctest::Contains("run kb-indexer build"), WrongIndexVersion);
}

TEST_CASE("a damaged manifest is told with the way out") {
    const std::string json = to_json(full_manifest());
    for (const auto& damaged : {std::string(), json.substr(0, json.size() / 2), std::string("[]"),
                                fmt::format("{{\"version\":{}}}", schema::kVersion)}) {
        CAPTURE(damaged);
        CHECK_THROWS_WITH_AS(manifest_from_json(damaged), doctest::Contains("run kb-indexer build"),
                             CorruptIndex);
    }
}

TEST_CASE("databases of a manifest written before they had days of their own take the whole's") {
    Manifest manifest = full_manifest();
    manifest.databases.at(1).updated_at = manifest.built_at;
    std::string json = to_json(manifest);
    CHECK(manifest_from_json(json).databases.at(1).updated_at == manifest.built_at);
    for (std::size_t at = json.find("\"databases\""), end = json.find("\"edition\"");
         (at = json.find("updated_at", at)) < end;)
        json.replace(at, 10, "no_such_at");
    for (const auto& database : manifest_from_json(json).databases)
        CHECK(database.updated_at == manifest.updated_at);
}

TEST_CASE("the hash of the settings differs with each of them") {
    KnowledgeBase kb = full_manifest().kb;
    const auto before = settings_hash(kb);
    CHECK(settings_hash(full_manifest().kb) == before);
    kb.desk.hours = "Mon to Fri";
    CHECK(settings_hash(kb) != before);
}
