// An article that nobody needs any more, and the address that it had.

#include <functional>
#include <utility>

#include <doctest/doctest.h>

#include "server/store/ticket_links.h"
#include "tests/http/page_fields.h"
#include "tests/http/writer_desk.h"

using namespace firstline;

namespace {

Received retire(Visitor& who, const std::string& id, std::map<std::string, std::string> fields) {
    who.get("/writer/retire/KB1");
    return who.post("/writer/retire/" + id, std::move(fields));
}

}  // namespace

TEST_CASE("a retired article leads to what takes its place, once that is merged") {
    WriterDesk desk;
    CHECK(holds(desk.willi.get("/a/jam"), "href=\"/writer/retire/KB1\""));
    CHECK_FALSE(holds(desk.anna.get("/a/jam"), "/writer/retire"));
    const Received page = desk.willi.get("/writer/retire/KB1");
    CHECK(page.status == 200);
    CHECK(holds(page, "name=\"target\" value=\"KB2\""));
    CHECK_FALSE(holds(page, "value=\"KB1\""));
    CHECK_FALSE(holds(page, "payroll"));
    // For fewer than read this one.
    CHECK_FALSE(holds(page, "value=\"KB3\""));
    const Received answer = retire(desk.willi, "KB1", {{"target", "KB2"}});
    const Proposal retired = desk.proposal(proposal_in(answer));
    CHECK(retired.kind == Proposal::Kind::retired);
    CHECK(retired.about == "KB2");
    CHECK(retired.text.find("state: archived\nredirect_to: KB2\n---\n\nOpen the flap.") !=
          std::string::npos);
    CHECK(retired.text.find("# as people say") != std::string::npos);
    CHECK(desk.kb.audit_trail().back().what == "article-retired");
    CHECK(holds(desk.willi.get("/writer/retire/KB1"), "It is retired already"));
    CHECK(retire(desk.willi, "KB1", {{"target", "KB2"}}).header("location") ==
          answer.header("location"));
    Visitor reader(desk.kb.port());
    CHECK(reader.get("/a/jam").status == 200);
    desk.merge();
    for (const char* old : {"/a/jam", "/a/KB1", "/jam"}) {
        CAPTURE(old);
        const Received moved = reader.get(old);
        CHECK(moved.status == 301);
        CHECK(moved.header("location") == "/a/off");
    }
    CHECK_FALSE(holds(reader.get("/search?q=paper+jam"), "as people say"));
}

TEST_CASE("what takes its place must be there, for all its readers, and not itself") {
    WriterDesk desk;
    desk.write("old.md", "---\ntitle: Fax\nid: KB5\nstate: archived\n---\n\nGone.\n");
    struct Case {
        std::map<std::string, std::string> fields;
        const char* said;
    };
    for (const auto& [fields, said] : {
             Case{{}, "Choose what takes its place"},
             Case{{{"target", "KB1"}}, "cannot take its own place"},
             Case{{{"target", "KB3"}}, "is not for everybody who reads this one"},
             Case{{{"other", "KB9"}}, "There is no such article for you"},
             Case{{{"other", "/a/old"}}, "There is no such article for you"},
             Case{{{"other", "nowhere"}, {"target", "KB2"}}, "There is no such article for you"},
             Case{{{"target", "-"}}, "why nothing takes its place"},
         }) {
        const Received page = retire(desk.willi, "KB1", fields);
        CAPTURE(said);
        CHECK(page.status == 422);
        CHECK(holds(page, said));
    }
    CHECK(desk.accepted().empty());
    // Agents' text may lead to what is public.
    CHECK(retire(desk.willi, "KB3", {{"other", "http://kb.example/a/off#x"}}).status == 303);
    CHECK(desk.proposal(1).about == "KB2");
    // Not to what is to be retired itself.
    const Received chain = retire(desk.willi, "KB2", {{"other", "KB1"}});
    CHECK(chain.status == 303);
    CHECK(holds(retire(desk.willi, "KB1", {{"other", "KB2"}}), "is to be retired itself"));
}

TEST_CASE("of two that retire each article in favour of the other at a time, one is refused") {
    for (const char* meanwhile_to : {"KB2", "-"}) {
        CAPTURE(meanwhile_to);
        std::function<void()> meanwhile;
        WriterDesk desk([] { return ServedKb::kNoon; }, {.before_preview = [&] {
                            if (const auto now = std::exchange(meanwhile, nullptr))
                                now();
                        }});
        Visitor wanda = desk.somebody("wanda", "writer");
        wanda.get("/writer/retire/KB1");
        desk.willi.get("/writer/retire/KB2");
        meanwhile = [&] {
            CHECK(wanda
                      .post("/writer/retire/KB1",
                            {{"target", meanwhile_to}, {"reason", "Nobody needs it."}})
                      .status == 303);
        };
        const Received page = desk.willi.post("/writer/retire/KB2", {{"target", "KB1"}});
        CHECK(page.status == 422);
        CHECK(holds(page, "is to be retired itself, by proposal 1. Choose another one."));
        CHECK(desk.accepted().size() == 1);
    }
}

