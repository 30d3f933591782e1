#include "indexer/external/address_check.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/indexer/external/stand_in_site.h"
#include "tests/support/file_text.h"
#include "tests/support/temporary_folder.h"

using namespace firstline;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::sys_seconds kNow{1'773'300'000s};

/// A knowledge base whose links are checked.
class LinkedKb {
public:
    void article(const std::string& path, const std::string& body,
                 const std::string& fields = "") const {
        folder_.write("kb/" + path,
                      "---\ntitle: About " + path + "\n" + fields + "---\n" + body + "\n");
    }
    void write(const std::string& path, const std::string& text) const {
        folder_.write("kb/" + path, text);
    }

    ExternalLinks links() const {
        ExternalLinks links;
        CheckOptions options;
        options.root = folder_.path() / "kb";
        options.look = [&](const Collection& articles, const CheckResult&) {
            links = external_links(articles);
        };
        check_folder(options);
        return links;
    }

    AddressCheck check(std::chrono::sys_seconds now = kNow, bool with_cache = false) const {
        AddressCheckOptions options;
        options.ask.manners.pause = 0ms;
        options.ask.private_too = true;
        options.now = now;
        if (with_cache)
            options.cache = cache();
        return check_addresses(links(), options);
    }

    std::filesystem::path cache() const { return folder_.path() / "cache.json"; }

private:
    TemporaryFolder folder_;
};

std::string texts_of(const Problems& problems) {
    std::string texts;
    for (const auto& problem : problems)
        texts += fmt::format("{} [{}]\n", to_text(problem), problem.code);
    return texts;
}

}  // namespace

TEST_CASE("each line on which a bad address stands is named, and the address is asked for once") {
    const StandInSite site;
    const LinkedKb kb;
    kb.article("a.md", fmt::format("[gone]({}) and\n[again]({}#part)\n\n[good]({})",
                                   site.url("/404"), site.url("/404"), site.url()));
    kb.article("b.md", fmt::format("![x]({})\n\n<{}>", site.url("/404"), site.url("/500")));
    kb.article("c.md", fmt::format("[moved]({})", site.url("/to?" + site.url())));
    kb.article("d.md", fmt::format("[retired]({})", site.url("/410")), "state: archived\n");
    const auto check = kb.check();
    const auto gone = site.url("/404");
    CHECK(texts_of(check.problems) ==
          fmt::format("a.md:4: warning: `{0}` answers 404 [dead-external-link]\n"
                      "a.md:5: warning: `{0}#part` answers 404 [dead-external-link]\n"
                      "b.md:6: info: `{1}` answers 500 [unreachable-external-link]\n"
                      "c.md:4: info: `{2}` moved for good to {3} [moved-external-link]\n",
                      gone, site.url("/500"), site.url("/to?" + site.url()), site.url()));
    CHECK(check.asked == 4);
    CHECK(site.requests().size() == 2 + 1 + 2 + 2);
}

TEST_CASE(
    "root-relative links of a foreign site, addresses that were redirected and images count") {
    const LinkedKb kb;
    kb.write("_kb.yml", "site_root: https://learn.example.com/\n");
    kb.write("redirections.json", R"({"redirections": [
        {"source_path": "gone.md", "redirect_url": "https://x.example/new"}]})");
    kb.article("a.md",
               "[a](/exchange/x#y) [b](gone.md) ![c](https://img.example/c.png) [d](//y.example)"
               " [e](mailto:a@x.example) [f](a.md) [g](#h)");
    std::string urls;
    for (const auto& address : kb.links().addresses)
        urls += address.url + " ";
    CHECK(urls ==
          "https://img.example/c.png https://learn.example.com/exchange/x https://x.example/new "
          "https://y.example/ ");
}

TEST_CASE("good answers are kept for two weeks and bad ones for a day") {
    const StandInSite site;
    const LinkedKb kb;
    kb.article("a.md", fmt::format("[good]({}) [moved]({}) [dead]({}) [bad]({})", site.url(),
                                   site.url("/to?/204"), site.url("/404"), site.url("/500")));
    const auto first = kb.check(kNow, true);
    CHECK(first.asked == 4);
    const auto asked = site.requests().size();
    const auto soon = kb.check(kNow + 23h, true);
    CHECK(soon.asked == 0);
    CHECK(soon.cached == 4);
    CHECK(texts_of(soon.problems) == texts_of(first.problems));
    CHECK(site.requests().size() == asked);
    CHECK(kb.check(kNow + 25h, true).asked == 2);
    CHECK(kb.check(kNow + 14 * 24h, true).asked == 4);
    CHECK(kb.check(kNow - 1h, true).asked == 4);
}

TEST_CASE("without a cache nothing is written, and a damaged one is told") {
    const StandInSite site;
    const LinkedKb kb;
    kb.article("a.md", fmt::format("[good]({})", site.url()));
    kb.check();
    CHECK_FALSE(std::filesystem::exists(kb.cache()));
    kb.check(kNow, true);
    CHECK(file_text(kb.cache()).find("\"is\": \"good\"") != std::string::npos);
    std::ofstream(kb.cache()) << "{\"version\": 1, \"answers\": [{}]}";
    CHECK_THROWS_WITH(kb.check(kNow, true), doctest::Contains("is no cache of answers; remove it"));
}

TEST_CASE("a server that wants quiet is counted, and asked again the next time") {
    const StandInSite site([](const httplib::Request&, httplib::Response& response) {
        response.status = 429;
        response.set_header("Retry-After", "3600");
    });
    const LinkedKb kb;
    kb.article("a.md", fmt::format("[busy]({})", site.url("/busy")));
    for (int round = 0; round < 2; ++round) {
        const auto check = kb.check(kNow, true);
        CHECK(check.problems.empty());
        CHECK(check.unknown == 1);
        CHECK(summary_of(check) == "1 external addresses: 1 asked, 1 without an answer for now");
    }
}
