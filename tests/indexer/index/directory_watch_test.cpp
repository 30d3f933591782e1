#include "indexer/index/directory_watch.h"

#include <fstream>

#include <doctest/doctest.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "tests/support/temporary_folder.h"

namespace firstline {

namespace {

class Watched {
public:
    Watched() : stop_(eventfd(0, EFD_CLOEXEC)) {
        folder.write("kb/a.md", "text");
        folder.write("kb/sub/b.md", "text");
        folder.write("other/c.md", "text");
        folder.write("config.yml", "name: x\n");
    }
    ~Watched() { close(stop_); }

    DirectoryWatch::Options options() const {
        return {.root = root(), .also = folder.path() / "config.yml", .stop = stop_};
    }
    std::filesystem::path root() const { return folder.path() / "kb"; }
    void stop() const {
        const std::uint64_t one = 1;
        REQUIRE(write(stop_, &one, sizeof one) == sizeof one);
    }

    TemporaryFolder folder;

private:
    int stop_;
};

}  // namespace

TEST_CASE("who waits for a while only is told of changes, or that there were none") {
    Watched watched;
    DirectoryWatch watch(watched.options());
    for (const auto patience : {std::chrono::milliseconds(0), std::chrono::milliseconds(3)}) {
        const auto nothing = watch.wait(patience);
        CHECK_FALSE(nothing.everything);
        CHECK_FALSE(nothing.stop);
        CHECK(nothing.saved.empty());
    }
    watched.folder.write("kb/a.md", "changed");
    CHECK(watch.wait(std::chrono::milliseconds(0)).saved == std::set<std::string>{"a.md"});
    watched.stop();
    CHECK(watch.wait(std::chrono::milliseconds(0)).stop);
}

TEST_CASE("a file written in place or renamed over is told by its path") {
    Watched watched;
    DirectoryWatch watch(watched.options());
    watched.folder.write("kb/sub/b.md", "changed");
    auto changes = watch.wait();
    CHECK_FALSE(changes.everything);
    CHECK(changes.saved == std::set<std::string>{"sub/b.md"});

    watched.folder.write("other/new", "changed");
    std::filesystem::rename(watched.folder.path() / "other/new", watched.root() / "a.md");
    changes = watch.wait();
    CHECK(changes.saved == std::set<std::string>{"a.md"});
    CHECK_FALSE(changes.everything);
}

TEST_CASE("what can change the set of files asks for a look at everything") {
    Watched watched;
    DirectoryWatch watch(watched.options());
    const auto& root = watched.root();
    SUBCASE("a file removed") {
        std::filesystem::remove(root / "a.md");
    }
    SUBCASE("a file moved away") {
        std::filesystem::rename(root / "a.md", watched.folder.path() / "a.md");
    }
    SUBCASE("a link made") {
        std::filesystem::create_symlink("a.md", root / "link.md");
    }
    SUBCASE("a folder moved in") {
        std::filesystem::rename(watched.folder.path() / "other", root / "other");
    }
    SUBCASE("a folder moved out") {
        std::filesystem::rename(root / "sub", watched.folder.path() / "sub");
    }
    SUBCASE("the root replaced") {
        std::filesystem::rename(root, watched.folder.path() / "old");
        std::filesystem::rename(watched.folder.path() / "other", root);
    }
    SUBCASE("the file elsewhere changed") {
        watched.folder.write("config.yml", "name: y\n");
    }
    CHECK(watch.wait().everything);
}

TEST_CASE("files in a folder that came are seen from then on") {
    Watched watched;
    DirectoryWatch watch(watched.options());
    std::filesystem::rename(watched.folder.path() / "other", watched.root() / "came");
    while (!watch.wait().everything) {
    }
    watched.folder.write("kb/came/c.md", "changed");
    CHECK(watch.wait().saved == std::set<std::string>{"came/c.md"});
}

TEST_CASE("a folder that was moved is known by its new name") {
    Watched watched;
    DirectoryWatch watch(watched.options());
    std::filesystem::rename(watched.root() / "sub", watched.root() / "moved");
    while (!watch.wait().everything) {
    }
    watched.folder.write("kb/moved/b.md", "changed");
    CHECK(watch.wait().saved == std::set<std::string>{"moved/b.md"});
}

TEST_CASE("a root that is a symbolic link may be pointed elsewhere") {
    Watched watched;
    const auto link = watched.folder.path() / "link";
    std::filesystem::create_directory_symlink(watched.root(), link);
    auto options = watched.options();
    options.root = link;
    DirectoryWatch watch(options);
    std::filesystem::create_directory_symlink(watched.folder.path() / "other",
                                              watched.folder.path() / "new-link");
    std::filesystem::rename(watched.folder.path() / "new-link", link);
    CHECK(watch.wait().everything);
    watched.folder.write("other/c.md", "changed");
    CHECK(watch.wait().saved == std::set<std::string>{"c.md"});
}

TEST_CASE("hidden files and folders wake nobody") {
    Watched watched;
    watched.folder.write("kb/.git/index", "x");
    DirectoryWatch watch(watched.options());
    watched.folder.write("kb/.git/index", "y");
    watched.folder.write("kb/.a.md.swp", "y");
    watched.stop();
    const auto changes = watch.wait();
    CHECK(changes.stop);
    CHECK_FALSE(changes.everything);
    CHECK(changes.saved.empty());
}

TEST_CASE("a flood of events that the system drops asks for a look at everything") {
    Watched watched;
    DirectoryWatch watch(watched.options());
    int kept_by_the_system = 0;
    std::ifstream("/proc/sys/fs/inotify/max_queued_events") >> kept_by_the_system;
    REQUIRE(kept_by_the_system > 0);
    // Saves of one file after another are one event: two files take turns.
    for (int i = 0; i <= kept_by_the_system; ++i)
        watched.folder.write(i % 2 == 0 ? "kb/a.md" : "kb/sub/b.md", "x");
    CHECK(watch.wait().everything);
    watched.folder.write("kb/a.md", "y");
    const auto changes = watch.wait();
    CHECK(changes.saved == std::set<std::string>{"a.md"});
    CHECK_FALSE(changes.everything);
}

}  // namespace firstline
