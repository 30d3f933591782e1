#include <doctest/doctest.h>

#include "tests/support/built_kb.h"

using namespace firstline;

namespace {

const Viewer kReader{};
const Viewer kEmployee{Role::employee, {}};
const Viewer kAgent{Role::agent, {}};
const Viewer kWriter{Role::writer, {}};
const Viewer kHr{Role::employee, {"hr"}};

void fill(BuiltKb& kb) {
    const auto add = [&](const std::string& name, const std::string& front,
                         const std::string& word) {
        kb.write(name + ".md", "---\ntitle: Door code of " + name + "\n" + front +
                                   "---\n\n## Heading " + word + "\n\nThe door code is " + word +
                                   ".\n");
    };
    add("public", "audience: public\n", "pomegranate");
    add("employees", "audience: employees\n", "elderberry");
    add("agents", "audience: agents\n", "apricot");
    add("hr", "audience: [hr]\n", "huckleberry");
    add("draft", "audience: public\nstate: draft\n", "damson");
    add("unvalidated", "audience: public\nstate: unvalidated\n", "ugli");
    add("archived", "audience: public\nstate: archived\n", "acerola");
    add("undeclared", "", "quince");
}

bool sees(BuiltKb& kb, const Viewer& viewer, const std::string& id) {
    for (const auto& hit : kb.search("door code", viewer).hits)
        if (hit.article.id == id)
            return true;
    return false;
}

}  // namespace

TEST_CASE("each viewer finds what is for them and nothing else") {
    BuiltKb kb;
    fill(kb);
    kb.build();
    struct Case {
        const char* id;
        bool reader, employee, agent, writer, hr;
    };
    const Case cases[] = {
        {"public", true, true, true, true, true},
        {"employees", false, true, true, true, true},
        {"agents", false, false, true, true, false},
        {"hr", false, false, false, false, true},
        {"draft", false, false, false, true, false},
        {"unvalidated", false, false, true, true, false},
        {"archived", false, false, false, false, false},
        {"undeclared", false, false, true, true, false},
    };
    for (const auto& c : cases) {
        CAPTURE(c.id);
        CHECK(sees(kb, kReader, c.id) == c.reader);
        CHECK(sees(kb, kEmployee, c.id) == c.employee);
        CHECK(sees(kb, kAgent, c.id) == c.agent);
        CHECK(sees(kb, kWriter, c.id) == c.writer);
        CHECK(sees(kb, kHr, c.id) == c.hr);
        const auto kind = kb.find(c.id, kReader).kind;
        CHECK((kind == Found::Kind::article) == c.reader);
    }
    CHECK(kb.find("archived", kReader).kind == Found::Kind::retired);
    CHECK(kb.find("agents", kReader).kind == Found::Kind::nothing);
}

TEST_CASE("words of other audiences do not show in spelling, completions, suggestions or rarity") {
    BuiltKb kb;
    fill(kb);
    kb.build();
    for (const std::string word :
         {"elderberry", "apricot", "huckleberry", "damson", "ugli", "acerola", "quince"}) {
        CAPTURE(word);
        std::string misspelt = word;
        std::swap(misspelt[1], misspelt[2]);
        CHECK_FALSE(kb.search(misspelt).correction);
        CHECK(kb.search(word).hits.empty());
        CHECK(kb.search(word).total == 0);
        CHECK(kb.suggest(word.substr(0, 3)).results.empty());
        CHECK(kb.suggest(word.substr(0, 3)).completions.empty());
    }
    CHECK(kb.search("pomegarnate").correction);

    SearchRequest request;
    request.query = "door code pomegranate";
    request.explain = true;
    const double with_others = kb.search(request).hits.at(0).score;
    BuiltKb alone;
    alone.article("public.md", "Door code of public",
                  "## Heading pomegranate\n\nThe door code is pomegranate.");
    alone.build();
    CHECK(alone.search(request).hits.at(0).score == doctest::Approx(with_others));
}

TEST_CASE("an archived article leads on to where it sends its readers, if they may go there") {
    BuiltKb kb;
    fill(kb);
    kb.article("old.md", "Old way", "Old.", "state: archived\nredirect_to: public\n");
    kb.article("older.md", "Older way", "Old.", "state: archived\nredirect_to: agents\n");
    kb.build();
    CHECK(kb.find("old").kind == Found::Kind::moved);
    CHECK(kb.find("old").target == "public");
    CHECK(kb.find("older").kind == Found::Kind::retired);
    CHECK(kb.find("older", kAgent).kind == Found::Kind::moved);
}

