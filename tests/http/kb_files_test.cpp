#include "server/http/kb_files.h"

#include <filesystem>

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/temporary_folder.h"

using namespace firstline;

TEST_CASE("only files of the knowledge base are opened") {
    const TemporaryFolder folder;
    folder.write("secret.txt", "secret");
    folder.write("kb/media/a.png", "picture");
    folder.write("kb/plain.txt", "text");
    folder.write("kb/.git/config", "hidden");
    folder.write("kb/_kb.yml", "settings");
    folder.write("kb/_private/a.png", "hidden");
    folder.write("kb/media/.hidden.png", "hidden");
    const auto kb = folder.path() / "kb";
    std::filesystem::create_symlink("../../secret.txt", kb / "media/out.png");
    std::filesystem::create_symlink("../.git/config", kb / "media/in.png");
    std::filesystem::create_directory_symlink("..", kb / "up");
    REQUIRE(::mkfifo((kb / "pipe").c_str(), 0600) == 0);
    const KbFiles files(kb);

    for (const char* path : {"media/a.png", "plain.txt"}) {
        CAPTURE(path);
        CHECK(files.open(path));
    }
    using namespace std::string_view_literals;
    for (const auto path : {""sv,
                            "/"sv,
                            "."sv,
                            ".."sv,
                            "../secret.txt"sv,
                            "media/../../secret.txt"sv,
                            "media/../plain.txt"sv,
                            "./plain.txt"sv,
                            "media//a.png"sv,
                            "/etc/passwd"sv,
                            "//etc/passwd"sv,
                            "media/"sv,
                            "media"sv,
                            "media/none.png"sv,
                            ".git/config"sv,
                            "_kb.yml"sv,
                            "_private/a.png"sv,
                            "media/.hidden.png"sv,
                            "media/out.png"sv,
                            "media/in.png"sv,
                            "up/secret.txt"sv,
                            "up/kb/plain.txt"sv,
                            "pipe"sv,
                            "plain.txt\0.png"sv,
                            "media\\a.png"sv,
                            "..\\secret.txt"sv,
                            "plain.txt\n"sv}) {
        CAPTURE(path);
        CHECK_FALSE(files.open(path));
    }
    CHECK_FALSE(files.open(std::string(5000, 'a')));
    std::string deep;
    for (int i = 0; i < 400; ++i)
        deep += "a/";
    CHECK_FALSE(files.open(deep + "a"));
}

TEST_CASE("a file that is too large to serve is refused") {
    const TemporaryFolder folder;
    folder.write("large.bin", "");
    const auto file = folder.path() / "large.bin";
    std::filesystem::resize_file(file, KbFiles::kLargest);
    CHECK(KbFiles(folder.path()).open("large.bin"));
    std::filesystem::resize_file(file, KbFiles::kLargest + 1);
    CHECK_FALSE(KbFiles(folder.path()).open("large.bin"));
}

TEST_CASE("the stamp of a file changes with it") {
    const TemporaryFolder folder;
    folder.write("a.txt", "one");
    const KbFiles files(folder.path());
    const auto before = files.open("a.txt")->stamp;
    CHECK(files.open("a.txt")->stamp == before);
    folder.write("a.txt", "longer");
    CHECK(files.open("a.txt")->stamp != before);
}