TEST_CASE(
    "a retirement that meets a conflict leaves the article on the board, as does a late one") {
    MovedClock clock{ServedKb::kNoon};
    WriterDesk desk(clock.clock());
    const auto on_board = [&] {
        return holds(desk.willi.get("/writer?view=all"), "name=\"id\" value=\"KB1\"");
    };
    CHECK(on_board());
    const auto id = proposal_in(retire(desk.willi, "KB1", {{"target", "KB2"}}));
    CHECK_FALSE(on_board());
    // Elsewhere in its front matter, so that lines alone see no conflict.
    const std::string before = desk.text("jam.md");
    std::string text = before;
    text.insert(text.find("title:"), "state: unvalidated\n");
    desk.write("jam.md", text);
    CHECK(on_board());
    desk.merge();
    CHECK(desk.text("jam.md") == text);
    desk.write("jam.md", before);
    CHECK_FALSE(on_board());
    {
        const auto lease = desk.kb.listening().store();
        ProposalTable(*lease).set_applied(id, "c0ffee", clock.now - std::chrono::hours{47});
    }
    CHECK_FALSE(on_board());
    clock.now += std::chrono::hours{2};
    CHECK(on_board());
}

TEST_CASE("a retirement upon another change of the same lines that waits is no conflict") {
    WriterDesk desk;
    desk.write("tray.md", "---\ntitle: The tray\nid: KB6\n---\n\nPull it.\n");
    const auto on_board = [&] {
        return holds(desk.willi.get("/writer?view=all"), "name=\"id\" value=\"KB6\"");
    };
    CHECK(on_board());
    {
        const auto lease = desk.kb.listening().store();
        ProposalTable table(*lease);
        const std::string base = desk.text("tray.md");
        std::string text = base;
        text.insert(text.find("---\n\n"), "owner: net\n");
        const auto id = table.add({.key = "k",
                                   .agent = "willi",
                                   .article = "KB6",
                                   .path = "tray.md",
                                   .title = "The tray",
                                   .audience = "public",
                                   .base = base,
                                   .text = text,
                                   .kind = Proposal::Kind::owner,
                                   .about = "net"});
        table.decide(*id, Proposal::State::accepted, "willi", "", ServedKb::kNoon);
    }
    CHECK(retire(desk.willi, "KB6", {{"target", "KB2"}}).status == 303);
    CHECK_FALSE(on_board());
    desk.merge();
    CHECK(desk.willi.get("/a/KB6").status == 301);
}

TEST_CASE(
    "what an article was retired in favour of can be retired in turn, and the first leads on") {
    WriterDesk desk;
    CHECK_FALSE(holds(desk.willi.get("/writer/retire/KB1"), "in favour of this one"));
    CHECK(retire(desk.willi, "KB3", {{"target", "KB1"}}).status == 303);
    const Received page = desk.willi.get("/writer/retire/KB1");
    CHECK(holds(page, "Articles that were retired in favour of this one"));
    CHECK(holds(page, desk.proposal(1).title));
    CHECK(retire(desk.willi, "KB1", {{"target", "KB2"}}).status == 303);
    desk.merge();
    for (const char* old : {"/a/KB1", "/a/KB3"}) {
        CAPTURE(old);
        const Received moved = desk.anna.get(old);
        CHECK(moved.status == 301);
        CHECK(moved.header("location") == "/a/off");
    }
}

TEST_CASE("what nothing takes the place of is gone, with a reason") {
    WriterDesk desk;
    const Received answer =
        retire(desk.willi, "KB1", {{"target", "-"}, {"reason", "We have no printers."}});
    const Proposal retired = desk.proposal(proposal_in(answer));
    CHECK(retired.about.empty());
    CHECK(retired.why == "Retired, and nothing takes its place: We have no printers.");
    desk.merge();
    Visitor reader(desk.kb.port());
    CHECK(reader.get("/a/jam").status == 410);
}

TEST_CASE("the page tells how much an article is used, of words only what three people typed") {
    WriterDesk desk;
    {
        const auto lease = desk.kb.listening().store();
        TicketLinkTable(*lease).put({.at = ServedKb::kNoon - std::chrono::hours{24},
                                     .agent = "anna",
                                     .ticket = "T-1",
                                     .article = "KB1",
                                     .text_hash = "h"});
        for (int i = 0; i < 4; ++i) {
            const std::string visitor = "v" + std::to_string(i);
            const std::string query = i == 3 ? "zyxname jam" : "paper jam";
            for (const auto kind : {Event::Kind::search, Event::Kind::view}) {
                Event event{.kind = kind, .at = ServedKb::kNoon - std::chrono::hours{24}};
                event.visitor = visitor;
                event.query = query;
                event.topic = "paper jam";
                event.total = 1;
                if (kind == Event::Kind::view)
                    event.article = "KB1";
                EventTable(*lease).add({&event, 1});
            }
            Event dwell{.kind = Event::Kind::dwell, .at = ServedKb::kNoon - std::chrono::hours{23}};
            dwell.visitor = visitor;
            dwell.article = "KB1";
            dwell.topic = "paper jam";
            dwell.dwell = std::chrono::seconds{30};
            EventTable(*lease).add({&dwell, 1});
        }
    }
    const Received page = desk.willi.get("/writer/retire/KB1");
    CHECK(holds(page, "1 in 90 days"));
    CHECK(holds(page, "<span dir=\"auto\">paper jam</span> (3 people)"));
    CHECK_FALSE(holds(page, "zyxname"));
}

TEST_CASE("only writers retire, and only what they may read") {
    WriterDesk desk;
    CHECK(desk.anna.get("/writer/retire/KB1").status == 404);
    CHECK(desk.willi.get("/writer/retire/KB9").status == 404);
    CHECK(retire(desk.willi, "KB9", {{"target", "KB1"}}).status == 404);
    desk.anna.get("/proposals");
    CHECK(desk.anna.post("/writer/retire/KB1", {{"target", "KB2"}}).status == 404);
    CHECK(desk.accepted().empty());
}
