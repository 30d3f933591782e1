#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>

#include <doctest/doctest.h>

#include "server/http/routes.h"
#include "server/pages/links.h"
#include "tests/http/served_kb.h"

using namespace firstline;

namespace {

/// Whom an article is for: lines of front matter that make it somebody else's than a reader's.
struct Readership {
    std::string name;
    std::string front_matter;
};

std::vector<Readership> other_audiences() {
    return {{"employees", "audience: employees\n"},
            {"agents", "audience: agents\n"},
            {"group", "audience: [hr]\n"},
            {"draft", "audience: public\nstate: draft\n"},
            {"unvalidated", "audience: public\nstate: unvalidated\n"},
            {"archived", "audience: employees\nstate: archived\n"},
            {"undeclared", ""}};
}

constexpr auto kPlaces = std::to_array<std::string_view>(
    {"title", "body", "heading", "summary", "tag", "product", "applies", "alias", "id", "slug",
     "path", "redirect", "leads", "owner", "synonym", "image", "attachment", "code", "type"});

/// A word that stands in this place of the article of this audience and nowhere else.
std::string marker(const Readership& audience, std::string_view place) {
    return "zq" + audience.name + std::string{place} + "wx";
}

std::vector<std::string> all_markers() {
    std::vector<std::string> markers;
    for (const Readership& audience : other_audiences())
        for (const std::string_view place : kPlaces)
            markers.push_back(marker(audience, place));
    return markers;
}

/// What everybody may read, and the settings, which have no audience.
std::vector<KbFile> public_files() {
    std::string synonyms;
    for (const Readership& audience : other_audiences())
        synonyms += "- [printer, " + marker(audience, "synonym") + "]\n";
    return {
        {"_kb.yml", "name: Test desk\ndefault_audience: agents\ngroups: [hr]\n"},
        {"_synonyms.yml", synonyms},
        {"printers/jam.md",
         "---\ntitle: The printer has a paper jam\nid: KB1\naudience: public\nproduct: Printing\n"
         "tags: [paper]\ntype: fix\naliases: [paper stuck]\nreviewed: 2026-03-01\n"
         "related: [KB2, zqagentsidwx]\n---\n\nOpen the flap. ![tray](media/tray.png)\n\n"
         "## Pull the paper out\n\nPull gently with both hands.\n"},
        {"printers/off.md",
         "---\ntitle: The printer will not print\nid: KB2\naudience: public\nproduct: Printing\n"
         "tags: [power]\ntype: fix\n---\n\nTurn the printer off and on. Error 0x80070005.\n"},
        {"printers/media/tray.png", "a picture"},
    };
}

/// One article for `audience`, alike enough to the public ones to be found with them.
std::vector<KbFile> files_for(const Readership& audience) {
    const auto mark = [&](std::string_view place) { return marker(audience, place); };
    const std::string folder = "printers/" + audience.name + "/";
    std::string text = "---\ntitle: The printer and its paper jam " + mark("title") + "\n";
    text += audience.front_matter;
    text += "id: " + mark("id") + "\nslug: printers/" + mark("slug") + "\n";
    text += "summary: The printer " + mark("summary") + "\ntags: [paper, " + mark("tag") + "]\n";
    text += "product: [Printing, " + mark("product") + "]\napplies_to: [" + mark("applies") + "]\n";
    text += "type: " + mark("type") + "\nowner: " + mark("owner") + "\n";
    text += "aliases: [paper stuck " + mark("alias") + ", /old/" + mark("redirect") + "]\n";
    text += "redirect_to: /new/" + mark("leads") + "\nrelated: [KB1]\n";
    text += "reviewed: 2026-03-11\n---\n\nPull the paper of the printer: " + mark("body") + ", " +
            mark("synonym") + ".\n\n## Pull the paper out " + mark("heading") +
            "\n\nError 0x80070005, `" + mark("code") + "-17`. ![tray](" + mark("image") +
            ".png) [form](" + mark("attachment") + ".pdf)\n";
    return {{folder + mark("path") + ".md", text},
            {folder + mark("image") + ".png", "a picture"},
            {folder + mark("attachment") + ".pdf", "%PDF-1.4"}};
}

std::vector<KbFile> files_with(const std::vector<Readership>& audiences) {
    std::vector<KbFile> files = public_files();
    for (const Readership& audience : audiences)
        for (KbFile& file : files_for(audience))
            files.push_back(std::move(file));
    return files;
}

/// What finds public articles, beside which others could show.
std::vector<std::string> plain_queries() {
    return {"",           "printer", "paper jam", "paper stuck",  "pull the paper out",
            "0x80070005", "zq",      "p",         "printre papr", "how do I print"};
}

/// What people type when they look for the markers, and the others.
std::vector<std::string> queries() {
    std::vector<std::string> all = plain_queries();
    for (const std::string& word : all_markers()) {
        std::string misspelt = word;
        std::swap(misspelt[4], misspelt[5]);
        for (const std::string& query :
             {word, misspelt, word.substr(0, word.size() - 3), "printer " + word})
            all.push_back(query);
    }
    return all;
}

std::vector<std::string> with_each(const std::vector<std::string>& queries,
                                   const std::string& start) {
    std::vector<std::string> targets;
    for (const std::string& query : queries)
        targets.push_back(start + encode_component(query));
    return targets;
}

std::vector<std::string> with_facets(const std::string& start) {
    std::vector<std::string> targets;
    for (const char* facet : {"product", "type", "tag"})
        for (const std::string& word : all_markers())
            targets.push_back(start + "&" + facet + "=" + word);
    return targets;
}

/// All names by which the articles of others could be asked for.
std::vector<std::string> with_names(const std::string& start) {
    std::vector<std::string> targets{start + "printers/jam", start + "KB1"};
    for (const Readership& audience : other_audiences()) {
        const std::string path = "printers/" + audience.name + "/" + marker(audience, "path");
        for (const std::string& name :
             {"printers/" + marker(audience, "slug"), marker(audience, "id"), path, path + ".md",
              "old/" + marker(audience, "redirect"), "new/" + marker(audience, "leads"),
              "PRINTERS/" + marker(audience, "slug") + "/"})
            targets.push_back(start + name);
    }
    return targets;
}

std::vector<std::string> with_files(const std::string& start) {
    std::vector<std::string> targets{start + "printers/media/tray.png"};
    for (const Readership& audience : other_audiences())
        for (const std::string& file :
             {marker(audience, "image") + ".png", marker(audience, "attachment") + ".pdf",
              marker(audience, "path") + ".md"})
            targets.push_back(start + "printers/" + audience.name + "/" + file);
    return targets;
}

using Targets = std::vector<std::string>;

Targets joined(const std::vector<Targets>& parts) {
    Targets all;
    for (const Targets& part : parts)
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

/// What is asked of each route, by its pattern. A new route belongs here.
std::map<std::string_view, Targets> targets_by_route() {
    const auto all = queries();
    const auto plain = plain_queries();
    return {
        {"/", {"/"}},
        {"/search", joined({with_each(all, "/search?q="), with_each(plain, "/search?part=1&q="),
                            with_each(plain, "/search?as_typed=1&q="), with_facets("/search?q=")})},
        {"/a/{rest}", with_names("/a/")},
        {"/help", with_each(plain, "/help?q=")},
        {"/files/{rest}", with_files("/files/")},
        {"/static/{rest}", {"/static/app.css", "/static/app.js"}},
        {"/favicon.ico", {"/favicon.ico"}},
        {"/opensearch.xml", {"/opensearch.xml"}},
        {"/sitemap.xml", {"/sitemap.xml"}},
        {"/robots.txt", {"/robots.txt"}},
        {"/api/v1/search", joined({with_each(all, "/api/v1/search?explain=1&q="),
                                   with_each(plain, "/api/v1/search?limit=1&offset=1&q="),
                                   with_each(plain, "/api/v1/search?limit=0&q="),
                                   with_facets("/api/v1/search?q=printer")})},
        {"/api/v1/suggest", joined({with_each(all, "/api/v1/suggest?q="),
                                    with_each(plain, "/api/v1/suggest?limit=20&q=")})},
        {"/api/v1/articles/{rest}", with_names("/api/v1/articles/")},
        {"/api/v1/opensearch-suggest", with_each(plain, "/api/v1/opensearch-suggest?q=")},
        {"/openapi.json", {"/openapi.json"}},
        {"/healthz", {"/healthz"}},
        {"/readyz", {"/readyz"}},
    };
}

/// Everything that is asked of the server: its routes, and addresses that are none.
Targets all_targets() {
    Targets all = joined({with_names("/"), with_names("/none/")});
    for (const auto& [pattern, targets] : targets_by_route())
        all.insert(all.end(), targets.begin(), targets.end());
    return all;
}

std::string without_times(std::string body) {
    constexpr std::string_view kTook = "\"took_ms\":";
    for (auto at = body.find(kTook); at != std::string::npos; at = body.find(kTook, at + 1)) {
        const std::size_t number = at + kTook.size();
        body.erase(number, body.find_first_not_of("0123456789.e+-", number) - number);
    }
    return body;
}

/// An answer as far as two servers can give the same: all but how long a search took, and the tag,
/// which names a state of the index.
std::string comparable(const Received& answer) {
    std::string text = std::to_string(answer.status) + "\n";
    for (const auto& [name, value] : answer.headers)
        if (name != "etag" && name != "content-length")
            text += name + ": " + value + "\n";
    return text + without_times(answer.body);
}

constexpr const char* kHost = "kb.example";

/// Asks for every target and shows the answers.
void ask_all(const ServedKb& kb,
             const std::function<void(const std::string& target, const Received&)>& show) {
    for (const std::string& target : all_targets())
        show(target, kb.get(target, {{"Host", kHost}}));
}

}  // namespace

TEST_CASE("the test of what readers see asks something of every route") {
    const auto targets = targets_by_route();
    std::set<std::string_view> patterns;
    for (const Route& route : routes()) {
        CAPTURE(route.pattern);
        patterns.insert(route.pattern);
        const auto asked = targets.find(route.pattern);
        REQUIRE(asked != targets.end());
        CHECK(route.method == "GET");
        CHECK_FALSE(asked->second.empty());
        for (const std::string& target : asked->second)
            CHECK(match(route.pattern, target.substr(0, target.find('?'))));
    }
    CHECK(patterns.size() == targets.size());
}

TEST_CASE("a reader gets the same answers as if articles of other audiences did not exist") {
    const ServedKb with(files_with(other_audiences()));
    const ServedKb without(public_files());
    std::map<std::string, std::string> expected;
    ask_all(without, [&](const std::string& target, const Received& answer) {
        expected[target] = comparable(answer);
    });
    std::size_t shown = 0;
    ask_all(with, [&](const std::string& target, const Received& answer) {
        if (comparable(answer) == expected[target])
            return;
        // The first few say enough of what is wrong.
        if (++shown <= 5)
            CHECK_MESSAGE(comparable(answer) == expected[target], target);
    });
    CHECK(shown == 0);
}

TEST_CASE("a word of other audiences shows only to those who ask for it") {
    const ServedKb kb(files_with(other_audiences()));
    const auto markers = all_markers();
    ask_all(kb, [&](const std::string& target, const Received& answer) {
        std::string told = answer.body;
        for (const auto& [name, value] : answer.headers)
            told += value;
        // No marker is part of another, so what was asked for cannot hide what was not.
        for (const std::string& word : markers)
            if (target.find(word) == std::string::npos && told.find(word) != std::string::npos)
                FAIL_CHECK(word, " shows at ", target);
    });
}

TEST_CASE("each place that hides a word from readers shows it once the article is public") {
    std::vector<Readership> opened{{"agents", "audience: public\n"}};
    const ServedKb kb(files_with(opened));
    std::string told;
    ask_all(kb, [&](const std::string& target, const Received& answer) {
        if (target.find("zq") == std::string::npos || target.starts_with("/api/v1/articles/"))
            told += answer.body;
    });
    // Redirects show at their own addresses only; where an archived one leads shows nowhere else.
    for (const std::string_view place : kPlaces) {
        CAPTURE(place);
        if (place != "redirect" && place != "leads" && place != "path")
            CHECK(told.find(marker(opened[0], place)) != std::string::npos);
    }
    CHECK(kb.get("/old/" + marker(opened[0], "redirect")).status == 301);
    CHECK(kb.get("/a/printers/agents/" + marker(opened[0], "path")).status == 301);
    CHECK(kb.get("/files/printers/agents/" + marker(opened[0], "image") + ".png").status == 200);
}
