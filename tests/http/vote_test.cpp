#include <algorithm>

#include <doctest/doctest.h>

#include "server/store/events.h"
#include "server/store/votes.h"
#include "tests/http/page_fields.h"
#include "tests/http/served_kb.h"
#include "tests/http/visitor.h"

using namespace firstline;

namespace {

constexpr std::chrono::seconds kPatience{20};

std::vector<Vote> votes_in(ServedKb& kb) {
    const auto lease = kb.listening().store();
    return VoteTable(*lease).between({}, ServedKb::kNoon + std::chrono::days{400});
}

std::vector<Event> events_in(ServedKb& kb) {
    REQUIRE(kb.listening().recorder().flush(kPatience));
    const auto lease = kb.listening().store();
    return EventTable(*lease).between({}, ServedKb::kNoon + std::chrono::days{400});
}

const std::vector<KbFile> kFiles{
    {"_kb.yml", "name: Test desk\ndefault_audience: public\n"},
    {"printer.md",
     "---\nid: KB1\ntitle: Printer does not print\ntype: fix\n---\n\nTurn the "
     "printer off, and on again.\n"},
    {"jam.md", "---\nid: KB2\ntitle: Paper jam in the printer\n---\n\nOpen the flap.\n"},
    {"secret.md", "---\nid: KB9\ntitle: For agents\naudience: agents\n---\n\nInner matters.\n"}};

Received open_printer(Visitor& reader) {
    return reader.get("/a/printer");
}

Received answer(Visitor& reader, const Received& page, const std::string& said) {
    return reader.post(
        "/vote",
        {{"article", hidden(page, "article")}, {"text", hidden(page, "text")}, {"answer", said}});
}

}  // namespace

TEST_CASE("a vote keeps the text, and the question and the rank that led there") {
    ServedKb kb(kFiles);
    Visitor reader(kb.port());
    reader.get("/search?q=printer+wont+print");
    const auto page = open_printer(reader);
    const auto told = answer(reader, page, "no");
    CHECK(told.status == 303);
    const auto votes = votes_in(kb);
    REQUIRE(votes.size() == 1);
    const Vote& vote = votes.front();
    CHECK(vote.answer == Vote::Answer::no);
    CHECK(vote.article == "KB1");
    CHECK(vote.query == "printer wont print");
    CHECK(vote.rank == 1);
    CHECK(vote.seen);
    CHECK_FALSE(vote.by_desk);
    CHECK(vote.type == "fix");
    const auto lease = kb.listening().store();
    const auto text = VoteTable(*lease).text(vote.text_hash);
    REQUIRE(text);
    CHECK(text->text.find("off, and on again") != std::string::npos);
}

TEST_CASE("who says No is asked why, and shown what may help instead, and a person") {
    ServedKb kb(kFiles);
    Visitor reader(kb.port());
    reader.get("/search?q=printer");
    const auto location = answer(reader, open_printer(reader), "no").header("location");
    const std::string target = location.substr(0, location.find('#'));
    auto panel = reader.get(target);
    CHECK(holds(panel, "What was it?"));
    CHECK(holds(panel, "href=\"/a/jam\""));
    CHECK(panel.header("cache-control") == "private, no-store");
    CHECK(reader.post("/vote/more", {{"vote", hidden(panel, "vote")}, {"reason", "step"}}).status ==
          303);
    panel = reader.get(target);
    CHECK(holds(panel, "Which step, and what happened instead?"));
    reader.post("/vote/more", {{"vote", hidden(panel, "vote")},
                               {"step", "the second; write to anna@example.com"}});
    const auto votes = votes_in(kb);
    REQUIRE(votes.size() == 1);
    CHECK(votes.front().reason == "step");
    CHECK(votes.front().step == "the second; write to [e-mail]");
    const auto part = reader.get(target, {{"X-Firstline-Part", "solved"}});
    CHECK(part.body.find("<section class=\"solved\"") == 0);
}

