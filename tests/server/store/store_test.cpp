#include "server/store/store.h"

#include <doctest/doctest.h>

#include "tests/support/moments.h"
#include "tests/support/temporary_folder.h"

using namespace firstline;

namespace {

std::size_t learn(Store& store, const std::vector<Taught>& taught, int seconds = 0) {
    return store.learn(taught, at(seconds));
}

}  // namespace

TEST_CASE("a question said again is counted, not kept twice") {
    const TemporaryFolder folder;
    Store store(folder.path() / "s.db");
    CHECK(learn(store, {{"Printer won't print!", "kb1", "import"}}, 100) == 1);
    CHECK(learn(store, {{"printer wont PRINT", "kb1", "import"}}, 200) == 0);
    const auto pairs = store.learned();
    REQUIRE(pairs.size() == 1);
    CHECK(pairs[0].question == "printer wont PRINT");
    CHECK(pairs[0].normalised == "printer wont print");
    CHECK(pairs[0].count == 2);
    CHECK(pairs[0].first == at(100));
    CHECK(pairs[0].last == at(200));
}

TEST_CASE("another article or another source is another pair") {
    const TemporaryFolder folder;
    Store store(folder.path() / "s.db");
    CHECK(learn(store, {{"no sound", "kb1", "import"},
                        {"no sound", "kb2", "import"},
                        {"no sound", "kb1", "agents"}}) == 3);
    CHECK(store.learned().size() == 3);
    CHECK(store.learned("kb1").size() == 2);
    CHECK(store.learned("kb3").empty());
}

TEST_CASE("a question without a word teaches nothing") {
    const TemporaryFolder folder;
    Store store(folder.path() / "s.db");
    CHECK(learn(store, {{"?!", "kb1", "import"}, {"", "kb1", "import"}}) == 0);
    CHECK(store.learned().empty());
}

TEST_CASE("a pair can be contradicted and removed by its number") {
    const TemporaryFolder folder;
    Store store(folder.path() / "s.db");
    learn(store, {{"no sound", "kb1", "import"}, {"echo", "kb2", "import"}});
    const auto id = store.learned()[0].id;
    CHECK(store.contradict(id));
    CHECK(store.contradict(id));
    CHECK(store.learned()[0].contradicted == 2);
    CHECK(store.forget(id));
    CHECK_FALSE(store.forget(id));
    CHECK_FALSE(store.contradict(id));
    REQUIRE(store.learned().size() == 1);
    CHECK(store.learned()[0].question == "echo");
}

TEST_CASE("what was taught is there when the store is opened again") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "deep" / "er" / "s.db";
    CHECK_FALSE(Store::if_exists(file));
    {
        Store store(file);
        learn(store, {{"it's \"quoted\"; DROP TABLE learned_pairs --", "kb1", "import"}});
    }
    auto again = Store::if_exists(file);
    REQUIRE(again);
    CHECK(again->learned().at(0).question == "it's \"quoted\"; DROP TABLE learned_pairs --");
}

TEST_CASE("the version changes when somebody else has written") {
    const TemporaryFolder folder;
    Store writer(folder.path() / "s.db");
    Store reader(folder.path() / "s.db");
    const auto before = reader.version();
    CHECK(reader.version() == before);
    learn(writer, {{"no sound", "kb1", "import"}});
    const auto after = reader.version();
    CHECK(after != before);
    CHECK(reader.version() == after);
}

TEST_CASE("a copy made while others write holds what was there, in one file") {
    const TemporaryFolder folder;
    Store store(folder.path() / "s.db");
    learn(store, {{"no sound", "kb1", "import"}});
    Store writer(folder.path() / "s.db");
    store.backup(folder.path() / "copy.db");
    learn(writer, {{"echo", "kb2", "import"}});
    CHECK_FALSE(std::filesystem::exists(folder.path() / "copy.db-wal"));
    Store copy(folder.path() / "copy.db");
    CHECK(copy.learned().size() == 1);

    store.backup(folder.path() / "copy.db");
    CHECK(Store(folder.path() / "copy.db").learned().size() == 2);
    CHECK_THROWS_WITH_AS(store.backup(folder.path() / "nowhere" / "copy.db"),
                         doctest::Contains("nowhere"), StoreError);
}
