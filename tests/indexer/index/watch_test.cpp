#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <thread>

#include <doctest/doctest.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "indexer/format/generation.h"
#include "indexer/index/watch_run.h"
#include "tests/indexer/index/test_kb.h"
#include "tests/support/until.h"

namespace firstline {

namespace {

/// A watcher at work on a knowledge base, in a thread.
class Watcher {
public:
    explicit Watcher(TestKb& kb, WatchOptions options = {})
        : kb_(kb), stop_(eventfd(0, EFD_CLOEXEC)) {
        options.index = kb.options();
        options.index.holder = "kb-indexer watch";
        options.stop = stop_;
        options.updated = [this](const IndexSummary&) { ++updates; };
        thread_ = std::thread([this, options] { watch_folder(options, silent_); });
    }
    ~Watcher() {
        const std::uint64_t one = 1;
        CHECK(write(stop_, &one, sizeof one) == sizeof one);
        thread_.join();
        close(stop_);
    }

    /// Whether the index comes to hold what it should; readers may be overtaken on the way.
    template <class Condition>
    bool comes_to(const Condition& condition) const {
        return until([&] {
            try {
                return std::filesystem::exists(index_files::current(kb_.index())) &&
                       condition(kb_.contents());
            } catch (const Xapian::Error&) {
                return false;
            } catch (const CorruptIndex&) {
                return false;  // a generation removed between two looks
            }
        });
    }
    bool comes_to_hold(std::size_t articles) const {
        return comes_to([&](const IndexContents& c) { return c.document_count == articles; });
    }
    bool comes_to_find(const std::string& path, const std::string& stem) const {
        return comes_to([&](const IndexContents& c) {
            return c.documents.contains(path) && c.documents.at(path).terms.contains(stem);
        });
    }