TEST_CASE("a visitor has one vote on a text, and may change it") {
    ServedKb kb(kFiles);
    Visitor reader(kb.port());
    const auto page = open_printer(reader);
    answer(reader, page, "no");
    answer(reader, page, "yes");
    auto votes = votes_in(kb);
    REQUIRE(votes.size() == 1);
    CHECK(votes.front().answer == Vote::Answer::yes);
    // In a second window, and by somebody else.
    answer(reader, open_printer(reader), "partly");
    Visitor other(kb.port());
    answer(other, open_printer(other), "no");
    votes = votes_in(kb);
    REQUIRE(votes.size() == 2);
    CHECK(votes.front().answer == Vote::Answer::partly);
}

TEST_CASE("a changed text is another one to vote on, and an older page votes on what it showed") {
    ServedKb kb(kFiles);
    Visitor reader(kb.port());
    const auto before = open_printer(reader);
    answer(reader, before, "no");
    kb.change(
        "printer.md",
        "---\nid: KB1\ntitle: Printer does not print\n---\n\nPull the plug, wait, plug in.\n");
    Visitor late(kb.port());
    answer(late, before, "yes");
    answer(reader, open_printer(reader), "yes");
    const auto votes = votes_in(kb);
    REQUIRE(votes.size() == 3);
    CHECK(votes[0].text_hash == votes[1].text_hash);
    CHECK(votes[2].text_hash != votes[0].text_hash);
}

TEST_CASE("who asks not to be followed votes without an id, and leaves no events") {
    ServedKb kb(kFiles);
    Visitor reader(kb.port());
    const Headers gpc{{"Sec-GPC", "1"}};
    reader.get("/search?q=printer", gpc);
    const auto page = reader.get("/a/printer", gpc);
    CHECK(reader.cookies.empty());
    reader.post("/vote", {{"article", "KB1"}, {"text", hidden(page, "text")}, {"answer", "yes"}},
                gpc);
    CHECK(reader.cookies.empty());
    const auto votes = votes_in(kb);
    REQUIRE(votes.size() == 1);
    CHECK_FALSE(votes.front().visitor.has_value());
    CHECK(events_in(kb).empty());
}

TEST_CASE("a browser that begins to ask not to be followed drops the id it has") {
    ServedKb kb(kFiles);
    Visitor reader(kb.port());
    open_printer(reader);
    CHECK(reader.cookies.count("firstline_visitor") == 1);
    reader.get("/a/printer", {{"DNT", "1"}});
    CHECK(reader.cookies.empty());
}

TEST_CASE("a vote for an article that has gone, or that one may not read, says so and keeps none") {
    ServedKb kb(kFiles);
    Visitor reader(kb.port());
    const auto page = open_printer(reader);
    kb.change(std::vector<KbFile>{}, {"printer.md"});
    const auto gone = answer(reader, page, "no");
    CHECK(gone.status == 410);
    CHECK(holds(gone, "not here any more"));
    CHECK(reader.post("/vote", {{"article", "KB9"}, {"answer", "yes"}}).status == 410);
    CHECK(reader.post("/vote", {{"article", ""}, {"answer", "yes"}}).status == 410);
    CHECK(reader.post("/vote", {{"article", "KB2"}, {"answer", "maybe"}}).status == 400);
    CHECK(reader.post("/vote/more", {{"vote", "none"}, {"reason", "step"}}).status == 400);
    CHECK(votes_in(kb).empty());
}

TEST_CASE("votes by script are told apart, and slowed down") {
    ServedKb kb(kFiles);
    Visitor script(kb.port());
    script.cookies["firstline_visitor"] = std::string(43, 'x');
    CHECK(script.post("/vote", {{"article", "KB1"}, {"answer", "yes"}}).status == 303);
    const auto votes = votes_in(kb);
    REQUIRE(votes.size() == 1);
    CHECK_FALSE(votes.front().seen);
    int refused = 0;
    for (int i = 0; i < 40; ++i) {
        const auto told = script.post("/vote", {{"article", "KB1"}, {"answer", "no"}});
        if (told.status == 429) {
            ++refused;
            CHECK(!told.header("retry-after").empty());
        }
    }
    CHECK(refused == 21);
}

