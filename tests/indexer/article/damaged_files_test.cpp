#include <doctest/doctest.h>

#include "tests/indexer/article/written_kb.h"

using namespace firstline;

TEST_CASE("files that are no article say why, with the line, and stop nothing") {
    struct Case {
        const char* name;
        std::string text;
        const char* code;
        int line;
    };
    WrittenKb kb;
    for (const auto& [name, text, code, line] : {
             Case{"empty", "", "empty", 1},
             Case{"blank", " \n\n", "empty", 1},
             Case{"BOM only", "\xEF\xBB\xBF", "empty", 1},
             Case{"not UTF-8", "# T\n\nok\nb\xE9t\xE9\n", "not-utf8", 4},
             Case{"surrogate", "# T\n\xED\xA0\x80", "not-utf8", 2},
             Case{"overlong", "# T\n\xC0\xAF", "not-utf8", 2},
             Case{"NUL", std::string("# T\n\na\0b", 8), "not-text", 3},
             Case{"UTF-16", std::string("\xFF\xFE#\0 \0T\0", 8), "not-text", 1},
             Case{"huge", "# T\n" + std::string((4U << 20U), 'x'), "unreadable", 1},
             Case{"no title", "---\ntags: [x]\n---\nText.\n", "no-title", 1},
             Case{"no heading", "Just text.\n", "no-title", 1},
         }) {
        CAPTURE(std::string(name));
        kb.write("a.md", text);
        const auto loaded = kb.load("a.md");
        CHECK_FALSE(loaded.article);
        REQUIRE(has_problem(loaded.problems, code));
        for (const auto& problem : loaded.problems) {
            CHECK(problem.path == "a.md");
            if (problem.code == code) {
                CHECK(problem.line == line);
                CHECK(problem.severity == Severity::error);
            }
        }
    }
}

TEST_CASE("a file that is not there, a folder and a dangling link are problems, not crashes") {
    WrittenKb kb;
    std::filesystem::create_directories(kb.root() / "folder.md");
    std::filesystem::create_symlink("nowhere.md", kb.root() / "dangling.md");
    std::filesystem::create_symlink("/etc/hostname", kb.root() / "outside.md");
    for (const char* const path :
         {"missing.md", "folder.md", "dangling.md", "outside.md", "../x.md"}) {
        CAPTURE(std::string(path));
        const auto loaded = kb.load(path);
        CHECK_FALSE(loaded.article);
        CHECK(has_problem(loaded.problems, "unreadable"));
    }
}

TEST_CASE("a byte order mark and Windows line ends change nothing") {
    WrittenKb kb;
    const std::string text =
        "---\ntitle: T\nreviewed: soon\n---\n\n# T\n\nOne\n\n## Two\n\nThree\n";
    kb.write("a.md", text);
    const auto plain = kb.load("a.md");
    std::string windows = "\xEF\xBB\xBF";
    for (const char c : text)
        windows += c == '\n' ? "\r\n" : std::string(1, c);
    kb.write("a.md", windows);
    const auto other = kb.load("a.md");
    REQUIRE(plain.article);
    REQUIRE(other.article);
    CHECK(other.article->html == plain.article->html);
    CHECK(other.article->content_hash == plain.article->content_hash);
    CHECK(other.problems == plain.problems);
    CHECK(other.article->sections.back().line == 10);
}

TEST_CASE("damaged front matter is reported at its line and opens the article to nobody new") {
    struct Case {
        const char* text;
        int line;
        const char* audience;
    };
    WrittenKb kb;
    kb.write("_kb.yml", "default_audience: public\n");
    for (const auto& [text, line, audience] : {
             Case{"---\ntags: [x\nsummary: b\n---\n# H\n", 3, "agents"},
             Case{"---\nsummary: one: two\naudience: public\n---\n# H\n", 2, "agents"},
             Case{"---\nsummary: one: two\naudience: writers\n---\n# H\n", 2, "writers"},
             Case{"---\ntags: [x\nstate: draft\n---\n# H\n", 3, "writers"},
             Case{"---\naudience: [hr\n---\n# H\n", 3, "writers"},
             Case{"---\n- a\n- b: c\n---\n# H\n", 2, "agents"},
             Case{"---\nnothing here\n---\n# H\n", 2, "agents"},
             Case{"---\n\ttags: x\n---\n# H\n", 2, "agents"},
             Case{"---\ntags: [x]\naudience: public\n\n# H\n\nText\n", 1, "agents"},
         }) {
        CAPTURE(std::string(text));
        kb.write("a.md", text);
        const auto loaded = kb.load("a.md");
        REQUIRE(loaded.article);
        CHECK(loaded.article->title == "H");
        CHECK(audience_key(loaded.article->audience) == audience);
        REQUIRE_FALSE(loaded.problems.empty());
        CHECK(loaded.problems.front().severity == Severity::error);
        CHECK(loaded.problems.front().line == line);
    }
}

