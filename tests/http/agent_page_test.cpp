#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "server/store/ticket_links.h"
#include "tests/http/page_fields.h"
#include "tests/http/served_kb.h"
#include "tests/http/visitor.h"

using namespace firstline;
using Json = nlohmann::json;

namespace {

constexpr const char* kJam =
    "Hello,\n\nthe printer on my floor has a paper jam since today. What "
    "shall I do?\n\nKind regards,\nPeter\n";

std::vector<KbFile> files() {
    return {{"_kb.yml", "name: Test desk\ndefault_audience: public\n"},
            {"_owners.yml",
             "print:\n  name: Print team\n  people: [Anna]\n"
             "network:\n  name: Network team\n"},
            {"printers/paper-jam.md",
             "---\ntitle: The printer has a paper jam\nid: KB0001\ntype: fix\n"
             "aliases: [paper stuck]\n---\n\nOpen the flap of the printer.\n\n"
             "## Pull the paper out\n\n1. Open it.\n2. Pull the jammed paper gently.\n"},
            {"printers/service-code.md",
             "---\ntitle: Service code of a printer with a paper jam\nid: KB0900\n"
             "audience: agents\n---\n\nThe code that opens the paper tray of a printer is 0815.\n"},
            {"printers/payroll-printer.md",
             "---\ntitle: The printer of payroll has a paper jam\nid: KB0901\naudience: hr\n---\n\n"
             "It stands behind the door.\n"},
            {"printers/staff.md",
             "---\ntitle: Paper jam in the printer of the office\nid: KB0902\n"
             "audience: employees\n---\n\nOpen the flap of the printer in the office.\n"},
            {"vpn/drops.md", "---\ntitle: The VPN drops\nid: KB0002\n---\n\nReconnect.\n"}};
}

struct Desk {
    explicit Desk(const ServedWith& with = {})
        : kb(
              files(), [] { return ServedKb::kNoon; }, with),
          agent(kb.port()) {
        kb.add_account("anna", "agent", {"hr"});
        agent.sign_in("anna", ServedKb::kPassword);
    }

    Received match(const std::string& text, const std::string& ticket = {}) {
        return agent.post("/agent", {{"text", text}, {"ticket", ticket}});
    }

    Received link(const Json& body) {
        const std::string text = body.dump();
        const std::string host = "127.0.0.1:" + std::to_string(kb.port());
        std::string cookies;
        for (const auto& [name, value] : agent.cookies)
            cookies += (cookies.empty() ? "" : "; ") + name + "=" + value;
        return fetch(kb.port(), "/api/v1/links",
                     {{"Cookie", cookies},
                      {"Host", host},
                      {"Origin", "http://" + host},
                      {"Content-Type", "application/json"},
                      {"Content-Length", std::to_string(text.size())}},
                     "POST", text);
    }

    std::vector<TicketLink> links() {
        const auto lease = kb.listening().store();
        return TicketLinkTable(*lease).between({}, ServedKb::kNoon + std::chrono::hours{1});
    }

    /// A ticket of somebody who has read KB0001 and said no. Its reference and its page.
    std::pair<std::string, std::string> ticket_of_reader() {
        Visitor reader(kb.port());
        reader.get("/a/printers/paper-jam");
        reader.post("/vote", {{"article", "KB0001"}, {"answer", "no"}});
        const std::string key = hidden(reader.get("/help?from=KB0001"), "key");
        reader.post("/help", {{"key", key},
                              {"subject", "The printer has a paper jam"},
                              {"description", "It is jammed."},
                              {"affects", "me"},
                              {"work", "another-way"}});
        const std::string page = reader.post("/help/send", {{"key", key}}).header("location");
        const std::string path = page.substr(0, page.find('?'));
        const auto lease = kb.listening().store();
        const auto tickets =
            TicketTable(*lease).between({}, ServedKb::kNoon + std::chrono::hours{1});
        return {tickets.at(0).reference, path};
    }

    ServedKb kb;
    Visitor agent;
};

/// The part of a page that stands for one hit.
std::string hit_of(const Received& page, const std::string& id) {
    const auto at = page.body.find("data-id=\"" + id + "\"");
    if (at == std::string::npos)
        return {};
    const auto begin = page.body.rfind("<li", at);
    return page.body.substr(begin, page.body.find("</li>\n<li class=\"hit", at) - begin);
}

}  // namespace