    std::atomic<int> updates{0};

private:
    TestKb& kb_;
    int stop_;
    Reporter silent_;
    std::thread thread_;
};

void git(const TestKb& kb, const std::string& arguments) {
    const std::string command = "git -C '" + kb.root().string() +
                                "' -c user.name=t -c user.email=t@example.com " + arguments +
                                " > /dev/null 2>&1";
    REQUIRE(std::system(command.c_str()) == 0);
}

}  // namespace

TEST_CASE("a watcher indexes what is saved, added, renamed over and removed") {
    TestKb kb;
    kb.article("a.md", "text");
    kb.article("b.md", "text");
    const Watcher watcher(kb);
    REQUIRE(watcher.comes_to_hold(2));
    kb.article("a.md", "xylophone");
    CHECK(watcher.comes_to_find("a.md", "xylophon"));
    kb.article("sub/deep/c.md", "trombone");
    CHECK(watcher.comes_to_find("sub/deep/c.md", "trombon"));
    kb.article("sub/.c.md.tmp", "clarinet");
    kb.rename("sub/.c.md.tmp", "sub/deep/c.md");
    CHECK(watcher.comes_to_find("sub/deep/c.md", "clarinet"));
    kb.remove("b.md");
    CHECK(watcher.comes_to_hold(2));
    CHECK(difference(kb.contents(), kb.built_anew()).empty());
}

TEST_CASE("a watcher follows folders that are moved in, about and out") {
    TestKb kb;
    kb.article("a.md", "text");
    const TemporaryFolder elsewhere;
    elsewhere.write("new/x/one.md", "---\ntitle: One\n---\n");
    elsewhere.write("new/x/two.md", "---\ntitle: Two\n---\n");
    const Watcher watcher(kb);
    REQUIRE(watcher.comes_to_hold(1));
    std::filesystem::rename(elsewhere.path() / "new", kb.root() / "new");
    CHECK(watcher.comes_to_hold(3));
    kb.rename("new", "about/new");
    CHECK(watcher.comes_to_find("about/new/x/one.md", "one"));
    kb.article("about/new/x/one.md", "xylophone");
    CHECK(watcher.comes_to_find("about/new/x/one.md", "xylophon"));
    std::filesystem::rename(kb.root() / "about", elsewhere.path() / "about");
    CHECK(watcher.comes_to_hold(1));
}

TEST_CASE("a watcher takes in changed defaults, fragments and settings") {
    TestKb kb;
    kb.write("includes/f.md", "xylophone\n");
    kb.write("_kb.yml", "default_audience: employees\n");
    kb.article("a/one.md", "[!INCLUDE [f](/includes/f.md)]", "");
    const Watcher watcher(kb);
    REQUIRE(watcher.comes_to_hold(1));
    kb.write("includes/f.md", "trombone\n");
    CHECK(watcher.comes_to_find("a/one.md", "trombon"));
    const auto lies_in = [](const char* database) {
        return [database](const IndexContents& c) { return c.database_of("a/one.md") == database; };
    };
    kb.write("a/_defaults.yml", "audience: agents\n");
    CHECK(watcher.comes_to(lies_in("agents")));
    kb.remove("a/_defaults.yml");
    CHECK(watcher.comes_to(lies_in("employees")));
    kb.write("_kb.yml", "default_audience: public\n");
    CHECK(watcher.comes_to(lies_in("public")));
}

TEST_CASE("a watcher follows a git checkout") {
    TestKb kb;
    kb.article("a.md", "first");
    kb.article("gone.md", "first");
    git(kb, "init -q -b one");
    git(kb, "add -A");
    git(kb, "commit -q -m one");
    git(kb, "checkout -q -b two");
    kb.article("a.md", "xylophone");
    kb.remove("gone.md");
    kb.article("dir/new.md", "trombone");
    git(kb, "add -A");
    git(kb, "commit -q -m two");
    const Watcher watcher(kb);
    REQUIRE(watcher.comes_to_find("dir/new.md", "trombon"));
    git(kb, "checkout -q one");
    CHECK(watcher.comes_to([](const IndexContents& c) {
        return c.documents.contains("gone.md") && !c.documents.contains("dir/new.md") &&
               c.documents.at("a.md").terms.contains("first");
    }));
    git(kb, "checkout -q two");
    CHECK(watcher.comes_to([](const IndexContents& c) {
        return !c.documents.contains("gone.md") && c.documents.contains("dir/new.md") &&
               c.documents.at("a.md").terms.contains("xylophon");
    }));
}

TEST_CASE("a watcher keeps the index while the folder is away, and goes on when it is back") {
    TestKb kb;
    kb.article("a.md", "text");
    const TemporaryFolder elsewhere;
    kb.options().root = elsewhere.path() / "kb";
    std::filesystem::copy(kb.root(), elsewhere.path() / "kb");
    const Watcher watcher(kb);
    REQUIRE(watcher.comes_to_hold(1));
    std::filesystem::rename(elsewhere.path() / "kb", elsewhere.path() / "old");
    elsewhere.write("next/a.md", "---\ntitle: Xylophone\n---\n");
    CHECK(kb.contents().document_count == 1);
    std::filesystem::rename(elsewhere.path() / "next", elsewhere.path() / "kb");
    CHECK(watcher.comes_to_find("a.md", "xylophon"));
}

TEST_CASE("what may wait is begun once the folder is calm, and anew after each change") {
    TestKb kb;
    kb.article("a.md", "text");
    std::atomic<int> calls{0};
    WatchOptions options;
    options.when_calm = [&calls] { return ++calls != 1; };  // the first time it cannot be done
    options.calm = std::chrono::milliseconds(5);
    options.again = std::chrono::hours(1);
    const Watcher watcher(kb, options);
    CHECK(until([&] { return calls == 2; }));
    kb.article("a.md", "xylophone");
    CHECK(watcher.comes_to_find("a.md", "xylophon"));
    CHECK(until([&] { return calls == 3; }));
    kb.write("_retired.yml", "[]");  // changes no article, and yet what is found of them
    CHECK(until([&] { return calls == 4; }));
    CHECK(watcher.updates == 2);
}

TEST_CASE("what may wait is begun again after a while although nothing changed") {
    TestKb kb;
    kb.article("a.md", "text");
    std::atomic<int> calls{0};
    WatchOptions options;
    options.when_calm = [&calls] { return ++calls > 0; };
    options.calm = std::chrono::milliseconds(1);
    options.again = std::chrono::milliseconds(1);
    const Watcher watcher(kb, options);
    CHECK(until([&] { return calls >= 3; }));
    CHECK(watcher.updates == 1);
}

TEST_CASE("a build beside a watcher does not disturb it") {
    TestKb kb;
    kb.article("a.md", "text");
    const Watcher watcher(kb);
    REQUIRE(watcher.comes_to_hold(1));
    for (int i = 0; i < 5; ++i) {
        kb.article("a.md", "word" + std::string(static_cast<std::size_t>(i) + 1, 'x'));
        kb.run_full();
        kb.article("b" + std::to_string(i) + ".md", "text");
        CHECK(watcher.comes_to_hold(static_cast<std::size_t>(i) + 2));
    }
    CHECK(difference(kb.contents(), kb.built_anew()).empty());
}

}  // namespace firstline
