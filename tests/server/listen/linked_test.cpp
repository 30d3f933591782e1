#include "server/listen/linked.h"

#include <doctest/doctest.h>

#include "server/store/ticket_links.h"
#include "tests/support/moments.h"
#include "tests/support/temporary_folder.h"

using namespace firstline;

namespace {

using Chips = std::vector<std::string>;

struct Agents {
    TemporaryFolder folder;
    Store store{folder.path() / "s.db"};
    TicketLinkTable links{store.connection()};
    int count = 0;

    std::int64_t link(const std::string& ticket, const Chips& chips,
                      const std::string& article = "kb1", const std::string& agent = "anna") {
        return links.put({.at = at(++count),
                          .agent = agent,
                          .ticket = ticket,
                          .article = article,
                          .text_hash = "h",
                          .chips = chips});
    }
    Linked learn() { return learn_linked(store, at(5000)); }
};

}  // namespace

TEST_CASE("the exact words of one ticket come to find the article that an agent linked") {
    for (const Chips& chips :
         {Chips{"0x80070005"}, Chips{"Outlook", "0x80070005"}, Chips{"error 1603"},
          Chips{"MX-3070"}, Chips{"HP LaserJet 4250"}, Chips{"ERR_CONNECTION_RESET", "Windows 11"},
          Chips{"LAPTOP-3F2K91"}}) {
        CAPTURE(chips.front());
        Agents agents;
        agents.link("T-1", chips);
        CHECK(agents.learn().learned == 1);
        const auto pairs = agents.store.learned();
        REQUIRE(pairs.size() == 1);
        CHECK(pairs[0].article == "kb1");
        CHECK(pairs[0].source == kAgentsSource);
        CHECK(pairs[0].first == at(5000));
        CHECK(pairs[0].question.find(chips.back()) != std::string::npos);
    }
}

TEST_CASE("products and versions alone take two tickets") {
    for (const Chips& chips :
         {Chips{"Outlook"}, Chips{"Outlook", "Windows 11"}, Chips{"Office 2019"}, Chips{"iOS 17.2"},
          Chips{"v2.3.1"}, Chips{"10.0.19045"}, Chips{"Citrix Workspace"}}) {
        CAPTURE(chips.front());
        Agents agents;
        agents.link("T-1", chips);
        agents.link("T-1", chips, "kb1", "ben");  // the same ticket
        agents.link("T-3", {"Excel"});
        agents.link("T-4", chips, "kb2");
        agents.link("T-5", {});
        CHECK(agents.learn().learned == 0);
        CHECK(agents.store.learned().empty());
        agents.link("T-2", Chips(chips.rbegin(), chips.rend()));
        CHECK(agents.learn().learned == 1);
        REQUIRE(agents.store.learned().size() == 1);
        CHECK(agents.store.learned()[0].article == "kb1");
    }
}

TEST_CASE("a link for colleagues teaches as one for the requester does") {
    Agents agents;
    agents.links.put({.agent = "anna",
                      .ticket = "T-1",
                      .article = "kb1",
                      .chips = {"AADSTS50053"},
                      .internal = true});
    CHECK(agents.learn().learned == 1);
}

TEST_CASE("each ticket counts once, and each link is looked at once") {
    Agents agents;
    agents.link("T-1", {"0x80070005"});
    agents.link("T-1", {"0x80070005"}, "kb1", "ben");
    CHECK(agents.learn().learned == 1);
    CHECK(agents.learn().learned == 0);
    CHECK(agents.store.learned().at(0).count == 1);
    agents.link("T-2", {"0x80070005"});
    agents.link("T-3", {"0x80070005"});
    CHECK(agents.learn().learned == 2);
    CHECK(agents.store.learned().at(0).count == 3);
}

TEST_CASE("a link that is judged wrong contradicts what was learned of it, once") {
    Agents agents;
    agents.store.learn(std::vector<Taught>{{"0x80070005 outlook", "kb1", "readers"},
                                           {"outlook", "kb1", kAgentsSource},
                                           {"outlook 0x80070005", "kb2", kAgentsSource}},
                       at(1));
    const auto id = agents.link("T-1", {"Outlook", "0x80070005"});
    CHECK(agents.learn().learned == 1);
    CHECK(agents.learn().contradicted == 0);
    REQUIRE(agents.links.judge(id, "wrong", "lead", at(10)));
    CHECK(agents.learn().contradicted == 1);
    REQUIRE(agents.links.judge(id, "wrong", "lead", at(11)));
    CHECK(agents.learn().contradicted == 0);
    const auto pairs = agents.store.learned();
    REQUIRE(pairs.size() == 4);
    CHECK(pairs[0].contradicted == 0);
    CHECK(pairs[1].contradicted == 0);
    CHECK(pairs[2].contradicted == 0);
    CHECK(pairs[3].contradicted == 1);
}

TEST_CASE("a link that was judged wrong before it was looked at teaches nothing") {
    Agents agents;
    REQUIRE(agents.links.judge(agents.link("T-1", {"0x80070005"}), "wrong", "lead", at(10)));
    REQUIRE(agents.links.judge(agents.link("T-2", {"Outlook"}), "wrong", "lead", at(10)));
    agents.link("T-3", {"Outlook"});
    CHECK(agents.learn().learned == 0);
    REQUIRE(agents.links.judge(agents.link("T-4", {"Outlook"}), "right", "lead", at(10)));
    CHECK(agents.learn().learned == 1);
}

TEST_CASE("a question that somebody removed comes back only with a new link") {
    Agents agents;
    agents.link("T-1", {"0x80070005"});
    CHECK(agents.learn().learned == 1);
    REQUIRE(agents.store.forget(agents.store.learned().at(0).id));
    CHECK(agents.learn().learned == 0);
    CHECK(agents.store.learned().empty());
    agents.link("T-2", {"0x80070005"});
    CHECK(agents.learn().learned == 1);
}