TEST_CASE("a pasted ticket leads to the section that answers, unfolded on demand") {
    Desk desk;
    const Received page = desk.match(kJam);
    CHECK(page.status == 200);
    const std::string hit = hit_of(page, "KB0001");
    CHECK(hit.find("data-anchor=\"pull-the-paper-out\"") != std::string::npos);
    CHECK(hit.find("/a/KB0001#pull-the-paper-out") != std::string::npos);
    CHECK(hit.find("<li>Pull the jammed paper gently.</li>") != std::string::npos);
    CHECK(holds(page, "Peter"));  // in the field that it was pasted into, where it can be mended
    CHECK(page.header("cache-control") == "private, no-store");
}

TEST_CASE("what is not for requesters offers nothing but a note among colleagues") {
    Desk desk;
    const Received page = desk.match(kJam);
    for (const char* id : {"KB0900", "KB0901"}) {
        CAPTURE(id);
        const std::string hit = hit_of(page, id);
        CHECK(hit.find("Copy for an internal note") != std::string::npos);
        CHECK(hit.find("data-copy=\"link\"") == std::string::npos);
        CHECK(hit.find("data-copy=\"steps\"") == std::string::npos);
    }
    CHECK(hit_of(page, "KB0001").find("internal") == std::string::npos);
    CHECK(hit_of(page, "KB0902").find("Opens for requesters who sign in") != std::string::npos);
    Visitor stranger(desk.kb.port());
    CHECK(stranger.get("/a/KB0900").body == stranger.get("/a/KB0900").body);
    CHECK(stranger.get("/a/KB0900").status == 404);
}

TEST_CASE("the page is for agents, and the panel says so where a frame shows it") {
    Desk desk;
    Visitor stranger(desk.kb.port());
    CHECK(stranger.get("/agent").status == 303);
    const Received panel = stranger.get("/agent/panel");
    CHECK(panel.status == 200);
    CHECK(holds(panel, "Sign in as an agent"));
    CHECK_FALSE(holds(panel, "data-agent"));
    CHECK_FALSE(holds(stranger.post("/agent/panel", {{"text", kJam}}), "paper jam"));
}

TEST_CASE("only the sites that are named may frame the panel, and nobody the page") {
    ServedWith with;
    with.panel_origins = "https://desk.example.com, https://other.example:8443";
    Desk desk(with);
    const Received panel = desk.agent.get("/agent/panel");
    CHECK(panel.header("content-security-policy")
              .ends_with("frame-ancestors 'self' https://desk.example.com "
                         "https://other.example:8443"));
    CHECK(panel.header("x-frame-options").empty());
    CHECK(holds(panel, "data-parents=\"https://desk.example.com https://other.example:8443\""));
    const Received page = desk.agent.get("/agent");
    CHECK(page.header("content-security-policy").find("frame-ancestors 'none'") !=
          std::string::npos);
    CHECK(page.header("x-frame-options") == "DENY");
}

TEST_CASE("a ticket of ours shows what its requester made of each result") {
    Desk desk;
    const auto [reference, path] = desk.ticket_of_reader();
    const Received page = desk.match(kJam, reference);
    CHECK(holds(page, reference));
    CHECK(hit_of(page, "KB0001").find("The requester has read it and said no") !=
          std::string::npos);
    CHECK(hit_of(page, "KB0001").find("Helped 0 of 1 reader") != std::string::npos);
    CHECK(hit_of(page, "KB0902").find("requester has") == std::string::npos);
    CHECK_FALSE(holds(desk.match(kJam, "FL-AAAA-BBBB"), "The requester"));
}

TEST_CASE("a link is noted for the ticket, and the requester's page shows the article") {
    Desk desk;
    const auto [reference, path] = desk.ticket_of_reader();
    Visitor reader(desk.kb.port());
    CHECK_FALSE(holds(reader.get(path), "KB0002"));
    const Received noted = desk.link({{"article", "KB0002"},
                                      {"ticket", reference},
                                      {"chips", {"VPN", "peter@example.com", "a\nb"}}});
    CHECK(noted.status == 201);
    CHECK(Json::parse(noted.body)["shown_to_requester"] == true);
    CHECK(holds(reader.get(path), "/a/vpn/drops"));
    const auto links = desk.links();
    REQUIRE(links.size() == 1);
    CHECK(links[0].team == "print");
    CHECK(links[0].own_ticket.has_value());
    CHECK(links[0].chips.at(0) == "VPN");
    CHECK(links[0].chips.at(1).find("peter") == std::string::npos);
    CHECK(links[0].chips.at(2) == "a b");
    CHECK_FALSE(links[0].text_hash.empty());
}