TEST_CASE("a vote from another site's page is refused") {
    ServedKb kb(kFiles);
    Visitor reader(kb.port());
    const auto told = reader.post("/vote", {{"article", "KB1"}, {"answer", "yes"}},
                                  {{"Origin", "https://evil.example"}});
    CHECK(told.status == 403);
    CHECK(votes_in(kb).empty());
}

TEST_CASE("the desk's own votes are marked as theirs") {
    ServedKb kb(kFiles);
    kb.add_account("anna", "agent");
    Visitor anna(kb.port());
    anna.sign_in("anna", ServedKb::kPassword);
    answer(anna, open_printer(anna), "yes");
    const auto votes = votes_in(kb);
    REQUIRE(votes.size() == 1);
    CHECK(votes.front().by_desk);
    CHECK(votes.front().visitor.has_value());
    // One person in two browsers is one visitor.
    Visitor second(kb.port());
    second.sign_in("anna", ServedKb::kPassword);
    answer(second, open_printer(second), "no");
    CHECK(votes_in(kb).size() == 1);
}

TEST_CASE("a search that was meant is kept with what it showed, one under way is not") {
    ServedKb kb(kFiles);
    Visitor reader(kb.port());
    reader.get("/search?q=print&part=1");
    reader.get("/search?q=printer&part=1&committed=1");
    reader.get("/search?q=paper+jam");
    const auto events = events_in(kb);
    REQUIRE(events.size() == 2);
    CHECK(events[0].query == "printer");
    CHECK(events[0].shown == std::vector<std::string>{"KB1", "KB2"});
    CHECK(events[1].query == "paper jam");
    CHECK(events[1].shown.front() == "KB2");
    CHECK(events[0].visitor == events[1].visitor);
}

TEST_CASE("an article is seen again when the browser has it already") {
    ServedKb kb(kFiles);
    Visitor reader(kb.port());
    const auto page = open_printer(reader);
    CHECK(reader.get("/a/printer", {{"If-None-Match", page.header("etag")}}).status == 304);
    const auto events = events_in(kb);
    CHECK(std::count_if(events.begin(), events.end(), [](const Event& event) {
              return event.kind == Event::Kind::view && event.article == "KB1";
          }) == 2);
}

TEST_CASE("scripts tell of reading and of questions that were meant; robots and heads are none") {
    ServedKb kb(kFiles);
    Visitor reader(kb.port());
    const std::string origin = "http://127.0.0.1:" + std::to_string(kb.port());
    const auto tell = [&](const std::string& body, const Headers& more = {}) {
        Headers headers{{"Origin", origin},
                        {"Content-Length", std::to_string(body.size())},
                        {"User-Agent", reader.user_agent},
                        {"Cookie", "firstline_visitor=" + std::string(43, 'v')}};
        headers.insert(headers.end(), more.begin(), more.end());
        return fetch(kb.port(), "/api/v1/events", headers, "POST", body);
    };
    CHECK(tell(R"([{"kind":"dwell","article":"KB1","seconds":31.4}])").status == 204);
    CHECK(tell(R"([{"kind":"search","q":"paper jam"}])").status == 204);
    CHECK(tell(R"([{"kind":"suggestions-shown","shown":["KB2","KB9","none"]}])").status == 204);
    CHECK(tell(R"([{"kind":"dwell","article":"KB9","seconds":5}])").status == 204);
    CHECK(tell("{}").status == 400);
    CHECK(tell("no json").status == 400);
    CHECK(tell(R"([{"kind":"ticket"}])").status == 400);
    const auto events = events_in(kb);
    REQUIRE(events.size() == 3);
    CHECK(events[0].dwell == std::chrono::seconds{31});
    CHECK(events[1].shown.front() == "KB2");
    CHECK(events[2].shown == std::vector<std::string>{"KB2"});
    reader.user_agent = "Googlebot/2.1";
    reader.get("/a/printer");
    CHECK(events_in(kb).size() == 3);
}
