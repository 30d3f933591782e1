#include <doctest/doctest.h>

#include "server/store/ticket_links.h"
#include "tests/http/page_fields.h"
#include "tests/http/served_kb.h"
#include "tests/http/visitor.h"

using namespace firstline;

namespace {

/// The Monday before the week of ServedKb::kNoon.
constexpr std::chrono::sys_days kMonday{std::chrono::year{2026} / 3 / 2};

struct Desk {
    Desk() : lead(kb.port()) {
        kb.add_account("lena", "lead");
        lead.sign_in("lena", ServedKb::kPassword);
    }

    std::int64_t link(const std::string& ticket, std::chrono::sys_seconds at = kMonday,
                      const std::string& article = "KB0001") {
        const auto lease = kb.listening().store();
        return TicketLinkTable(*lease).put({.at = at,
                                            .agent = "zygmunt",
                                            .ticket = ticket,
                                            .article = article,
                                            .section = "pull-the-paper-out",
                                            .chips = {"MX-3070"}});
    }

    TicketLink found(std::int64_t id) {
        const auto lease = kb.listening().store();
        return TicketLinkTable(*lease).find(id).value();
    }

    ServedKb kb;
    Visitor lead;
};

}  // namespace

TEST_CASE("a coach sees what was linked and for which ticket, not by whom") {
    Desk desk;
    desk.link("T-1");
    const Received page = desk.lead.get("/sample");
    CHECK(page.status == 200);
    for (const char* text : {"The printer has a paper jam", "Pull the paper out", "T-1", "MX-3070",
                             "1 of 1 to look at", "from 2 Mar 2026 to 8 Mar 2026"})
        CHECK_MESSAGE(holds(page, text), text);
    CHECK_FALSE(holds(page, "zygmunt"));
}

TEST_CASE("the sample is of last week, and of ten links at most") {
    Desk desk;
    desk.link("T-BEFORE", kMonday - std::chrono::seconds{1});
    desk.link("T-AFTER", kMonday + std::chrono::days{7});
    for (int i = 0; i < 15; ++i)
        desk.link("T-" + std::to_string(i), kMonday + std::chrono::hours{i});
    const Received page = desk.lead.get("/sample");
    CHECK(holds(page, "10 of 10 to look at"));
    CHECK_FALSE(holds(page, "T-BEFORE"));
    CHECK_FALSE(holds(page, "T-AFTER"));
    CHECK(desk.lead.get("/sample").body == page.body);
}

TEST_CASE("what was judged leaves the sample and is kept") {
    Desk desk;
    const auto id = desk.link("T-1");
    const std::string shown = hidden(desk.lead.get("/sample"), "link");
    CHECK(shown == std::to_string(id));
    CHECK(desk.lead.post("/sample", {{"link", shown}, {"judged", "perhaps"}}).status == 400);
    CHECK(desk.lead.post("/sample", {{"link", "99"}, {"judged", "right"}}).status == 404);
    CHECK(desk.lead.post("/sample", {{"link", shown}, {"judged", "wrong"}}).status == 303);
    CHECK(desk.found(id).judged == "wrong");
    CHECK(desk.found(id).judged_by == "lena");
    CHECK(holds(desk.lead.get("/sample"), "0 of 1 to look at"));
}

TEST_CASE("the sample is for leads, and of articles that they may read") {
    Desk desk;
    desk.kb.change("_kb.yml", "name: Test desk\ndefault_audience: public\ngroups: [hr]\n");
    desk.kb.change("secret.md", "---\ntitle: Payroll\nid: KB0990\naudience: hr\n---\n\nText.\n");
    const auto id = desk.link("T-HR", kMonday, "KB0990");
    CHECK_FALSE(holds(desk.lead.get("/sample"), "T-HR"));
    CHECK(desk.lead.post("/sample", {{"link", std::to_string(id)}, {"judged", "right"}}).status ==
          404);
    desk.kb.add_account("wanda", "writer");
    Visitor wanda(desk.kb.port());
    wanda.sign_in("wanda", ServedKb::kPassword);
    CHECK(wanda.get("/sample").status == 404);
}
