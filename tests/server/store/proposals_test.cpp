#include "server/store/proposals.h"

#include <doctest/doctest.h>

#include "server/store/store.h"
#include "tests/support/moments.h"
#include "tests/support/temporary_folder.h"

using namespace firstline;

namespace {

using Fate = Proposal::State;

struct Kept {
    TemporaryFolder folder;
    Store store{folder.path() / "store.db"};
    ProposalTable proposals{store.connection()};
    ProposalFileTable files{store.connection()};

    std::int64_t add(const std::string& key, const std::string& path = "a.md",
                     const std::string& agent = "anna") {
        return proposals
            .add({.key = key,
                  .at = at(10),
                  .agent = agent,
                  .article = "KB1",
                  .path = path,
                  .title = "A",
                  .base = "one\n",
                  .text = "two\n",
                  .why = "why"})
            .value();
    }
};

}  // namespace

TEST_CASE("a form that is sent twice is one proposal") {
    Kept kept;
    const auto id = kept.add("key");
    CHECK_FALSE(kept.proposals.add({.key = "key", .agent = "ben", .text = "three\n"}));
    CHECK(kept.proposals.find(id)->text == "two\n");
    CHECK(kept.proposals.by_key("key")->id == id);
    CHECK_FALSE(kept.proposals.by_key("other"));
}

TEST_CASE("a proposal is decided once") {
    Kept kept;
    const auto id = kept.add("key");
    CHECK(kept.proposals.decide(id, Fate::rejected, "willi", "No.", at(20)));
    CHECK_FALSE(kept.proposals.decide(id, Fate::accepted, "willi", "", at(30)));
    const auto proposal = kept.proposals.find(id);
    CHECK(proposal->state == Fate::rejected);
    CHECK(proposal->word == "No.");
    CHECK(proposal->decided == at(20));
    CHECK_FALSE(kept.proposals.set_applied(id, "c0ffee", at(40)));
}

TEST_CASE("accepted proposals are applied in the order in which they were accepted") {
    Kept kept;
    const auto first = kept.add("1");
    const auto second = kept.add("2");
    const auto third = kept.add("3", "b.md");
    kept.proposals.decide(second, Fate::accepted, "willi", "", at(20));
    kept.proposals.decide(first, Fate::accepted, "willi", "", at(30));
    kept.proposals.decide(third, Fate::accepted, "willi", "", at(40));
    const auto accepted = kept.proposals.accepted();
    REQUIRE(accepted.size() == 3);
    CHECK(accepted[0].id == second);
    CHECK(accepted[1].text == "two\n");
    CHECK(kept.proposals.accepted_on("a.md").size() == 2);
    CHECK(kept.proposals.set_applied(second, "c0ffee", at(50)));
    CHECK_FALSE(kept.proposals.set_applied(second, "other", at(60)));
    CHECK(kept.proposals.find(second)->commit_id == "c0ffee");
    CHECK(kept.proposals.accepted().size() == 2);
    // What was applied long ago is merged.
    const auto on_their_way = kept.proposals.on_their_way("a.md", at(50));
    REQUIRE(on_their_way.size() == 2);
    CHECK(on_their_way[0].id == second);
    CHECK(on_their_way[1].text == "two\n");
    CHECK(kept.proposals.on_their_way("a.md", at(51)).size() == 1);
}

TEST_CASE("an accepted proposal can still be rejected or withdrawn until it is applied") {
    Kept kept;
    const auto first = kept.add("1");
    const auto second = kept.add("2");
    const auto third = kept.add("3");
    for (const auto id : {first, second, third})
        CHECK(kept.proposals.decide(id, Fate::accepted, "willi", "", at(20)));
    CHECK_FALSE(kept.proposals.decide(first, Fate::accepted, "walter", "", at(30)));
    CHECK(kept.proposals.decide(first, Fate::rejected, "walter", "No.", at(30)));
    CHECK(kept.proposals.decide(second, Fate::withdrawn, "anna", "", at(30)));
    CHECK(kept.proposals.set_applied(third, "c0ffee", at(40)));
    CHECK_FALSE(kept.proposals.decide(third, Fate::rejected, "walter", "", at(50)));
    CHECK(kept.proposals.accepted().empty());
}

TEST_CASE("pictures that were not sent move to another form, those of a proposal stay") {
    Kept kept;
    const auto proposal = kept.add("key");
    const auto sent = kept.files.add({.key = "key", .path = "images/1.png", .content = "x"});
    kept.files.add({.key = "key", .path = "images/2.png", .content = "y"});
    kept.files.give(sent, proposal, "a/images/1.png");
    kept.files.move_unsent("key", "other");
    CHECK(kept.files.unsent("key").empty());
    REQUIRE(kept.files.unsent("other").size() == 1);
    CHECK(kept.files.unsent("other").front().path == "images/2.png");
    CHECK(kept.files.of(proposal).front().key == "key");
}

TEST_CASE("what comes in the place of another withdraws it, unless it was applied or rejected") {
    Kept kept;
    const auto open = kept.add("1");
    const auto accepted = kept.add("5");
    const auto done = kept.add("2");
    kept.proposals.decide(accepted, Fate::accepted, "willi", "", at(20));
    kept.proposals.decide(done, Fate::accepted, "willi", "", at(20));
    kept.proposals.set_applied(done, "c0ffee", at(25));
    kept.proposals.add({.key = "6", .at = at(30), .agent = "anna", .replaces = accepted});
    CHECK(kept.proposals.find(accepted)->state == Fate::withdrawn);
    const auto next =
        kept.proposals.add({.key = "3", .at = at(30), .agent = "anna", .replaces = open});
    kept.proposals.add({.key = "4", .at = at(30), .agent = "anna", .replaces = done});
    CHECK(kept.proposals.find(open)->state == Fate::withdrawn);
    CHECK(kept.proposals.find(open)->word == "Replaced by proposal " + std::to_string(*next) + ".");
    CHECK(kept.proposals.find(done)->state == Fate::applied);
}

TEST_CASE("lists are by agent, by state and by file") {
    Kept kept;
    kept.add("1");
    kept.add("2", "b.md", "ben");
    const auto third = kept.add("3");
    CHECK(kept.proposals.of_agent("anna").front().id == third);
    CHECK(kept.proposals.of_agent("anna").size() == 2);
    CHECK(kept.proposals.open_on("a.md").size() == 2);
    CHECK(kept.proposals.in_state(Fate::open).size() == 3);
    kept.proposals.decide(third, Fate::withdrawn, "anna", "", at(20));
    CHECK(kept.proposals.open_on("a.md").size() == 1);
    CHECK(kept.proposals.in_state(Fate::withdrawn).size() == 1);
}

TEST_CASE("pictures that were not sent are removed after a day, the others stay") {
    Kept kept;
    const auto proposal = kept.add("key");
    const auto add = [&](const char* path, int when) {
        return kept.files.add({.key = "key",
                               .path = path,
                               .media_type = "image/png",
                               .content = std::string("\x89PNG\0", 5),
                               .at = at(when)});
    };
    const auto sent = add("images/1.png", 10);
    add("images/2.png", 10);
    add("images/3.png", 90);
    kept.files.give(sent, proposal, "a/images/1.png");
    CHECK(kept.files.unsent("key").size() == 2);
    CHECK(kept.files.unsent_bytes() == 10);
    kept.files.purge_unsent(at(50));
    CHECK(kept.files.unsent("key").size() == 1);
    const auto files = kept.files.of(proposal);
    REQUIRE(files.size() == 1);
    CHECK(files.front().path == "a/images/1.png");
    CHECK(files.front().content == std::string("\x89PNG\0", 5));
}
