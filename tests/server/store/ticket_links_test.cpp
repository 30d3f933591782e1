#include "server/store/ticket_links.h"

#include <doctest/doctest.h>

#include "server/store/store.h"
#include "server/store/tickets.h"
#include "tests/support/moments.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tickets.h"

using namespace firstline;

namespace {

struct Kept {
    TemporaryFolder folder;
    Store store{folder.path() / "s.db"};
    TicketLinkTable links{store.connection()};
};

TicketLink link_by(const char* agent, const char* ticket, const char* article, int seconds = 100) {
    return {.at = at(seconds),
            .agent = agent,
            .team = "print",
            .ticket = ticket,
            .article = article,
            .section = "step",
            .text_hash = "h1",
            .chips = {"MX-3070", "paper jam"}};
}

}  // namespace

TEST_CASE("a link is kept as it was made") {
    Kept kept;
    const auto id = kept.links.put(link_by("anna", "T-1", "KB1"));
    const auto found = kept.links.find(id);
    REQUIRE(found);
    CHECK(found->agent == "anna");
    CHECK(found->team == "print");
    CHECK(found->chips == std::vector<std::string>{"MX-3070", "paper jam"});
    CHECK_FALSE(found->own_ticket);
    CHECK(found->judged.empty());
    CHECK_FALSE(kept.links.find(id + 1));
}

TEST_CASE("made again it is one link, for the requester if either was") {
    Kept kept;
    TicketLink link = link_by("anna", "T-1", "KB1");
    link.internal = true;
    const auto id = kept.links.put(link);
    CHECK(kept.links.find(id)->internal);
    link.internal = false;
    link.section = "later";
    link.chips.clear();
    CHECK(kept.links.put(link) == id);
    link.internal = true;
    CHECK(kept.links.put(link) == id);
    const auto found = kept.links.find(id);
    REQUIRE(found);
    CHECK_FALSE(found->internal);
    CHECK(found->section == "later");
    CHECK(found->chips.size() == 2);
    CHECK(kept.links.put(link_by("ben", "T-1", "KB1")) != id);
    CHECK(kept.links.of_ticket("T-1").size() == 2);
}

TEST_CASE("the requester sees an article once, and none that was for colleagues") {
    Kept kept;
    const auto ticket = TicketTable(kept.store.connection()).add(ticket_with("FL-1", at(50)), {});
    REQUIRE(ticket);
    for (const char* agent : {"anna", "ben"}) {
        TicketLink link = link_by(agent, "FL-1", "KB1");
        link.own_ticket = ticket;
        kept.links.put(link);
    }
    TicketLink inner = link_by("anna", "FL-1", "KB2");
    inner.own_ticket = ticket;
    inner.internal = true;
    kept.links.put(inner);
    const auto shown = kept.links.of_own_ticket(*ticket);
    REQUIRE(shown.size() == 1);
    CHECK(shown[0].article == "KB1");
}

TEST_CASE("links are found by article, by agent and by time") {
    Kept kept;
    kept.links.put(link_by("anna", "T-1", "KB1", 100));
    kept.links.put(link_by("anna", "T-2", "KB2", 200));
    kept.links.put(link_by("ben", "T-3", "KB1", 300));
    CHECK(kept.links.of_article("KB1").size() == 2);
    CHECK(kept.links.count_of("KB1", at(200)) == 1);
    CHECK(kept.links.between(at(100), at(300)).size() == 2);
    const auto of_anna = kept.links.of_agent("anna", at(100));
    REQUIRE(of_anna.size() == 2);
    CHECK(of_anna[0].ticket == "T-2");
    CHECK(kept.links.of_agent("anna", at(101)).size() == 1);
}

TEST_CASE("a link is looked at by who learns until it was, and only with chips") {
    Kept kept;
    const auto id = kept.links.put(link_by("anna", "T-1", "KB1"));
    TicketLink bare = link_by("anna", "T-2", "KB1");
    bare.chips.clear();
    kept.links.put(bare);
    REQUIRE(kept.links.not_learned().size() == 1);
    kept.links.set_learned({id});
    CHECK(kept.links.not_learned().empty());
}

TEST_CASE("a coach says whether a link was right, and may think better of it") {
    Kept kept;
    const auto id = kept.links.put(link_by("anna", "T-1", "KB1"));
    CHECK(kept.links.judge(id, "wrong", "lena", at(400)));
    CHECK(kept.links.judge(id, "right", "lena", at(500)));
    const auto found = kept.links.find(id);
    REQUIRE(found);
    CHECK(found->judged == "right");
    CHECK(found->judged_by == "lena");
    CHECK(found->judged_at == at(500));
    CHECK_FALSE(kept.links.judge(id + 1, "right", "lena", at(500)));
    CHECK_THROWS_AS(kept.links.judge(id, "perhaps", "lena", at(500)), StoreError);
}