TEST_CASE("a title with a colon in it is still the title") {
    WrittenKb kb;
    kb.write("a.md", "---\ntitle: Error: no paper\nowner: print\n---\nText\n");
    const auto loaded = kb.load("a.md");
    REQUIRE(loaded.article);
    CHECK(loaded.article->title == "Error: no paper");
    CHECK(loaded.article->owner == "print");
    CHECK(problem_text(loaded.problems, "yaml").starts_with("a.md:2: error: "));
}

TEST_CASE("a key that stands twice is reported, and the first counts") {
    WrittenKb kb;
    kb.write("a.md", "---\ntitle: One\ntags: [x]\ntitle: Two\n---\nText\n");
    const auto loaded = kb.load("a.md");
    CHECK(loaded.article->title == "One");
    CHECK(problem_text(loaded.problems, "duplicate-key").starts_with("a.md:4: warning: "));
}

TEST_CASE("the head may end with dots, be empty, or not be there") {
    WrittenKb kb;
    kb.write("a.md", "---\ntitle: One\n...\nText\n");
    CHECK(kb.load("a.md").article->title == "One");
    kb.write("a.md", "---\n---\n# Two\n");
    CHECK(kb.load("a.md").article->title == "Two");
    kb.write("a.md", "# Three\n\nText\n");
    const auto bare = kb.load("a.md");
    CHECK(bare.article->title == "Three");
    CHECK(problem_text(bare.problems, "no-front-matter").starts_with("a.md:1: warning: "));
    kb.write("a.md", "---\n\nA line across the page\n\n# Four\n\n---\n");
    CHECK(kb.load("a.md").article->title == "Four");
}

TEST_CASE("a head larger than any honest one is refused and its article kept back") {
    WrittenKb kb;
    std::string head = "---\ntitle: T\n";
    for (int i = 0; i < 9000; ++i)
        head += "k" + std::to_string(i) + ": v\n";
    kb.write("a.md", head + "audience: public\n---\n# H\n");
    const auto loaded = kb.load("a.md");
    REQUIRE(loaded.article);
    CHECK(has_problem(loaded.problems, "front-matter"));
    CHECK(audience_key(loaded.article->audience) == "writers");
}

TEST_CASE("front matter that stands for an endless document is refused") {
    WrittenKb kb;
    std::string head = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 12; ++i) {
        const std::string before = "*a" + std::to_string(i - 1);
        head += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
        for (int j = 0; j < 9; ++j)
            head += ", " + before;
        head += "]\n";
    }
    const auto aliases = kb.with_fields(head + "title: T");
    CHECK(has_problem(aliases.problems, "yaml"));
    const auto deep = kb.with_fields("x: " + std::string(20'000, '[') + "\ntitle: T");
    CHECK(has_problem(deep.problems, "yaml"));
    REQUIRE(deep.article);
    CHECK(deep.article->title == "T");
}

TEST_CASE("the hash of an article is that of its body alone") {
    WrittenKb kb;
    const auto one = kb.with_fields("tags: [x]", "Body").article->content_hash;
    CHECK(one == kb.with_fields("tags: [y]\nowner: z", "Body").article->content_hash);
    CHECK(one != kb.with_fields("tags: [x]", "Body.").article->content_hash);
    kb.write("a.md", "---\ntitle: T\n---\nabc");
    CHECK(kb.load("a.md").article->content_hash ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("of very many problems in one file the first are enough") {
    std::string body;
    for (int i = 0; i < 1000; ++i)
        body += "[x](missing.md)\n";
    const auto loaded = WrittenKb{}.with_body(body);
    REQUIRE(loaded.article);
    CHECK(loaded.problems.size() == 201);
    CHECK(loaded.problems.back().message == "this file has 800 more problems");
}
