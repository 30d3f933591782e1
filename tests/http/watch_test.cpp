#include <csignal>

#include <doctest/doctest.h>

#include "tests/http/client.h"
#include "tests/http/served_kb.h"
#include "tests/http/server_program.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/until.h"

using namespace firstline;

namespace {

/// A folder of articles and kb-server --watch over it.
class WatchedKb {
public:
    WatchedKb() { article("a.md", "starfish"); }

    void article(const std::string& name, const std::string& word) const {
        folder_.write("kb/" + name,
                      "---\ntitle: About " + word + "\naudience: public\n---\n\nText.\n");
    }
    std::vector<std::string> command() const {
        return {"--kb",        folder_.path() / "kb",
                "--index",     folder_.path() / "index",
                "--templates", FIRSTLINE_SOURCE_DIR "/templates",
                "--port",      "0",
                "--watch"};
    }

private:
    TemporaryFolder folder_;
};

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

bool finds(int port, const std::string& word) {
    return until(
        [&] { return holds(fetch(port, "/api/v1/search?q=" + word).body, "About " + word); });
}

/// The process of the indexer that is started next, by the server's log; 0 if none is.
pid_t next_indexer(ServerProgram& server) {
    static constexpr std::string_view kStarted = "indexer started pid=";
    for (std::string line = server.error_line(); !line.empty(); line = server.error_line())
        if (const auto at = line.find(kStarted); at != std::string::npos)
            return std::stoi(line.substr(at + kStarted.size()));
    return 0;
}

/// Waits until every process that could write to the server's log has ended.
void drain(ServerProgram& server) {
    while (!server.error_line().empty()) {
    }
}

bool runs(pid_t process) {
    return ::kill(process, 0) == 0;
}

}  // namespace

TEST_CASE("a saved article is found, also after the indexer died, which ends with the server") {
    const WatchedKb kb;
    ServerProgram server(kb.command());
    const pid_t first = next_indexer(server);
    REQUIRE(first > 0);
    const std::string line = server.line();
    CHECK(line.starts_with("Firstline serves 1 articles on http://127.0.0.1:"));
    const int port = port_in(line);
    REQUIRE(port > 0);
    CHECK(finds(port, "starfish"));

    kb.article("b.md", "seahorse");
    CHECK(finds(port, "seahorse"));

    ::kill(first, SIGKILL);
    const pid_t second = next_indexer(server);
    CHECK(second != first);
    REQUIRE(second > 0);
    CHECK_FALSE(runs(first));
    kb.article("c.md", "cuttlefish");
    CHECK(finds(port, "cuttlefish"));

    server.signal(SIGTERM);
    CHECK(server.exit_code() == 0);
    CHECK_FALSE(runs(second));
}

TEST_CASE("the indexer ends with a server that is killed") {
    const WatchedKb kb;
    ServerProgram server(kb.command());
    REQUIRE(next_indexer(server) > 0);
    REQUIRE(port_in(server.line()) > 0);
    server.signal(SIGKILL);
    CHECK(server.exit_code() == -1);
    // Returns only if the indexer ends: it holds the stream too.
    drain(server);
}

TEST_CASE("a server with nothing public says so when it starts, and how to change it") {
    const TemporaryFolder folder;
    folder.write("kb/a.md", "---\ntitle: A\n---\n\nText.\n");
    folder.write("kb/b.md", "---\ntitle: B\naudience: employees\n---\n\nText.\n");
    ServerProgram server({"--kb", folder.path() / "kb", "--index", folder.path() / "index",
                          "--templates", FIRSTLINE_SOURCE_DIR "/templates", "--port", "0",
                          "--watch"});
    CHECK(server.line().starts_with("Firstline serves 0 articles on "));
    const std::string hint = server.line();
    CHECK(hint.starts_with("0 of 2 articles are public: "));
    for (const char* way : {"audience: public", "default_audience: public", "_kb.yml", "--public"})
        CHECK_MESSAGE(holds(hint, way), way);
}

TEST_CASE("only clients on this machine see that there are articles and none is public") {
    const ServedKb closed(std::vector<KbFile>{{"a.md", "---\ntitle: A\n---\n\nText.\n"}});
    const ServedKb empty(std::vector<KbFile>{{"README.md", "No article."}});
    CHECK(holds(closed.get("/").body, "Nothing here is public yet"));
    CHECK(holds(closed.get("/").body, "default_audience: public"));
    const Headers from_elsewhere{{"X-Forwarded-For", "192.0.2.7"}, {"Host", "kb.example"}};
    CHECK(closed.get("/", from_elsewhere).body == empty.get("/", from_elsewhere).body);
    CHECK_FALSE(holds(ServedKb().get("/").body, "Nothing here is public yet"));
}
