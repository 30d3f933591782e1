#include "server/store/tickets.h"

#include <doctest/doctest.h>

#include "server/store/store.h"
#include "tests/support/moments.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tickets.h"

using namespace firstline;
using namespace std::string_literals;

namespace {

struct Kept {
    TemporaryFolder folder;
    Store store{folder.path() / "s.db"};
    TicketTable tickets{store.connection()};
};

Ticket ticket_named(const std::string& name, int seconds = 100) {
    Ticket ticket = ticket_with("FL-" + name, at(seconds));
    ticket.subject = "Printer";
    return ticket;
}

/// What would break a store, a header, a page or a terminal that is careless.
const std::string kHostile =
    "'; DROP TABLE tickets; --\r\nBcc: x@example.com\n<script>\"\\\0\x1b[2J"
    "\xE2\x80\xAE"s;

Ticket full_ticket() {
    Ticket ticket = ticket_named("7KQ2-9DTM");
    for (auto* const text :
         {&ticket.subject, &ticket.description, &ticket.name, &ticket.email, &ticket.telephone,
          &ticket.account, &ticket.label, &ticket.diagnosis, &ticket.article})
        *text = kHostile;
    ticket.visitor = "v1";
    ticket.topic = "printer jam";
    ticket.type = "request";
    ticket.incident = "mail-late";
    ticket.category = "printing";
    ticket.affects = "team";
    ticket.work = "not-at-all";
    ticket.answers = {{"Which \"printer\"?", kHostile}, {"", ""}, {"Floor?", "2"}};
    ticket.tried = {"Searched for \"jam, paper\"", "Read 'Paper jam'"};
    ticket.channel = "telephone";
    ticket.language = "de";
    ticket.state = Ticket::State::reopened;
    ticket.desk_reference = "INC0012345";
    ticket.answered = at(200);
    ticket.solved = at(300);
    ticket.reopened = at(400);
    ticket.solved_by = "kb1";
    ticket.really_solved = "partly";
    ticket.really_solved_at = at(500);
    return ticket;
}

void check_same_texts(const Ticket& a, const Ticket& b) {
    CHECK(a.reference == b.reference);
    CHECK(a.secret_hash == b.secret_hash);
    CHECK(a.form_key == b.form_key);
    CHECK(a.visitor == b.visitor);
    CHECK(a.topic == b.topic);
    CHECK(a.type == b.type);
    CHECK(a.incident == b.incident);
    CHECK(a.subject == b.subject);
    CHECK(a.description == b.description);
    CHECK(a.name == b.name);
    CHECK(a.email == b.email);
    CHECK(a.telephone == b.telephone);
    CHECK(a.account == b.account);
    CHECK(a.label == b.label);
    CHECK(a.category == b.category);
    CHECK(a.affects == b.affects);
    CHECK(a.work == b.work);
    CHECK(a.priority == b.priority);
    CHECK(a.article == b.article);
    CHECK(a.answers == b.answers);
    CHECK(a.diagnosis == b.diagnosis);
    CHECK(a.tried == b.tried);
    CHECK(a.channel == b.channel);
    CHECK(a.language == b.language);
}

void check_same_fate(const Ticket& a, const Ticket& b) {
    CHECK(a.created == b.created);
    CHECK(a.state == b.state);
    CHECK(a.desk_reference == b.desk_reference);
    CHECK(a.answered == b.answered);
    CHECK(a.solved == b.solved);
    CHECK(a.reopened == b.reopened);
    CHECK(a.solved_by == b.solved_by);
    CHECK(a.really_solved == b.really_solved);
    CHECK(a.really_solved_at == b.really_solved_at);
}

}  // namespace

TEST_CASE("a ticket is kept to the last byte, whatever was written into it") {
    Kept kept;
    const Ticket ticket = full_ticket();
    const std::string bytes = "\x89PNG\0\xFF\r\n"s;
    const auto id = kept.tickets.add(ticket, {{"a.png", "image/png", bytes}, {"b", "x", ""}});
    REQUIRE(id);
    for (const auto& found :
         {kept.tickets.find(*id), kept.tickets.by_reference(ticket.reference),
          kept.tickets.by_secret(ticket.secret_hash), kept.tickets.by_form_key(ticket.form_key),
          kept.tickets.by_desk_reference(ticket.desk_reference)}) {
        REQUIRE(found);
        CHECK(found->id == *id);
        check_same_texts(*found, ticket);
        check_same_fate(*found, ticket);
    }
    const auto files = kept.tickets.attachments(*id);
    REQUIRE(files.size() == 2);
    CHECK(files[0].name == "a.png");
    CHECK(files[0].media_type == "image/png");
    CHECK(files[0].content == bytes);
    CHECK(files[1].content.empty());
}

