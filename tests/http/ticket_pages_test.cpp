#include <doctest/doctest.h>

#include "server/store/outbox.h"
#include "server/store/tickets.h"
#include "tests/http/page_fields.h"
#include "tests/http/served_kb.h"
#include "tests/http/visitor.h"

using namespace firstline;

namespace {

const std::vector<KbFile> kFiles{
    {"_kb.yml", R"(name: Test desk
default_audience: public
telephone: "555-0142"
hours: {time_zone: UTC, monday: "08:00-18:00", tuesday: "08:00-18:00", wednesday: "08:00-18:00", thursday: "08:00-18:00", friday: "08:00-18:00", outside_hours: "Press 9 for the person on call."}
categories:
  printing: {name: Printing, owner: print, on_call: "555-0190", escalation: [{after: 4 working hours, contact: print, telephone: "555-0163"}]}
)"},
    {"printer.md", R"(---
id: KB1
title: Printer does not print
type: fix
ticket: {category: printing, questions: ["Which printer?"]}
diagnose: {windows: "Get-Printer"}
---

Turn it off, and on again.
)"},
    {"_notices.yml",
     "- {title: Print server is down, words: [printer], from: 2026-03-12T08:00Z}\n"}};

using Fields = std::map<std::string, std::string>;

Fields filled(const Received& form) {
    return {{"key", hidden(form, "key")},
            {"article", hidden(form, "article")},
            {"query", hidden(form, "query")},
            {"subject", "The printer does not print"},
            {"description", "It says E5.\r\nSince today."},
            {"affects", "team"},
            {"work", "with-difficulty"},
            {"category", "printing"},
            {"question", "Which printer?"},
            {"answer", "HO-2-04"},
            {"email", "anna@example.com"}};
}

/// One file in a form as a browser sends it.
Received post_with_file(Visitor& reader, int port, const Fields& fields, const std::string& name,
                        const std::string& content) {
    std::string body;
    for (const auto& [field, value] : fields)
        body += "--xyz\r\nContent-Disposition: form-data; name=\"" + field + "\"\r\n\r\n" + value +
                "\r\n";
    body += "--xyz\r\nContent-Disposition: form-data; name=\"files\"; filename=\"" + name +
            "\"\r\nContent-Type: image/png\r\n\r\n" + content + "\r\n--xyz--\r\n";
    Headers headers{{"Origin", "http://127.0.0.1:" + std::to_string(port)},
                    {"Host", "127.0.0.1:" + std::to_string(port)},
                    {"User-Agent", reader.user_agent},
                    {"Content-Type", "multipart/form-data; boundary=xyz"},
                    {"Content-Length", std::to_string(body.size())}};
    return fetch(port, "/help", headers, "POST", body);
}

std::vector<Ticket> tickets_in(ServedKb& kb) {
    const auto lease = kb.listening().store();
    return TicketTable(*lease).between({}, ServedKb::kNoon + std::chrono::days{400});
}

std::string path_of(const std::string& location) {
    return location.substr(0, location.find('?'));
}

/// From the form to the page of the ticket.
Received sent(Visitor& reader, const Fields& fields, const std::string& tell = "0") {
    const auto review = reader.post("/help", fields);
    REQUIRE(review.status == 303);
    reader.get(review.header("location"));
    return reader.post("/help/send", {{"key", fields.at("key")}, {"tell", tell}});
}

const std::string kPng = "\x89PNG\r\n\x1a\n" + std::string("\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01", 16) +
                         std::string("\x08\x06\0\0\0\x1f\x15\xc4\x89", 9);

}  // namespace

TEST_CASE("the form is filled in from what led to it, with the article's questions and commands") {
    ServedKb kb(kFiles);
    Visitor reader(kb.port());
    reader.get("/search?q=my+printer+wont+print");
    reader.get("/a/printer");
    const auto form = reader.get("/help?from=printer");
    CHECK(holds(form, "name=\"subject\" type=\"text\" value=\"my printer wont print\""));
    CHECK(holds(form, "You read <strong dir=\"auto\">Printer does not print</strong>"));
    CHECK(holds(form, "Which printer?"));
    CHECK(holds(form, "<code>Get-Printer</code>"));
    CHECK(holds(form, "<option value=\"printing\" selected>"));
    CHECK(holds(form, "Print server is down"));
    CHECK(holds(form, "href=\"tel:5550142\""));
    CHECK(holds(form, "We are here until 18:00 today."));
}

