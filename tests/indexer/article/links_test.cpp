#include <doctest/doctest.h>

#include "tests/indexer/article/written_kb.h"

using namespace firstline;

namespace {

void write_files(const WrittenKb& kb) {
    kb.write("mail/Shared Box.md", "# Shared");
    kb.write("mail/index.md", "# Mail");
    kb.write("img/red light.png", "x");
    kb.write("README.md", "# R");
    kb.write("includes/part.md", "part");
    kb.write("_private.md", "# P");
    kb.write("_owners.yml", "a: {name: A}");
    kb.write("form.pdf", "x");
}

}  // namespace

TEST_CASE("links lead where their author meant") {
    struct Case {
        const char* target;
        const char* href;
        const char* resolved;
    };
    WrittenKb kb;
    write_files(kb);
    for (const auto& [target, href, resolved] : {
             Case{"../mail/Shared%20Box.md", "/a/mail/shared%20box", "mail/Shared Box.md"},
             Case{"../mail/Shared%20Box.md#Step-1", "/a/mail/shared%20box#step-1",
                  "mail/Shared Box.md"},
             Case{"../mail/shared%20box.md", "/a/mail/shared%20box", "mail/Shared Box.md"},
             Case{"..\\mail\\Shared%20Box.md", "/a/mail/shared%20box", "mail/Shared Box.md"},
             Case{"../mail/Shared%20Box", "/a/mail/shared%20box", "mail/Shared Box.md"},
             Case{"../mail", "/a/mail/index", "mail/index.md"},
             Case{"~/mail/index.md", "/a/mail/index", "mail/index.md"},
             Case{"/mail/index.md", "/a/mail/index", "mail/index.md"},
             Case{"/mail/index", "/a/mail/index", "mail/index.md"},
             Case{"/exchange/elsewhere", "/exchange/elsewhere", ""},
             Case{"../form.pdf", "/files/form.pdf", "form.pdf"},
             Case{"#Step-1", "#step-1", ""},
             Case{"#named", "#at.named", ""},
             Case{"#Named", "#at.named", ""},
             Case{"#na%6Ded", "#at.named", ""},
             Case{"a.md#named", "#at.named", "here/a.md"},
             Case{"../here/A.md#Step-1", "#step-1", "here/a.md"},
             Case{"https://x.example/a?b=c&d=e", "https://x.example/a?b=c&amp;d=e", ""},
             Case{"//x.example/a", "https://x.example/a", ""},
             Case{"/\\x.example/a", "https://x.example/a", ""},
             Case{"mailto:help@example.com", "mailto:help@example.com", ""},
             Case{"tel:+441234", "tel:+441234", ""},
         }) {
        CAPTURE(std::string(target));
        kb.write("here/a.md",
                 "# T\n\n<a name=\"named\"></a>[words](<" + std::string(target) + ">)\n");
        const auto loaded = kb.load("here/a.md");
        REQUIRE(loaded.article);
        CAPTURE(loaded.article->html);
        CHECK(loaded.article->html.find("href=\"" + std::string(href) + "\"") != std::string::npos);
        REQUIRE(loaded.article->links.size() == 1);
        CHECK(loaded.article->links[0].resolved == resolved);
        CHECK(loaded.article->links[0].target == target);
        CHECK(loaded.article->links[0].text == "words");
        for (const char* const code : {"broken-link", "dead-article-link", "missing-file"})
            CHECK_FALSE(has_problem(loaded.problems, code));
    }
}

TEST_CASE("a link that leads nowhere keeps its words and is reported") {
    WrittenKb kb;
    write_files(kb);
    for (const char* const target :
         {"../../etc/passwd", "../../../x.md", "../_private.md", "../_owners.yml", "../README.md",
          "../includes/part.md", "%00", "..%2f..%2fx", "../img/none.png", "file:///etc/passwd",
          "ftp://x.example", "javascript:x", "c:\\temp\\x.md", ""}) {
        CAPTURE(std::string(target));
        kb.write("here/a.md", "# T\n\n[words](<" + std::string(target) + ">)\n");
        const auto loaded = kb.load("here/a.md");
        REQUIRE(loaded.article);
        CAPTURE(loaded.article->html);
        CHECK(loaded.article->html.find("<span class=\"dead-link\" title=\"") != std::string::npos);
        CHECK(loaded.article->html.find("words</span>") != std::string::npos);
        CHECK(loaded.article->html.find("href") == std::string::npos);
        REQUIRE(loaded.problems.size() == 2);
        CHECK(loaded.problems[0].line == 3);
        CHECK(loaded.problems[0].severity == Severity::warning);
    }
}

