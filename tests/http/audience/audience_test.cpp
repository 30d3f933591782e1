#include <set>

#include <doctest/doctest.h>

#include "server/http/routes.h"
#include "tests/http/audience/twins.h"

using namespace firstline;

namespace {

/// Others than readers are asked a part of all that can be asked: what differs between them is the
/// databases, not the pages.
constexpr std::size_t kPart = 7;

}  // namespace

TEST_CASE("the test of what people see asks something of every route") {
    const auto asked = asked_by_route();
    std::set<std::string> known;
    for (const Route& route : routes()) {
        const std::string name = std::string{route.method} + " " + std::string{route.pattern};
        CAPTURE(name);
        known.insert(name);
        const auto of_it = asked.find(name);
        REQUIRE(of_it != asked.end());
        CHECK_FALSE(of_it->second.empty());
        for (const Asked& one : of_it->second) {
            CHECK(one.method == route.method);
            CHECK(match(route.pattern, one.target.substr(0, one.target.find('?'))));
        }
    }
    CHECK(known.size() == asked.size());
}

TEST_CASE("the forms of a writer reach what takes them, so that its answers are compared") {
    ServedKb kb(
        files_with(other_audiences()), [] { return ServedKb::kNoon; }, for_viewers());
    const Viewing viewing(kb, Kind{"writer", {}});
    for (const char* target : {"/reviewed", "/used", "/flag", "/edit", "/writer/retire/KB1",
                               "/writer/assign", "/writer/gaps", "/writer/gaps/alias"}) {
        CAPTURE(target);
        const Received answer = viewing.ask({"POST", target, "article=printers", true});
        CHECK(answer.status != 403);
    }
}

TEST_CASE("everybody gets the same answers as if what they may not read did not exist") {
    TwinReport all;
    for (const Kind& kind : kinds()) {
        CAPTURE(kind.name());
        const TwinReport report = check_kind(kind, kind.role.empty() ? 1 : kPart);
        CHECK_MESSAGE(report.differences == 0, report.first);
        all.add(report);
    }
    MESSAGE(all.checks, " answers compared, ", all.differences, " differed");
    CHECK(all.checks > 5000);
}

TEST_CASE("a word of what somebody may not read shows only if they ask for it") {
    for (const Kind& kind : kinds()) {
        ServedKb kb(
            files_with(other_audiences()), [] { return ServedKb::kNoon; }, for_viewers());
        const Viewing viewing(kb, kind);
        std::vector<std::string> hidden;
        for (const Readership& readership : other_audiences())
            if (!should_read(kind, readership))
                for (const std::string_view place : places())
                    hidden.push_back(marker(readership, place));
        const auto asked = all_asked();
        for (std::size_t i = 0; i < asked.size(); i += kind.role.empty() ? 1 : kPart) {
            const Received answer = viewing.ask(asked[i]);
            std::string told = answer.body;
            for (const auto& [name, value] : answer.headers)
                told += value;
            // No marker is part of another, so what was asked for cannot hide what was not.
            for (const std::string& word : hidden)
                if (told.find(word) != std::string::npos &&
                    asked[i].target.find(word) == std::string::npos &&
                    asked[i].body.find(word) == std::string::npos)
                    FAIL_CHECK(word, " shows to ", kind.name(), " at ", asked[i].target);
        }
    }
}

TEST_CASE("each place that hides a word from readers shows it once the article is public") {
    const std::vector<Readership> opened{{"agents", "audience: public\n"}};
    ServedKb kb(
        files_with(opened), [] { return ServedKb::kNoon; }, for_viewers());
    const Viewing reader(kb, {});
    std::string told;
    for (const Asked& asked : all_asked())
        if (asked.target.find("zq") == std::string::npos ||
            asked.target.starts_with("/api/v1/articles/"))
            told += reader.ask(asked).body;
    // Redirects show at their own addresses only; where an archived one leads shows nowhere else.
    for (const std::string_view place : places()) {
        CAPTURE(place);
        if (place != "redirect" && place != "leads" && place != "path")
            CHECK(told.find(marker(opened[0], place)) != std::string::npos);
    }
    CHECK(kb.get("/old/" + marker(opened[0], "redirect")).status == 301);
    CHECK(kb.get("/a/printers/agents/" + marker(opened[0], "path")).status == 301);
    CHECK(kb.get("/files/printers/agents/" + marker(opened[0], "image") + ".png").status == 200);
}