TEST_CASE("from the form to the ticket: reviewed, kept, in the outbox, on a page of its own") {
    ServedKb kb(kFiles);
    Visitor reader(kb.port());
    reader.get("/search?q=printer");
    reader.get("/a/printer");
    const auto fields = filled(reader.get("/help?from=printer"));
    const auto to_review = reader.post("/help", fields);
    REQUIRE(to_review.status == 303);
    const auto review = reader.get(to_review.header("location"));
    CHECK(holds(review, "We will treat this as P2"));
    CHECK(holds(review, "unless an agent finds otherwise"));
    CHECK(holds(review, "Searched for &quot;printer&quot;"));
    CHECK(holds(review, "Read &quot;Printer does not print&quot;"));
    CHECK(holds(review, "HO-2-04"));
    CHECK(tickets_in(kb).empty());

    const auto done = reader.post("/help/send", {{"key", fields.at("key")}, {"tell", "1"}});
    REQUIRE(done.status == 303);
    const auto tickets = tickets_in(kb);
    REQUIRE(tickets.size() == 1);
    const Ticket& ticket = tickets.front();
    CHECK(ticket.priority == "P2");
    CHECK(ticket.description == "It says E5.\nSince today.");
    CHECK(ticket.tried == std::vector<std::string>{"Read \"Printer does not print\""});
    CHECK(ticket.answers.size() == 1);
    CHECK(ticket.article == "KB1");
    CHECK(ticket.visitor.has_value());
    CHECK(ticket.incident.starts_with("kb-"));
    const auto lease = kb.listening().store();
    const auto due = OutboxTable(*lease).due(ServedKb::kNoon, 10);
    REQUIRE(due.size() == 1);
    CHECK(due.front().ticket == ticket.id);

    const std::string path = path_of(done.header("location"));
    CHECK(path.size() == std::string{"/ticket/"}.size() + 32);
    const auto page = reader.get(done.header("location"));
    CHECK(page.status == 200);
    CHECK(holds(page, ticket.reference));
    CHECK(holds(page, "555-0163"));
    CHECK(page.header("cache-control") == "private, no-store");
    CHECK(page.header("x-robots-tag") == "noindex");
}

TEST_CASE("the reference alone, or a guess, shows nothing") {
    ServedKb kb(kFiles);
    Visitor reader(kb.port());
    sent(reader, filled(reader.get("/help")));
    const std::string reference = tickets_in(kb).front().reference;
    for (const std::string& guess : {reference, std::string(32, 'a'), std::string{"x"}}) {
        const auto page = reader.get("/ticket/" + guess);
        CHECK(page.status == 404);
        CHECK_FALSE(holds(page, "printer does not print"));
    }
}

TEST_CASE("sent twice, by double click, by Back or in two tabs, it is one ticket") {
    ServedKb kb(kFiles);
    Visitor reader(kb.port());
    const auto fields = filled(reader.get("/help"));
    const auto first = sent(reader, fields);
    const auto again = reader.post("/help/send", {{"key", fields.at("key")}});
    CHECK(again.status == 303);
    CHECK(path_of(again.header("location")) == path_of(first.header("location")));
    for (const std::string& back :
         {"/help/review?draft=" + fields.at("key"), "/help?draft=" + fields.at("key")})
        CHECK(path_of(reader.get(back).header("location")) == path_of(first.header("location")));
    CHECK(path_of(reader.post("/help", fields).header("location")) ==
          path_of(first.header("location")));
    CHECK(tickets_in(kb).size() == 1);
    // Another tab is another form.
    sent(reader, filled(reader.get("/help")));
    CHECK(tickets_in(kb).size() == 2);
}