TEST_CASE("an article is found by slug, id, path and old URL, and told its one address") {
    BuiltKb kb;
    kb.article("Deep/Er/File.md", "The file", "Text.",
               "id: KB7\nslug: the-file\nredirect_from: [/old/file, /a/older]\n");
    kb.build();
    CHECK(kb.find("the-file").kind == Found::Kind::article);
    for (const auto* name : {"KB7", "kb7", "Deep/Er/File", "deep/er/file", "old/file", "/old/file/",
                             "older", "THE-FILE", "deep/er/file.md"}) {
        CAPTURE(name);
        CHECK(kb.find(name).kind == Found::Kind::moved);
        CHECK(kb.find(name).target == "the-file");
    }
    CHECK(kb.find("deep/er").kind == Found::Kind::nothing);
    CHECK(kb.find("").kind == Found::Kind::nothing);
}

TEST_CASE("what was retired step by step leads to the last step that its reader may read") {
    BuiltKb kb;
    const auto retire = [&](const std::string& name, const std::string& to,
                            const std::string& audience = "public") {
        kb.write(name + ".md", "---\ntitle: Old\nstate: archived\naudience: " + audience +
                                   "\nredirect_to: " + to + "\n---\n\nText.\n");
    };
    kb.article("now.md", "Now", "Text.", "audience: public\n");
    retire("first", "second");
    retire("second", "/a/third.md");
    retire("third", "now");
    retire("round", "about");
    retire("about", "round");
    retire("out", "left");
    retire("left", "https://x.example/now");
    retire("by-the-desk", "desk-only");
    retire("desk-only", "now", "agents");
    kb.write("redirections.json", R"({"redirections": [
        {"source_path": "oldest.md", "redirect_url": "/first"}]})");
    kb.build();
    for (const char* name : {"first", "second", "third", "oldest"}) {
        CAPTURE(name);
        CHECK(kb.find(name).kind == Found::Kind::moved);
        CHECK(kb.find(name).target == "now");
    }
    CHECK(kb.find("out").target == "https://x.example/now");
    CHECK(kb.find("round").kind == Found::Kind::retired);
    CHECK(kb.find("by-the-desk").kind == Found::Kind::retired);
    CHECK(kb.library()
              .ask(kAgent, [](Reading& reading) { return reading.find("by-the-desk"); })
              .target == "now");
}

TEST_CASE("a file is served to those who may read an article that shows it") {
    BuiltKb kb;
    kb.write("secret.png", "png");
    kb.write("open.png", "png");
    kb.write("s.md", "---\ntitle: S\naudience: agents\n---\n\n![s](secret.png)\n");
    kb.article("o.md", "O", "![o](open.png)");
    kb.build();
    const auto shows = [&](const char* path, const Viewer& viewer) {
        return kb.library().ask(viewer, [&](Reading& reading) { return reading.shows_file(path); });
    };
    CHECK(shows("open.png", kReader));
    CHECK_FALSE(shows("secret.png", kReader));
    CHECK(shows("secret.png", kAgent));
    CHECK_FALSE(shows("s.md", kAgent));
}

TEST_CASE("an unfinished word finds what it may become in the databases of every audience") {
    BuiltKb kb;
    for (int i = 0; i < 9; ++i)
        kb.write("all-" + std::to_string(i) + ".md",
                 "---\ntitle: Mailbox rules\naudience: public\n---\n\nEach mailbox has rules.\n");
    kb.write("agents.md",
             "---\ntitle: Mailboxes of leavers\naudience: agents\n---\n\nSay whose mailbox.\n");
    kb.write("drafts.md",
             "---\ntitle: Moving mailmen\naudience: writers\n---\n\nMailmen move mail.\n");
    kb.build();
    CHECK(kb.search("mailb", kReader).hits.size() == 9);
    CHECK(kb.search("mailb", kAgent).hits.size() == 10);
    CHECK(kb.search("mailm", kWriter).hits.size() == 1);
}
