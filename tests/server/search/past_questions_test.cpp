#include <doctest/doctest.h>

#include "server/search/question_index.h"
#include "server/store/store.h"
#include "tests/support/built_kb.h"

using namespace firstline;

namespace {

const Viewer kReader{};
const Viewer kAgent{Role::agent, {}};

/// A desk with a store. Nobody wrote the words that people use into an article.
class TaughtKb {
public:
    TaughtKb() {
        kb.article("printer.md", "Printing", "Switch the device off and on.");
        kb.article("screen.md", "Screens", "Pull the plug and put it back.");
        write_vault("agents");
        kb.build();
    }

    void write_vault(const std::string& audience) {
        kb.write("vault.md",
                 "---\ntitle: Vault\naudience: " + audience + "\n---\n\nTurn the wheel.\n");
    }
    std::filesystem::path store_file() const { return folder.path() / "s.db"; }
    Store store() const { return Store(store_file()); }
    void teach(const std::string& question, const std::string& article) const {
        store().learn(std::vector<Taught>{{question, article, "test"}}, {});
    }

    SearchResults search(const std::string& query, const Viewer& viewer = kReader) {
        if (!library)
            library = std::make_unique<Library>(kb.index(), store_file());
        SearchRequest request;
        request.query = query;
        request.explain = true;
        request.as_typed = true;
        return library->ask(viewer, [&](Reading& reading) { return reading.search(request); });
    }
    /// What past questions gave to the first hit, if it is this article.
    double asked_before(const std::string& query, const std::string& article,
                        const Viewer& viewer = kReader,
                        const std::string& signal = "asked before") {
        const auto results = search(query, viewer);
        double weight = 0;
        if (!results.hits.empty() && results.hits[0].article.id == article)
            for (const auto& one : results.hits[0].explanation)
                weight += one.signal == signal ? one.weight : 0;
        return weight;
    }
    /// What all of its questions together gave to it.
    double together(const std::string& query, const std::string& article,
                    const Viewer& viewer = kReader) {
        return asked_before(query, article, viewer, "questions together");
    }

    BuiltKb kb;
    TemporaryFolder folder;
    std::unique_ptr<Library> library;
};

constexpr const char* kQuestion = "gizmo box refuses to talk";

}  // namespace

TEST_CASE("an article is found by the words of a question it solved, which explain shows") {
    TaughtKb desk;
    CHECK(desk.search(kQuestion).hits.empty());
    CHECK_FALSE(std::filesystem::exists(desk.store_file()));
    CHECK_FALSE(std::filesystem::exists(question_folder(desk.store_file())));

    desk.teach("My gizmo box refuses to talk!", "printer");
    const auto results = desk.search(kQuestion);
    REQUIRE(results.hits.size() == 1);
    CHECK(results.hits[0].article.id == "printer");
    REQUIRE(results.hits[0].explanation.size() == 1);
    CHECK(results.hits[0].explanation[0].signal == "asked before");
    CHECK(results.hits[0].explanation[0].weight == doctest::Approx(results.hits[0].score));
    // What others asked is for the desk to read.
    CHECK(results.hits[0].explanation[0].term.empty());
    const auto for_agent = desk.search(kQuestion, kAgent);
    REQUIRE(for_agent.hits.size() == 1);
    REQUIRE(for_agent.hits[0].explanation.size() == 1);
    CHECK(for_agent.hits[0].explanation[0].term == "My gizmo box refuses to talk!");
}

TEST_CASE("a question that shares only a word or two brings nothing in") {
    TaughtKb desk;
    desk.teach("my gizmo box refuses to talk", "printer");
    CHECK(desk.search("wooden box for heavy winter coats").hits.empty());
}

TEST_CASE("readers learn nothing from the questions of an article for agents") {
    TaughtKb desk;
    desk.teach(kQuestion, "vault");
    CHECK(desk.search(kQuestion).hits.empty());
    CHECK(desk.asked_before(kQuestion, "vault", kAgent) > 0);

    // Nor from their number or the rarity of their words.
    desk.teach("gizmo box is on strike", "printer");
    const double with_others = desk.asked_before("gizmo box is on strike", "printer");
    TaughtKb alone;
    alone.teach("gizmo box is on strike", "printer");
    CHECK(with_others > 0);
    CHECK(alone.asked_before("gizmo box is on strike", "printer") == doctest::Approx(with_others));
}

TEST_CASE("a question follows its article to another audience, and out of the index") {
    TaughtKb desk;
    desk.teach(kQuestion, "vault");
    CHECK(desk.search(kQuestion).hits.empty());
    desk.write_vault("public");
    desk.kb.build();
    CHECK(desk.asked_before(kQuestion, "vault") > 0);
    desk.write_vault("agents");
    desk.kb.build();
    CHECK(desk.search(kQuestion).hits.empty());
    CHECK(desk.asked_before(kQuestion, "vault", kAgent) > 0);
    std::filesystem::remove(desk.kb.kb() / "vault.md");
    desk.kb.build();
    CHECK(desk.search(kQuestion, kAgent).hits.empty());
    CHECK(desk.store().learned().size() == 1);
    desk.write_vault("public");
    desk.kb.build();
    CHECK(desk.asked_before(kQuestion, "vault") > 0);
}