TEST_CASE("what is missing is said, and nothing that was written is lost") {
    ServedKb kb(kFiles);
    Visitor reader(kb.port());
    auto fields = filled(reader.get("/help"));
    fields["subject"] = " ";
    fields["affects"] = "everybody";
    fields["email"] = "anna at home";
    const auto form = reader.post("/help", fields);
    CHECK(form.status == 422);
    CHECK(holds(form, "Say in a few words what it is about."));
    CHECK(holds(form, "Choose whom it affects."));
    CHECK(holds(form, "This is no address that we can write to."));
    CHECK(holds(form, "It says E5.\nSince today.</textarea>"));
    CHECK(holds(form, "value=\"HO-2-04\""));
    CHECK(hidden(form, "key") == fields.at("key"));
    // Nor by going back.
    CHECK(holds(reader.get("/help?draft=" + fields.at("key")), "It says E5."));
    CHECK(reader.post("/help/send", {{"key", fields.at("key")}}).header("location") ==
          "/help?draft=" + fields.at("key"));
    CHECK(tickets_in(kb).empty());
}

TEST_CASE("files are taken by what they are, kept with the draft, and go with the ticket") {
    ServedKb kb(kFiles);
    Visitor reader(kb.port());
    auto fields = filled(reader.get("/help"));
    const auto refused =
        post_with_file(reader, kb.port(), fields, "picture.png", "<html><script>x</script></html>");
    CHECK(refused.status == 422);
    CHECK(holds(refused, "picture.png was not taken"));
    CHECK(post_with_file(reader, kb.port(), fields, "../../e\"vil\r\n.png", kPng).status != 500);
    CHECK(post_with_file(reader, kb.port(), fields, "error.png", kPng).status == 303);
    const auto form = reader.get("/help?draft=" + fields.at("key"));
    CHECK(holds(form, "error.png"));
    CHECK(reader.post("/help/send", {{"key", fields.at("key")}}).status == 303);
    const auto lease = kb.listening().store();
    const auto files = TicketTable(*lease).attachments(tickets_in(kb).front().id);
    REQUIRE(!files.empty());
    CHECK(files.back().name == "error.png");
    CHECK(files.back().media_type == "image/png");
    CHECK(files.back().content == kPng);
    for (const Attachment& file : files)
        CHECK(file.name.find_first_of("/\\\r\n\"") == std::string::npos);
}

TEST_CASE("a body beyond all bounds is refused before it is read, and the server goes on") {
    ServedKb kb(kFiles);
    Visitor reader(kb.port());
    const auto told = reader.post("/help", {}, {{"Content-Length", "40000000"}});
    CHECK((told.status == 413 || told.status == 400));
    CHECK(reader.get("/help").status == 200);
}

TEST_CASE("markup in every field stays text") {
    ServedKb kb(kFiles);
    Visitor reader(kb.port());
    auto fields = filled(reader.get("/help"));
    const std::string hostile = "<img src=x onerror=alert(1)>\"'";
    for (const char* name : {"subject", "description", "name", "telephone", "answer", "diagnosis"})
        fields[name] = hostile;
    const auto review = reader.get(reader.post("/help", fields).header("location"));
    CHECK_FALSE(holds(review, "<img src=x"));
    const auto page =
        reader.get(reader.post("/help/send", {{"key", fields.at("key")}}).header("location"));
    CHECK(page.status == 200);
    CHECK_FALSE(holds(page, "<img src=x"));
}

TEST_CASE("a robot that fills in everything is told so, and nothing of it is kept") {
    ServedKb kb(kFiles);
    Visitor reader(kb.port());
    auto fields = filled(reader.get("/help"));
    fields["website"] = "https://spam.example";
    const auto told = reader.post("/help", fields);
    CHECK(told.status == 422);
    CHECK(holds(told, "as robots do"));
    CHECK(reader.get("/help/review?draft=" + fields.at("key")).status == 404);
}

TEST_CASE("many tickets from one person are slowed down, with the telephone and nothing lost") {
    ServedKb kb(kFiles);
    Visitor reader(kb.port());
    reader.get("/a/printer");
    Received last;
    int taken = 0;
    for (int i = 0; i < 8; ++i) {
        last = sent(reader, filled(reader.get("/help")));
        taken += last.status == 303 ? 1 : 0;
    }
    CHECK(taken == 6);
    CHECK(last.status == 429);
    CHECK(!last.header("retry-after").empty());
    CHECK(holds(last, "Nothing is lost"));
    CHECK(holds(last, "It says E5."));
    CHECK(tickets_in(kb).size() == 6);
}

