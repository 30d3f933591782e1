#include "server/store/drafts.h"

#include <doctest/doctest.h>

#include "server/store/store.h"
#include "tests/support/moments.h"
#include "tests/support/temporary_folder.h"

using namespace firstline;
using namespace std::string_literals;

namespace {

struct Kept {
    TemporaryFolder folder;
    Store store{folder.path() / "s.db"};
    DraftTable drafts{store.connection()};
};

}  // namespace

TEST_CASE("a draft is written again and again, and its files stay") {
    Kept kept;
    kept.drafts.put("k", "one", at(100));
    kept.drafts.add_file("k", {"a.png", "image/png", "\0\xFFx"s});
    kept.drafts.put("k", "two", at(200));
    CHECK(kept.drafts.fields("k") == "two");
    CHECK_FALSE(kept.drafts.fields("K"));
    const auto files = kept.drafts.files("k");
    REQUIRE(files.size() == 1);
    CHECK(files[0].file.name == "a.png");
    CHECK(files[0].file.media_type == "image/png");
    CHECK(files[0].file.content.empty());
    CHECK(files[0].size == 3);
    CHECK(kept.drafts.files("k", true).at(0).file.content == "\0\xFFx"s);
}

TEST_CASE("nobody takes a file from another's draft") {
    Kept kept;
    kept.drafts.put("a", "", at(1));
    kept.drafts.put("b", "", at(1));
    kept.drafts.add_file("a", {"a.txt", "text/plain", "aa"});
    kept.drafts.add_file("b", {"b.txt", "text/plain", "b"});
    CHECK(kept.drafts.bytes() == 3);
    const auto of_a = kept.drafts.files("a").at(0).id;
    kept.drafts.remove_file("b", of_a);
    CHECK(kept.drafts.files("a").size() == 1);
    kept.drafts.remove_file("a", of_a);
    CHECK(kept.drafts.files("a").empty());
    CHECK(kept.drafts.files("b").size() == 1);
    CHECK(kept.drafts.bytes() == 1);
}

TEST_CASE("a file without a draft is not kept") {
    Kept kept;
    CHECK_THROWS_AS(kept.drafts.add_file("none", {"a", "text/plain", "x"}), StoreError);
    CHECK(kept.drafts.bytes() == 0);
}

TEST_CASE("a draft that is removed leaves nothing, and others whole") {
    Kept kept;
    for (const char* key : {"a", "b"}) {
        kept.drafts.put(key, key, at(1));
        kept.drafts.add_file(key, {"f", "text/plain", "xyz"});
    }
    kept.drafts.remove("a");
    CHECK_FALSE(kept.drafts.fields("a"));
    CHECK(kept.drafts.files("a").empty());
    CHECK(kept.drafts.files("b", true).at(0).file.content == "xyz");
    CHECK(kept.drafts.bytes() == 3);
}

TEST_CASE("drafts that nobody went on with are removed by their last change") {
    Kept kept;
    kept.drafts.put("old", "", at(100));
    kept.drafts.add_file("old", {"f", "text/plain", "x"});
    kept.drafts.put("resumed", "", at(100));
    kept.drafts.put("resumed", "", at(300));
    kept.drafts.put("new", "", at(200));
    CHECK(kept.drafts.purge(at(200)) == 1);
    CHECK_FALSE(kept.drafts.fields("old"));
    CHECK(kept.drafts.fields("resumed"));
    CHECK(kept.drafts.fields("new"));
    CHECK(kept.drafts.bytes() == 0);
}
