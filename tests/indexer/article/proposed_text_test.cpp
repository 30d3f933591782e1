#include <doctest/doctest.h>

#include "tests/indexer/article/written_kb.h"

using namespace firstline;

namespace {

struct Asked {
    const char* text;
    std::optional<PreviewReader> reader;
    const char* path = "t/a.md";
    bool is_new = false;
};

/// The HTML and all problems of a body that is proposed.
std::string shown(const WrittenKb& kb, const Asked& asked) {
    const KnowledgeBase settings;
    const ArticleLoader loader(kb.root(), settings, kToday);
    const auto loaded = loader.load_proposed(
        {.path = asked.path,
         .text = std::string{"---\ntitle: A\naudience: [hr]\nstate: draft\n---\n\n"} + asked.text,
         .is_new = asked.is_new,
         .new_files = {"t/images/new.png"},
         .reader = asked.reader});
    std::string all = loaded.article ? loaded.article->html : "";
    for (const Problem& problem : loaded.problems)
        all += "\n" + to_text(problem);
    return all;
}

void write_all(const WrittenKb& kb) {
    kb.write("t/a.md",
             "---\ntitle: A\naudience: public\n---\n\n[!INCLUDE [x](/includes/known.md)]\n");
    kb.write("t/open.md", "---\ntitle: O\naudience: public\n---\n\nquuxopen\n");
    kb.write("t/agents.md", "---\ntitle: G\naudience: agents\n---\n\nquuxagents\n");
    kb.write("t/hr.md", "---\ntitle: H\naudience: [hr]\n---\n\nquuxhr\n");
    kb.write("t/draft.md", "---\ntitle: D\nstate: draft\n---\n\nquuxdraft\n");
    kb.write("includes/known.md", "quuxknown\n");
    kb.write("includes/other.md", "quuxother\n");
}

const PreviewReader kAgent{Standing::agents, {}};
const PreviewReader kAgentInHr{Standing::agents, {"hr"}};
const PreviewReader kWriter{Standing::writers, {}};

}  // namespace

TEST_CASE("what is proposed shows its reader nothing that they may not read") {
    const WrittenKb kb;
    write_all(kb);
    struct Case {
        const char* target;
        std::optional<PreviewReader> reader;
        bool seen;
    };
    for (const auto& [target, reader, seen] :
         {Case{"open.md", kAgent, true}, Case{"agents.md", kAgent, true},
          Case{"agents.md", PreviewReader{Standing::employees, {}}, false},
          Case{"hr.md", kAgent, false}, Case{"hr.md", kAgentInHr, true},
          Case{"hr.md", kWriter, false}, Case{"hr.md", std::nullopt, true},
          Case{"draft.md", kAgent, false}, Case{"draft.md", kWriter, true},
          Case{"/includes/known.md", kAgent, true}, Case{"/includes/other.md", kAgent, false},
          Case{"/includes/other.md", std::nullopt, true}}) {
        CAPTURE(target);
        const std::string text = std::string{"[!INCLUDE [it]("} + target + ")]\n";
        CHECK((shown(kb, {text.c_str(), reader}).find("quux") != std::string::npos) == seen);
        if (seen)
            continue;
        // Nor whether it is there.
        const std::string none = "[!INCLUDE [it](none.md)]\n";
        std::string of_none = shown(kb, {none.c_str(), reader});
        for (auto at = of_none.find("none.md"); at != std::string::npos;
             at = of_none.find("none.md"))
            of_none.replace(at, 7, target);
        CHECK(shown(kb, {text.c_str(), reader}) == of_none);
    }
}

TEST_CASE("a new article knows no fragments of one that lies there already") {
    const WrittenKb kb;
    write_all(kb);
    const char* const text = "[!INCLUDE [it](/includes/known.md)]\n";
    CHECK(shown(kb, {.text = text, .reader = kAgent}).find("quuxknown") != std::string::npos);
    CHECK(shown(kb, {.text = text, .reader = kAgent, .is_new = true}).find("quuxknown") ==
          std::string::npos);
}

TEST_CASE("what comes with a text is there, and so is the text itself") {
    const WrittenKb kb;
    write_all(kb);
    const std::string html =
        shown(kb, {.text = "![](images/new.png) [me](fresh.md) ![](images/none.png)\n",
                   .reader = kAgent,
                   .path = "t/fresh.md"});
    CHECK(html.find("/files/t/images/new.png") != std::string::npos);
    CHECK(html.find("no such file") == std::string::npos);
    CHECK(html.find("there is no such image: `images/none.png`") != std::string::npos);
}

TEST_CASE("what is no text is told, not thrown") {
    const WrittenKb kb;
    write_all(kb);
    const KnowledgeBase settings;
    for (const std::string& bad : {std::string{}, std::string{"a\0b", 3}, std::string{"\xFF"},
                                   std::string(5U << 20U, 'x')}) {
        const ArticleLoader loader(kb.root(), settings, kToday);
        const auto loaded = loader.load_proposed({.path = "t/a.md", .text = bad});
        CHECK_FALSE(loaded.article);
        CHECK_FALSE(loaded.problems.empty());
    }
}