TEST_CASE("what is for agents is never shown to the requester, whatever is asked") {
    Desk desk;
    const auto [reference, path] = desk.ticket_of_reader();
    const Received noted = desk.link({{"article", "KB0900"}, {"ticket", reference}});
    CHECK(Json::parse(noted.body)["internal"] == true);
    CHECK(Json::parse(noted.body)["shown_to_requester"] == false);
    Visitor reader(desk.kb.port());
    CHECK_FALSE(holds(reader.get(path), "Service code"));
    // Signed in as an agent one may read it, but it was not given to the requester.
    CHECK_FALSE(holds(desk.agent.get(path), "Service code"));
    CHECK(desk.links().at(0).internal);
}

TEST_CASE("the same link twice is one, of the later section") {
    Desk desk;
    desk.link({{"article", "KB0001"}, {"ticket", "T-1"}, {"chips", {"MX-3070"}}});
    desk.link({{"article", "printers/paper-jam"},
               {"ticket", " T-1 "},
               {"section", "pull-the-paper-out"}});
    const auto links = desk.links();
    REQUIRE(links.size() == 1);
    CHECK(links[0].section == "pull-the-paper-out");
    CHECK(links[0].chips == std::vector<std::string>{"MX-3070"});
    CHECK_FALSE(links[0].own_ticket.has_value());
}

TEST_CASE("a ticket that becomes known later is known to a link that is noted again") {
    Desk desk;
    const auto [reference, path] = desk.ticket_of_reader();
    desk.link({{"article", "KB0002"}, {"ticket", "INC-1"}});
    CHECK_FALSE(desk.links().at(0).own_ticket.has_value());
    {
        const auto lease = desk.kb.listening().store();
        TicketTable tickets(*lease);
        Ticket ticket = *tickets.by_reference(reference);
        ticket.desk_reference = "INC-1";
        tickets.update(ticket);
    }
    CHECK(Json::parse(
              desk.link({{"article", "KB0002"}, {"ticket", "INC-1"}}).body)["shown_to_requester"] ==
          true);
    Visitor reader(desk.kb.port());
    CHECK(holds(reader.get(path), "/a/vpn/drops"));
}

TEST_CASE("a link that cannot be noted says why") {
    Desk desk;
    CHECK(desk.link({{"article", "none"}, {"ticket", "T-1"}}).status == 404);
    CHECK(desk.link({{"article", "KB0001"}}).status == 400);
    CHECK(desk.link({{"article", "KB0001"}, {"ticket", std::string(101, 'x')}}).status == 400);
    CHECK(desk.link({{"article", 1}, {"ticket", "T-1"}}).status == 400);
    CHECK(desk.link({{"article", "KB0001"}, {"ticket", "T-1"}, {"chips", "VPN"}}).status == 400);
    CHECK(desk.link(Json::array()).status == 400);
    CHECK(desk.links().empty());
    const std::string reads_only = desk.kb.add_token("anna", {"read"});
    const Received answer = fetch(desk.kb.port(), "/api/v1/links",
                                  {{"Authorization", "Bearer " + reads_only},
                                   {"Content-Type", "application/json"},
                                   {"Content-Length", "2"}},
                                  "POST", "{}");
    CHECK(answer.status == 403);
}

TEST_CASE("nothing of a pasted text is kept") {
    Desk desk;
    desk.match("the zyxwvut of Quintessa Umbrellaphant has a paper jam");
    const auto lease = desk.kb.listening().store();
    for (const char* table : {"events", "ticket_links", "drafts", "tickets", "votes"})
        CHECK((*lease).number(std::string{"SELECT count(*) FROM "} + table) == 0);
}

TEST_CASE("any text that is pasted gets an answer") {
    Desk desk;
    for (const std::string& text :
         {std::string{"Kind regards,\nPeter"}, std::string(200'000, 'x'),
          std::string{"\xff\xfe\x01"}, std::string{"<b>printer</b> & \"paper\" jam"},
          std::string{"プリンター 紙詰まり"}, std::string{"   "}}) {
        const Received page = desk.match(text);
        CHECK(page.status == 200);
        CHECK_FALSE(holds(page, "<b>printer</b>"));
    }
    const Received huge = desk.match(std::string(std::size_t{8} << 20U, 'x'));
    CHECK(huge.status == 413);
    CHECK(holds(huge, "larger than 7 MB"));
}
