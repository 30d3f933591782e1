#include "server/preview_process.h"

#include <algorithm>
#include <future>
#include <vector>

#include <doctest/doctest.h>

#include "indexer/article/article_loader.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/until.h"

using namespace firstline;

namespace {

ChildOutput run(const std::string& script, const std::string& input, PreviewLimits limits = {}) {
    return output_of({"/bin/sh", "-c", script}, input, limits);
}

/// A program that makes previews, and ends none before it is let go.
struct SlowProgram {
    SlowProgram() {
        folder.write("slow",
                     "#!/bin/sh\ncat > /dev/null\nfolder=$(dirname \"$0\")\n: > "
                     "\"$folder/begun.$$\"\nuntil [ -e \"$folder/end\" ]; do sleep 0.01; "
                     "done\necho '{\"title\":\"T\"}'\n");
        std::filesystem::permissions(folder.path() / "slow", std::filesystem::perms::owner_all);
        config.kb = folder.path();
    }
    MakePreview make(const PreviewLimits& limits) const {
        return preview_by(
            folder.path() / "slow", config, [] { return IndexedAs{}; }, limits);
    }
    void let_go() const { folder.write("end", ""); }
    std::ptrdiff_t begun() const {
        const std::filesystem::directory_iterator files(folder.path());
        return std::count_if(begin(files), end(files), [](const auto& file) {
            return file.path().filename().string().starts_with("begun.");
        });
    }

    TemporaryFolder folder;
    ServerConfig config;
};

std::future<Preview> begin_one(const MakePreview& make) {
    return std::async(std::launch::async, [&make] { return make({.path = "a.md", .text = "x"}); });
}

bool is_ready(const std::future<Preview>& preview) {
    return preview.wait_for(std::chrono::seconds{0}) == std::future_status::ready;
}

/// What an index would say that is built with these settings.
IndexedAs as_now(const ServerConfig& config) {
    Problems problems;
    const auto kb = load_knowledge_base(config.kb.value_or(""), config.kb_config,
                                        config.everything_public, problems);
    return {kb.everything_public, kb.reading_fingerprint};
}

}  // namespace

TEST_CASE("a child gets its input and gives its output, however large") {
    const std::string large(3U << 20U, 'x');
    CHECK(run("cat", "text").text == "text");
    CHECK(run("cat", large).text == large);
    CHECK(run("cat", "").text.empty());
}

TEST_CASE("a child that fails, floods, hangs or is not there is told, and none stays") {
    CHECK_FALSE(run("echo half; exit 1", "x").trouble.empty());
    CHECK_FALSE(run("kill -9 $$", "x").trouble.empty());
    CHECK_FALSE(run("cat /dev/zero", "x", {.output = 100'000}).trouble.empty());
    const auto slow = run("exec tail -f /dev/null", "x", {.time = std::chrono::milliseconds{50}});
    CHECK(slow.trouble.find("took too long") != std::string::npos);
    CHECK_FALSE(output_of({"/none/such"}, "x", {}).trouble.empty());
    // It does not read what it is given, and ends.
    CHECK(run("echo done", std::string(3U << 20U, 'x')).text == "done\n");
}

TEST_CASE("the indexer makes previews of the server's knowledge base") {
    const TemporaryFolder folder;
    folder.write("a.md", "---\ntitle: A\naudience: agents\n---\n\nText.\n");
    folder.write("kb.yml", "default_audience: public\n");
    ServerConfig config;
    config.kb = folder.path();
    config.kb_config = folder.path() / "kb.yml";
    const auto make =
        preview_by(FIRSTLINE_BINARY_DIR "/kb-indexer", config, [&] { return as_now(config); });
    const Preview preview = make({.path = "a.md",
                                  .text = "---\ntitle: B\n---\n\n**b** ![](images/x.png)\n",
                                  .new_files = {"images/x.png"},
                                  .reader = "agents:finance,hr"});
    CHECK(preview.trouble.empty());
    CHECK(preview.title == "B");
    CHECK(preview.audience == "public");
    CHECK(preview.html.find("<strong>b</strong>") != std::string::npos);
    CHECK(preview.problems.empty());
    CHECK_FALSE(make({.path = "a.md", .text = "x", .reader = "nobody"}).trouble.empty());
}

TEST_CASE("of a text that is read by other settings than the index nobody says who may read it") {
    const TemporaryFolder folder;
    folder.write("a.md", "# A\n\nText.\n");
    folder.write("_kb.yml", "default_audience: agents\n");
    ServerConfig config;
    config.kb = folder.path();
    IndexedAs indexed = as_now(config);
    const auto make =
        preview_by(FIRSTLINE_BINARY_DIR "/kb-indexer", config, [&] { return indexed; });
    const PreviewJob job{.path = "a.md", .text = "# A\n\nText.\n"};
    CHECK(make(job).audience == "agents");
    // Built with --public, which the server was not told.
    config.everything_public = true;
    indexed = as_now(config);
    CHECK(make(job).audience == "public");
    // Changed since, or never those that the index was built with.
    folder.write("_kb.yml", "default_audience: employees\n");
    const Preview preview = make(job);
    CHECK(preview.audience == "");
    CHECK(preview.state == "");
    CHECK(preview.html.find("Text.") != std::string::npos);
    indexed = as_now(config);
    CHECK(make(job).audience != "");
}

TEST_CASE("of too many previews at once some are told to come again") {
    ServerConfig config;
    config.kb = "/";
    // Of none at once nobody ever ends: waiting would be in vain.
    const auto make = preview_by("/bin/true", config, [] { return IndexedAs{}; },
                                 {.at_once = 0, .wait = std::chrono::hours{1}});
    const Preview preview = make({.path = "a.md", .text = "x"});
    CHECK(preview.busy);
    CHECK_FALSE(preview.trouble.empty());
}

TEST_CASE("a preview waits for its turn behind others, and gets it") {
    const SlowProgram program;
    constexpr std::chrono::minutes kEnough{1};
    const auto make = program.make({.time = kEnough, .wait = kEnough, .waiting = 1});
    std::vector<std::future<Preview>> previews;
    for (int i = 0; i < 4; ++i)
        previews.push_back(begin_one(make));
    CHECK(until([&] { return program.begun() == 2; }));
    // One waits; of it and the one for whom that is too many nobody knows which is which.
    const auto ready = [&] { return std::count_if(previews.begin(), previews.end(), is_ready); };
    CHECK(until([&] { return ready() == 1; }));
    CHECK(program.begun() == 2);
    program.let_go();
    int busy = 0;
    for (auto& each : previews) {
        const Preview preview = each.get();
        busy += preview.busy ? 1 : 0;
        CHECK(preview.busy == !preview.trouble.empty());
        CHECK((preview.busy || preview.title == "T"));
    }
    CHECK(busy == 1);
    CHECK(program.begun() == 3);
    CHECK_FALSE(make({.path = "a.md", .text = "x"}).busy);
}

TEST_CASE("whose turn does not come in time is told so, and keeps nobody up") {
    const SlowProgram program;
    const auto make = program.make({.time = std::chrono::minutes{1},
                                    .at_once = 1,
                                    .wait = std::chrono::milliseconds{20},
                                    .waiting = 1});
    auto first = begin_one(make);
    CHECK(until([&] { return program.begun() == 1; }));
    for (int i = 0; i < 2; ++i)
        CHECK(make({.path = "a.md", .text = "x"}).busy);
    program.let_go();
    CHECK_FALSE(first.get().busy);
    CHECK_FALSE(make({.path = "a.md", .text = "x"}).busy);
}
