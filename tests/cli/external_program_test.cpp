#include <csignal>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/cli/program.h"
#include "tests/indexer/external/stand_in_site.h"
#include "tests/support/until.h"

using namespace firstline;
using nlohmann::json;

namespace {

class LinkingKb {
public:
    explicit LinkingKb(const std::string& body) {
        folder_.write("kb/a.md", "---\ntitle: A\n---\n" + body + "\n");
    }

    std::string file(const std::string& name) const { return (folder_.path() / name).string(); }

    std::vector<std::string> arguments(const std::vector<std::string>& more = {}) const {
        std::vector<std::string> all{"check", file("kb"), "--external", "--external-pause", "0"};
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }

private:
    TemporaryFolder folder_;
};

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("check --external reports dead links in every format, and a baseline knows them") {
    const StandInSite site;
    const LinkingKb kb("[gone](" + site.url("/404") + ") [old](" + site.url("/to/200") + ")");
    const std::string allow = "--external-allow-private";
    CHECK_FALSE(has(run_indexer({"check", kb.file("kb")}).out, "external-link"));
    CHECK(site.asked().empty());

    const auto text = run_indexer(kb.arguments({allow, "--fail-on", "warning"}));
    CHECK(text.exit_code == 1);
    CHECK(has(text.out,
              "a.md:4: warning: `" + site.url("/404") + "` answers 404 [dead-external-link]"));
    CHECK(has(text.out, "Link to what took its place, or take the link off."));
    CHECK(has(text.out, "moved-external-link"));
    CHECK(has(text.err, "2 external addresses: 2 asked"));

    const auto only = json::parse(
        run_indexer(kb.arguments({allow, "--format", "json", "--only", "moved-external-link"}))
            .out);
    REQUIRE(only.at("problems").size() == 1);
    CHECK(only.at("problems")[0].at("message") ==
          "`" + site.url("/to/200") + "` moved for good to " + site.url("/200"));

    const auto sarif = json::parse(run_indexer(kb.arguments({allow, "--format", "sarif"})).out);
    std::size_t dead = 0;
    for (const auto& result : sarif.at("runs")[0].at("results"))
        dead += result.at("ruleId") == "dead-external-link" ? 1U : 0U;
    CHECK(dead == 1);

    const auto baseline = kb.file("known.json");
    run_indexer(kb.arguments({allow, "--baseline", baseline, "--update-baseline"}));
    CHECK(
        run_indexer(kb.arguments({allow, "--baseline", baseline, "--fail-on", "info"})).exit_code ==
        0);
}

TEST_CASE("check --external asks nothing on this machine unless it may, and says so") {
    const StandInSite site;
    const LinkingKb kb("[gone](" + site.url("/404") + ")");
    const auto ended = run_indexer(kb.arguments());
    CHECK(site.asked().empty());
    CHECK_FALSE(has(ended.out, "external-link"));
    CHECK(has(ended.err, "1 external addresses: 0 asked, 1 in private networks not asked"));
}

TEST_CASE("Ctrl-C ends the asking, and what is known by then is told and kept") {
    std::atomic<bool> released{false};
    const StandInSite site([&](const httplib::Request&, httplib::Response&) {
        until([&] { return released.load(); });
    });
    const LinkingKb kb("[gone](" + site.url("/404") + ") [slow](" + site.url("/slow") + ")");
    const auto cache = kb.file("answers.json");
    IndexerProgram program(kb.arguments({"--external-allow-private", "--external-cache", cache}));
    REQUIRE(until([&] { return has(site.asked(), "/slow"); }));
    program.send(SIGINT);
    const auto ended = program.wait();
    released = true;
    CHECK(ended.signal == 0);
    CHECK(has(ended.out, "`" + site.url("/404") + "` answers 404"));
    CHECK(has(ended.err, "1 asked, 1 not reached before the end"));
    CHECK(std::filesystem::exists(cache));
}
