#include <algorithm>
#include <array>
#include <random>

#include <doctest/doctest.h>

#include "tests/indexer/index/test_kb.h"

namespace firstline {

namespace {

/// Makes a knowledge base and then changes it as writers do, at random but from a seed.
class Writer {
public:
    Writer(TestKb& kb, unsigned seed) : kb_(kb), random_(seed) {}

    void begin() {
        kb_.write("_kb.yml", "default_audience: public\ngroups: [finance]\n");
        kb_.write("includes/note.md", "Call the desk about toner.\n");
        for (int i = 0; i < 25; ++i)
            save(new_path());
    }

    void change_something() {
        switch (pick(14)) {
            case 0: save(new_path()); break;
            case 1: remove(); break;
            case 2: rename(); break;
            case 3: change_defaults(); break;
            case 4: kb_.write("includes/note.md", "Now mention " + words(3) + ".\n"); break;
            case 5: toggle("includes/missing.md", "It came: " + words(2) + ".\n"); break;
            case 6: touch(); break;
            case 7: change_settings(); break;
            case 8: kb_.write(any_path(), pick(2) == 0 ? "" : "no title here\n"); break;
            case 9: toggle("media/shot.png", picture()); break;
            case 10: change_lists(); break;
            default: save(any_path()); break;
        }
    }

private:
    int pick(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random_); }

    std::string words(int count) {
        constexpr auto kWords = std::to_array<const char*>(
            {"printer", "toner", "paper", "jam", "0x80070005", "Outlook", "password", "the", "is",
             "drive", "H:", "wonderful", "MX-3070", "OpenMail", "größer", "reset", "vpn"});
        std::string text;
        for (int i = 0; i < count; ++i)
            text += std::string(kWords[static_cast<std::size_t>(pick(kWords.size()))]) + " ";
        return text;
    }

    std::string new_path() {
        constexpr auto kFolders = std::to_array<const char*>({"", "a/", "a/b/", "c/"});
        std::string path = kFolders[static_cast<std::size_t>(pick(4))];
        path += "article-" + std::to_string(next_++) + ".md";
        paths_.push_back(path);
        return path;
    }

    std::string any_path() {
        return paths_.empty()
                   ? new_path()
                   : paths_[static_cast<std::size_t>(pick(static_cast<int>(paths_.size())))];
    }

    void save(const std::string& path) {
        constexpr auto kAudiences = std::to_array<const char*>(
            {"", "", "audience: public\n", "audience: employees\n", "audience: agents\n",
             "audience: finance\n", "state: draft\n", "state: archived\n", "audience: nonsense\n"});
        std::string text = "---\ntitle: " + words(3) + "\n";
        text += kAudiences[static_cast<std::size_t>(pick(kAudiences.size()))];
        if (pick(4) == 0)
            text += "id: KB" + std::to_string(pick(6)) + "\n";  // some clash
        if (pick(3) == 0)
            text += "aliases: [" + words(1) + ", /old/" + std::to_string(pick(9)) + "]\n";
        text += "---\n\n" + words(6) + "\n\n## " + words(2) + "\n\n" + words(9) + "\n\n";
        if (pick(3) == 0)
            text += "[!INCLUDE [n](/includes/note.md)]\n\n";
        if (pick(6) == 0)
            text += "[!INCLUDE [n](/includes/missing.md)]\n\n";
        if (pick(2) == 0)
            text += "See [that](/" + any_path() + ") and ![shot](/media/shot.png).\n";
        kb_.write(path, text);
    }

    void remove() {
        const auto path = any_path();
        kb_.remove(path);
        std::erase(paths_, path);
    }

    void rename() {
        const auto from = any_path();
        if (!std::filesystem::exists(kb_.root() / from))
            return;
        kb_.rename(from, new_path());
        std::erase(paths_, from);
    }

    void touch() {
        const auto file = kb_.root() / any_path();
        if (std::filesystem::exists(file))
            std::filesystem::last_write_time(file, std::filesystem::file_time_type::clock::now());
    }

    /// The file's size in pixels is part of the articles that show it.
    std::string picture() {
        return "<svg width='" + std::to_string(1 + pick(3)) + "' height='2'/>";
    }

    void toggle(const std::string& path, const std::string& text) {
        if (std::filesystem::exists(kb_.root() / path))
            kb_.remove(path);
        else
            kb_.write(path, text);
    }

    void change_defaults() {
        const std::string path = pick(2) == 0 ? "a/_defaults.yml" : "_defaults.yml";
        if (pick(3) == 0)
            kb_.remove(path);
        else
            kb_.write(path, "audience: " + std::string(pick(2) == 0 ? "employees" : "agents") +
                                "\ntags: [" + words(1) + "]\n");
    }

    void change_settings() {
        kb_.write("_kb.yml", "name: Desk\ndefault_audience: " +
                                 std::string(pick(2) == 0 ? "public" : "employees") +
                                 "\ngroups: [finance]\n");
    }

    void change_lists() {
        kb_.write("_synonyms.yml", "- [printer, " + words(1) + "]\n");
        kb_.write("_owners.yml", "desk: {name: The desk, active: " +
                                     std::string(pick(2) == 0 ? "true" : "false") + "}\n");
    }

    TestKb& kb_;
    std::mt19937 random_;
    std::vector<std::string> paths_;
    int next_ = 0;
};

}  // namespace

TEST_CASE("an index kept up to date holds the same as one built anew, whatever writers do") {
    for (unsigned seed = 1; seed <= 4; ++seed) {
        TestKb kb;
        kb.options().fixed_averages = FieldAverages{.body = 30, .title = 4, .pairs = 15};
        Writer writer(kb, seed);
        writer.begin();
        kb.run();
        std::mt19937 random(seed);
        for (int round = 0; round < 20; ++round) {
            const unsigned changes = 1 + random() % 4;
            for (unsigned i = 0; i < changes; ++i)
                writer.change_something();
            const auto summary = kb.run();
            CAPTURE(seed);
            CAPTURE(round);
            CHECK_FALSE(summary.full);
            const auto differs = difference(kb.contents(), kb.built_anew());
            CHECK_MESSAGE(differs.empty(), differs);
            if (!differs.empty())
                break;
        }
    }
}

TEST_CASE("a watcher's memory of the index is as good as reading it again") {
    TestKb kb;
    kb.options().fixed_averages = FieldAverages{.body = 30, .title = 4, .pairs = 15};
    Writer writer(kb, 77);
    writer.begin();
    Reporter silent;
    Indexer indexer(kb.options(), silent);
    indexer.update();
    for (int round = 0; round < 30; ++round) {
        writer.change_something();
        indexer.update();
        const auto differs = difference(kb.contents(), kb.built_anew());
        CAPTURE(round);
        REQUIRE_MESSAGE(differs.empty(), differs);
    }
}

}  // namespace firstline
