#include "server/preview_process.h"

#include <doctest/doctest.h>

#include "indexer/article/article_loader.h"
#include "tests/support/temporary_folder.h"

using namespace firstline;

namespace {

ChildOutput run(const std::string& script, const std::string& input, PreviewLimits limits = {}) {
    return output_of({"/bin/sh", "-c", script}, input, limits);
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
    const auto make = preview_by("/bin/true", config, [] { return IndexedAs{}; }, {.at_once = 0});
    const Preview preview = make({.path = "a.md", .text = "x"});
    CHECK(preview.busy);
    CHECK_FALSE(preview.trouble.empty());
}
