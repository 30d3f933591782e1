#include "server/store_commands.h"

#include <sstream>

#include <doctest/doctest.h>

#include "tests/support/built_kb.h"

using namespace firstline;

namespace {

struct Desk {
    Desk() {
        kb.article("wifi.md", "Wireless", "Text.", "id: KB7\nslug: wireless\n");
        kb.write("vault.md", "---\ntitle: Vault\naudience: agents\n---\nText.\n");
        kb.build();
        config.index = kb.index();
        config.store = folder.path() / "s.db";
    }

    int learn(const std::string& lines) {
        folder.write("p.tsv", lines);
        out.str("");
        err.str("");
        return learn_from(config, folder.path() / "p.tsv", {}, out, err);
    }
    int learned(const LearnedRequest& request) {
        out.str("");
        err.str("");
        return show_learned(config, request, out, err);
    }
    /// What was said of bad lines, without the folder.
    std::string complaints() const {
        std::string text = err.str();
        const std::string folder_name = folder.path().string() + "/";
        for (auto at = text.find(folder_name); at != std::string::npos; at = text.find(folder_name))
            text.erase(at, folder_name.size());
        return text;
    }

    BuiltKb kb;
    TemporaryFolder folder;
    ServerConfig config;
    std::ostringstream out, err;
};

}  // namespace

TEST_CASE("a file of questions is learned, by whatever name an article goes") {
    Desk desk;
    CHECK(desk.learn("no wifi\tKB7\nwlan is gone\twireless\tagents\r\n\nsafe is shut\tvault\n") ==
          0);
    CHECK(desk.out.str() == "Questions learned: 3 (3 new); lines that could not be used: 0\n");
    CHECK(desk.learned({}) == 0);
    CHECK(desk.out.str() ==
          "     1  no wifi -> KB7  (import, 1 x, last 1970-01-01)\n"
          "     2  wlan is gone -> KB7  (agents, 1 x, last 1970-01-01)\n"
          "     3  safe is shut -> vault  (import, 1 x, last 1970-01-01)\n");
}

TEST_CASE("lines that say nothing are told with their place, and the others learned") {
    Desk desk;
    CHECK(desk.learn("no tab\nno wifi\tKB8\n?!\tKB7\nno wifi\tKB7\n" + std::string(1001, 'x') +
                     "\tKB7\n") == 1);
    CHECK(desk.complaints() ==
          "p.tsv:1: error: no tab between question and article\n"
          "p.tsv:2: error: there is no article \"KB8\"\n"
          "p.tsv:3: error: the question has no word\n"
          "p.tsv:5: error: the question is longer than 1000 characters\n");
    desk.learned({.as_json = true});
    CHECK(desk.out.str().find("\"question\": \"no wifi\"") != std::string::npos);
}

TEST_CASE("a learned question is contradicted and removed by its number") {
    Desk desk;
    desk.learn("no wifi\tKB7\nsafe is shut\tvault\n");
    CHECK(desk.learned({.contradict = 1}) == 0);
    CHECK(desk.learned({.article = "KB7"}) == 0);
    CHECK(desk.out.str() ==
          "     1  no wifi -> KB7  (import, 1 x, last 1970-01-01, contradicted 1 x)\n");
    CHECK(desk.learned({.remove = 1}) == 0);
    CHECK(desk.learned({.remove = 1}) == 1);
    CHECK(desk.err.str() == "there is no learned question 1\n");
}

TEST_CASE("a copy of the store is a store") {
    Desk desk;
    CHECK_THROWS_WITH_AS(back_up(desk.config, desk.folder.path() / "c.db", desk.out),
                         doctest::Contains("nothing was learned yet"), StoreError);
    desk.learn("no wifi\tKB7\n");
    CHECK(back_up(desk.config, desk.folder.path() / "c.db", desk.out) == 0);
    desk.config.store = desk.folder.path() / "c.db";
    CHECK(desk.learned({}) == 0);
    CHECK(desk.out.str().find("no wifi") != std::string::npos);
}

TEST_CASE("the store lies beside the index unless it is told where") {
    ServerConfig config;
    CHECK_THROWS_AS(store_file(config), ConfigError);
    for (const char* index :
         {"/var/lib/kb/index", "/var/lib/kb/index/", "/var/lib/kb/x/../index"}) {
        config.index = index;
        CHECK(store_file(config) == "/var/lib/kb/index.db");
    }
    config.store = "/srv/s.db";
    CHECK(store_file(config) == "/srv/s.db");
}