TEST_CASE("a rebuild of the articles keeps the questions, as does the loss of their databases") {
    TaughtKb desk;
    desk.teach(kQuestion, "printer");
    const double before = desk.asked_before(kQuestion, "printer");
    CHECK(before > 0);
    desk.kb.build(true);
    CHECK(desk.asked_before(kQuestion, "printer") == doctest::Approx(before));

    desk.library.reset();
    std::filesystem::remove_all(question_folder(desk.store_file()));
    CHECK(desk.asked_before(kQuestion, "printer") == doctest::Approx(before));

    desk.library.reset();
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(question_folder(desk.store_file())))
        if (entry.path().filename() == "iamglass")
            std::filesystem::resize_file(entry.path(), 3);
    CHECK(desk.asked_before(kQuestion, "printer") == doctest::Approx(before));
}

TEST_CASE("contradicted questions count less, removed ones nothing, without a new start") {
    TaughtKb desk;
    desk.teach(kQuestion, "printer");
    double before = desk.asked_before(kQuestion, "printer");
    CHECK(before > 0);
    const auto id = desk.store().learned()[0].id;
    for (int i = 0; i < 3; ++i) {
        desk.store().contradict(id);
        const double now = desk.asked_before(kQuestion, "printer");
        CHECK(now < before);
        before = now;
    }
    desk.store().forget(id);
    CHECK(desk.search(kQuestion).hits.empty());
}

TEST_CASE("several questions of an article count together, one by itself does not") {
    TaughtKb desk;
    desk.teach(kQuestion, "printer");
    CHECK(desk.together(kQuestion, "printer") == 0);
    desk.teach("gizmo box is silent", "printer");
    const double two = desk.together(kQuestion, "printer");
    CHECK(two > 0);
    const auto hit = desk.search(kQuestion).hits.at(0);
    double sum = 0;
    for (const auto& one : hit.explanation)
        sum += one.weight;
    CHECK(sum == doctest::Approx(hit.score));

    // It is kept in step: with what is said, denied and forgotten.
    desk.teach("why does my gizmo box refuse to talk", "printer");
    CHECK(desk.together(kQuestion, "printer") > two);
    const auto taught = desk.store().learned();
    REQUIRE(taught.size() == 3);
    const double three = desk.together(kQuestion, "printer");
    for (int i = 0; i < 3; ++i)
        desk.store().contradict(taught[1].id);
    CHECK(desk.together(kQuestion, "printer") < three);
    desk.store().forget(taught[1].id);
    desk.store().forget(taught[2].id);
    CHECK(desk.together(kQuestion, "printer") == 0);
}

TEST_CASE("all questions together of an article that is not asked the like of bring nothing") {
    TaughtKb desk;
    for (const char* question : {"my gizmo box refuses to talk", "the gizmo box is silent",
                                 "a box from the gizmo shop hums"})
        desk.teach(question, "printer");
    CHECK(desk.search("wooden box for heavy winter coats").hits.empty());
}

TEST_CASE("readers learn nothing from all questions together of an article for agents") {
    const auto teach = [](TaughtKb& desk, const char* article) {
        desk.teach(kQuestion, article);
        desk.teach("gizmo box is silent", article);
    };
    TaughtKb desk;
    teach(desk, "printer");
    const double alone = desk.together(kQuestion, "printer");
    CHECK(alone > 0);
    teach(desk, "vault");
    CHECK(desk.together(kQuestion, "printer") == doctest::Approx(alone));
    CHECK(desk.search(kQuestion).hits.size() == 1);
    CHECK(desk.search(kQuestion, kAgent).hits.size() == 2);
    desk.write_vault("public");
    desk.kb.build();
    CHECK(desk.search(kQuestion).hits.size() == 2);
}

TEST_CASE("what was learned meanwhile changes the version, so that no old page is taken for new") {
    TaughtKb desk;
    desk.teach(kQuestion, "printer");
    desk.search(kQuestion);
    const auto version = [&] {
        return desk.library->ask(kReader, [](Reading& reading) { return reading.version(); });
    };
    const auto before = version();
    CHECK(version() == before);
    desk.teach("screen sees stars", "screen");
    CHECK(version() != before);
}

TEST_CASE("a store that cannot be read leaves the search as it is without one") {
    TaughtKb desk;
    desk.folder.write("s.db", "This is no database at all, but it is long enough to be asked.");
    CHECK(desk.search("printing").hits.size() == 1);
    CHECK(desk.library->trouble_with_questions().find("s.db") != std::string::npos);
}

TEST_CASE(
    "the very words of the first question ever taught lead, before articles with some words") {
    TaughtKb desk;
    for (int i = 0; i < 20; ++i)
        desk.kb.article("hats" + std::to_string(i) + ".md", "Hats, part " + std::to_string(i),
                        "Keep them dry.");
    desk.kb.article("box.md", "The box will not talk", "Wait.");
    desk.kb.build();
    REQUIRE(desk.search(kQuestion).hits.front().article.id == "box");
    desk.teach(kQuestion, "printer");
    CHECK(desk.search(kQuestion).hits.front().article.id == "printer");
}
