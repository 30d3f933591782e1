#include "server/indexer_process.h"

#include <csignal>

#include <doctest/doctest.h>

#include "tests/support/file_text.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/until.h"

using namespace firstline;
using namespace std::chrono_literals;

namespace {

constexpr IndexerProcess::Pace kQuick{1ms, 4ms, 60000ms, 5000ms};

std::vector<std::string> shell(const std::string& script) {
    return {"/bin/sh", "-c", script};
}

}  // namespace

TEST_CASE("the indexer is told what the server was told") {
    ServerConfig config;
    config.kb = "/kb";
    config.index = "/index";
    CHECK(indexer_command("/bin/kb-indexer", config) ==
          std::vector<std::string>{"/bin/kb-indexer", "watch", "/kb", "--index", "/index"});
    config.everything_public = true;
    config.kb_config = "/etc/kb.yml";
    CHECK(indexer_command("kb-indexer", config) ==
          std::vector<std::string>{"kb-indexer", "watch", "/kb", "--index", "/index", "--public",
                                   "--config", "/etc/kb.yml"});
}

TEST_CASE("an indexer that dies is started again") {
    const IndexerProcess indexer(shell("exit 3"), kQuick);
    CHECK(until([&] { return indexer.starts() >= 4; }));
    CHECK(indexer.last_end() == "it ended with exit code 3");
}

TEST_CASE("a program that is not there is told so") {
    const IndexerProcess indexer({"/nowhere/kb-indexer"}, kQuick);
    CHECK(until([&] { return !indexer.last_end().empty(); }));
    CHECK(indexer.last_end() == "it could not be started");
}

TEST_CASE("the indexer ends with the server, gently where it can") {
    const TemporaryFolder folder;
    const auto file = (folder.path() / "said").string();
    {
        const IndexerProcess indexer(
            shell("trap 'echo bye > " + file + "; exit 0' TERM; echo up > " + file +
                  "; while :; do sleep 0.01; done"),
            kQuick);
        CHECK(until([&] { return file_text(file) == "up\n"; }));
    }
    CHECK(file_text(file) == "bye\n");
}

TEST_CASE("an indexer that does not listen is ended all the same") {
    const TemporaryFolder folder;
    const auto file = (folder.path() / "said").string();
    auto pace = kQuick;
    pace.patience = 20ms;
    const IndexerProcess indexer(
        shell("trap '' TERM; echo up > " + file + "; while :; do sleep 0.01; done"), pace);
    CHECK(until([&] { return file_text(file) == "up\n"; }));
}