TEST_CASE("after hours the page says what happens now, and what is urgent is telephoned") {
    const auto night = ServedKb::kNoon + std::chrono::hours{10};
    ServedKb kb(kFiles, [night] { return night; });
    Visitor reader(kb.port());
    const auto form = reader.get("/help");
    CHECK(holds(form, "We are back tomorrow at 08:00."));
    CHECK(holds(form, "Press 9 for the person on call."));
    auto fields = filled(form);
    fields["affects"] = "site";
    fields["work"] = "not-at-all";
    const auto review = reader.get(reader.post("/help", fields).header("location"));
    const auto call = review.body.find("Call 555-0190 now");
    REQUIRE(call != std::string::npos);
    CHECK(call < review.body.find("We will treat this as P1"));
}

TEST_CASE("who asks makes no difference to the priority") {
    ServedKb kb(kFiles);
    kb.add_account("boss", "employee", {"white-glove"});
    Visitor boss(kb.port());
    boss.sign_in("boss", ServedKb::kPassword);
    auto fields = filled(boss.get("/help"));
    fields["affects"] = "me";
    fields["work"] = "another-way";
    sent(boss, fields);
    Visitor somebody(kb.port());
    auto same = filled(somebody.get("/help"));
    same["affects"] = "me";
    same["work"] = "another-way";
    same["subject"] = "Something else entirely";
    sent(somebody, same);
    const auto tickets = tickets_in(kb);
    REQUIRE(tickets.size() == 2);
    CHECK(tickets[0].label == "white-glove");
    CHECK(tickets[0].account == "boss");
    CHECK(tickets[0].priority == tickets[1].priority);
}

TEST_CASE("once the desk has solved it, its page asks whether it was really solved") {
    ServedKb kb(kFiles);
    Visitor reader(kb.port());
    const auto done = sent(reader, filled(reader.get("/help")));
    const std::string path = path_of(done.header("location"));
    CHECK_FALSE(holds(reader.get(path), "Was it really solved?"));
    const std::string token = path.substr(path.rfind('/') + 1);
    CHECK(reader.post("/ticket/solved", {{"ticket", token}, {"answer", "yes"}}).status == 400);
    {
        const auto lease = kb.listening().store();
        TicketTable table(*lease);
        Ticket ticket = tickets_in(kb).front();
        ticket.state = Ticket::State::solved;
        ticket.solved = ServedKb::kNoon;
        ticket.solved_by = "KB1";
        table.update(ticket);
    }
    const auto page = reader.get(path);
    CHECK(holds(page, "Was it really solved?"));
    CHECK(holds(page, "<a href=\"/a/printer\" dir=\"auto\">Printer does not print</a>"));
    CHECK(reader.post("/ticket/solved", {{"ticket", token}, {"answer", "no"}}).status == 303);
    CHECK(tickets_in(kb).front().really_solved == "no");
    CHECK(holds(reader.get(path), "That is what counts here."));
    CHECK(reader.post("/ticket/solved", {{"ticket", "other"}, {"answer", "no"}}).status == 404);
}

TEST_CASE("the door is one click from every page") {
    ServedKb kb(kFiles);
    Visitor reader(kb.port());
    const auto done = sent(reader, filled(reader.get("/help")));
    const std::string key = hidden(reader.get("/search?q=printer"), "incident");
    kb.add_account("anna", "lead");
    const std::vector<std::string> pages{
        "/",     "/search?q=printer", "/search?q=qqxx",    "/a/printer",           "/a/none",
        "/help", "/sign-in",          "/incidents/" + key, done.header("location")};
    for (const std::string& page : pages) {
        CAPTURE(page);
        CHECK(holds(reader.get(page), "data-door>Get help from a person</a>"));
    }
    reader.sign_in("anna", ServedKb::kPassword);
    for (const char* page : {"/account", "/insight"}) {
        CAPTURE(page);
        CHECK(holds(reader.get(page), "data-door>Get help from a person</a>"));
    }
}