TEST_CASE("bytes that are no text do not cost an answer its ticket") {
    Kept kept;
    Ticket ticket = ticket_named("a");
    ticket.answers = {{"Which?", "bad \xFF byte"}};
    const auto id = kept.tickets.add(ticket, {});
    REQUIRE(id);
    CHECK(kept.tickets.find(*id)->answers.at(0).second == "bad \xEF\xBF\xBD byte");
}

TEST_CASE("a form that is sent twice is one ticket, and no reference is given twice") {
    Kept kept;
    REQUIRE(kept.tickets.add(ticket_named("a"), {}));
    Ticket again = ticket_named("b");
    again.form_key = "form of FL-a";
    again.subject = "other";
    CHECK_FALSE(kept.tickets.add(again, {{"f", "text/plain", "x"}}));
    Ticket same_reference = ticket_named("c");
    same_reference.reference = "FL-a";
    CHECK_FALSE(kept.tickets.add(same_reference, {{"f", "text/plain", "x"}}));
    const auto all = kept.tickets.between(at(0), at(1000));
    REQUIRE(all.size() == 1);
    CHECK(all[0].subject == "Printer");
    CHECK(kept.store.connection().number("SELECT count(*) FROM attachments") == 0);
}

TEST_CASE("what becomes of a ticket is written, what was written in it stays") {
    Kept kept;
    const Ticket before = ticket_named("a");
    const auto id = kept.tickets.add(before, {}).value();
    const auto other = kept.tickets.add(ticket_named("b"), {}).value();
    Ticket changed = full_ticket();
    changed.id = id;
    changed.priority = "P1";
    kept.tickets.update(changed);
    const auto found = kept.tickets.find(id).value();
    CHECK(found.reference == before.reference);
    CHECK(found.secret_hash == before.secret_hash);
    CHECK(found.subject == "Printer");
    CHECK(found.description.empty());
    CHECK(found.created == before.created);
    CHECK(found.priority == "P1");
    CHECK(found.category == "printing");
    CHECK(found.incident == "mail-late");
    changed.created = before.created;
    check_same_fate(found, changed);
    CHECK(kept.tickets.find(other)->priority == "P3");

    changed.solved.reset();
    changed.really_solved_at.reset();
    kept.tickets.update(changed);
    CHECK_FALSE(kept.tickets.find(id)->solved);
    CHECK_FALSE(kept.tickets.find(id)->really_solved_at);
}

TEST_CASE("a ticket that the desk has not numbered is not found by an empty number") {
    Kept kept;
    kept.tickets.add(ticket_named("a"), {});
    CHECK_FALSE(kept.tickets.by_desk_reference(""));
    CHECK_FALSE(kept.tickets.by_desk_reference("INC1"));
}

TEST_CASE("notes stand with their ticket, in their order") {
    Kept kept;
    const auto a = kept.tickets.add(ticket_named("a"), {}).value();
    const auto b = kept.tickets.add(ticket_named("b"), {}).value();
    kept.tickets.note(a, {at(200), "firstline", "priority P3 -> P2", "5 similar reports"});
    kept.tickets.note(b, {at(150), "desk", "solved", ""});
    kept.tickets.note(a, {at(100), "o'brien", "priority P2 -> P1", kHostile});
    const auto notes = kept.tickets.notes(a);
    REQUIRE(notes.size() == 2);
    CHECK(notes[0].what == "priority P3 -> P2");
    CHECK(notes[0].at == at(200));
    CHECK(notes[1].who == "o'brien");
    CHECK(notes[1].why == kHostile);
    CHECK(kept.tickets.notes(b).size() == 1);
    CHECK_THROWS_AS(kept.tickets.note(b + 1, {at(1), "x", "y", "z"}), StoreError);
}

TEST_CASE("tickets are read in the order in which they were made, up to but not at the end") {
    Kept kept;
    kept.tickets.add(ticket_named("c", 300), {});
    kept.tickets.add(ticket_named("a", 100), {});
    kept.tickets.add(ticket_named("b", 200), {});
    const auto found = kept.tickets.between(at(100), at(300));
    REQUIRE(found.size() == 2);
    CHECK(found[0].reference == "FL-a");
    CHECK(found[1].reference == "FL-b");
}

TEST_CASE("counts of other channels replace those of their week and channel only") {
    Kept kept;
    const std::chrono::sys_days monday{std::chrono::year{2026} / 3 / 9};
    const auto next = monday + std::chrono::days{7};
    TicketCountTable counts(kept.store.connection());
    counts.put({{monday, "telephone", 40}, {monday, "walk-in", 5}, {next, "telephone", 30}});
    counts.put({{monday, "telephone", 41}});
    const auto found = counts.between(monday, next);
    REQUIRE(found.size() == 2);
    CHECK(found[0].channel == "telephone");
    CHECK(found[0].tickets == 41);
    CHECK(found[0].week == monday);
    CHECK(found[1].tickets == 5);
    CHECK(counts.between(next, next + std::chrono::days{1}).size() == 1);
}