TEST_CASE("a link to a missing article looks as one to an article that one may not read") {
    WrittenKb kb;
    for (const char* const target : {"secret.md#Part", "secret#Part", "Secret.md#Part"}) {
        CAPTURE(std::string(target));
        kb.write("a.md", "# T\n\n[words](" + std::string(target) + ")\n");
        const auto missing = kb.load("a.md");
        REQUIRE(missing.article);
        CHECK(has_problem(missing.problems, "dead-article-link"));
        kb.write("secret.md", "---\naudience: agents\n---\n# Secret\n\n## Part\n");
        const auto there = kb.load("a.md");
        REQUIRE(there.article);
        CHECK(missing.article->html == there.article->html);
        std::filesystem::remove(kb.root() / "secret.md");
    }
}

TEST_CASE("a wrong capital is followed and reported") {
    WrittenKb kb;
    write_files(kb);
    kb.write("a.md", "# T\n\n[x](Mail/shared%20box.md)\n");
    CHECK(problem_text(kb.load("a.md").problems, "link-case") ==
          "a.md:3: warning: `Mail/shared%20box.md` differs from the file's name in capitals: "
          "mail/Shared Box.md");
}

TEST_CASE("images and attachments are served from the files of the knowledge base") {
    WrittenKb kb;
    write_files(kb);
    kb.write("here/a.md",
             "# T\n\n![A light](<../img/red light.png> \"On\") [form](../form.pdf) "
             "![again](<../img/red light.png>)\n"
             "![gone](no.png) ![old](http://x.example/a.png) ![new](https://x.example/a.png)\n");
    const auto loaded = kb.load("here/a.md");
    REQUIRE(loaded.article);
    const auto& html = loaded.article->html;
    CAPTURE(html);
    CHECK(html.find("<img src=\"/files/img/red%20light.png\" loading=\"lazy\" alt=\"A light\" "
                    "title=\"On\">") != std::string::npos);
    CHECK(html.find("<img src=\"https://x.example/a.png\" loading=\"lazy\" "
                    "referrerpolicy=\"no-referrer\"") != std::string::npos);
    CHECK(html.find("http://") == std::string::npos);
    CHECK(joined(loaded.article->files) == "form.pdf|img/red light.png");
    REQUIRE(loaded.article->links.size() == 6);
    CHECK(loaded.article->links[0].image);
    CHECK(loaded.article->links[0].text == "A light");
    CHECK(loaded.article->links[3].resolved.empty());
}

TEST_CASE("root-relative links go to the site they were written for") {
    WrittenKb kb;
    kb.write("_kb.yml", "site_root: https://learn.example.com/\n");
    const auto loaded = kb.with_body("[x](/exchange/a?b#c)");
    CHECK(loaded.article->html.find("href=\"https://learn.example.com/exchange/a?b#c\" rel=") !=
          std::string::npos);
}

TEST_CASE("a link to a file that was moved follows the redirect and says so") {
    WrittenKb kb;
    write_files(kb);
    kb.write("redirections.json",
             R"({"redirections": [{"source_path": "old.md", "redirect_url": "/mail/index"},
                                  {"source_path": "gone.md", "redirect_url": "https://x.example/"}]})");
    const auto loaded = kb.with_body("[x](old.md) [y](gone.md)");
    CHECK(loaded.article->html.find("href=\"/a/mail/index\"") != std::string::npos);
    CHECK(loaded.article->html.find("href=\"https://x.example/\"") != std::string::npos);
    CHECK(has_problem(loaded.problems, "moved-link"));
}
