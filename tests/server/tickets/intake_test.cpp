#include "server/tickets/intake.h"

#include <set>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "server/access/secrets.h"
#include "server/store/drafts.h"
#include "tests/server/tickets/outbox_sample.h"

using namespace firstline;

namespace {

/// A desk that takes forms in.
struct Counter : OutboxSample {
    DraftTable drafts{store.connection()};
    DeskPlan plan = larkfield();

    static TicketForm form() {
        TicketForm form;
        form.subject = "  The printer is on fire ";
        form.description = "It smells.";
        form.email = "anna@example.com";
        form.category = "printing";
        form.affects = "me";
        form.work = "with-difficulty";
        form.article = "kb1";
        form.answers = {{"Which printer?", "HP"}};
        form.diagnosis = "ok";
        form.tried = {"Searched for \"fire\""};
        return form;
    }
    IntakeFacts facts(const std::string& key = "key 1") const {
        return {.form_key = key,
                .visitor = "visitor of " + key,
                .account = "anna",
                .label = "",
                .topic = "printer fire",
                .type = "request",
                .incident = "",
                .language = "en",
                .page_url = "https://kb.example.com/ticket/",
                .can_mail = true,
                .now = now()};
    }
    Accepted accept(const TicketForm& form, const IntakeFacts& facts,
                    const std::vector<Attachment>& files = {}) {
        return accept_ticket(store.connection(), form, files, plan, larkfield_clock(), facts);
    }
    std::int64_t count(const std::string& table) {
        return store.connection().number("SELECT count(*) FROM " + table);
    }
    std::vector<OutboxItem> mails() {
        auto items = outbox.due(now(), 100);
        std::erase_if(items, [](const OutboxItem& item) { return item.kind != "mail"; });
        return items;
    }
};

}  // namespace

TEST_CASE("a form becomes a ticket with all that was written and known, and its draft is gone") {
    Counter desk;
    desk.drafts.put("key 1", "{}", desk.now());
    desk.drafts.add_file("key 1", {"a.txt", "text/plain", "x"});
    IntakeFacts facts = desk.facts();
    facts.incident = "mail-late";
    const auto accepted = desk.accept(Counter::form(), facts, {{"a.txt", "text/plain", "x"}});
    CHECK_FALSE(accepted.again);
    const auto ticket = desk.tickets.by_reference(accepted.reference).value();
    CHECK(ticket.subject == "The printer is on fire");
    CHECK(ticket.description == "It smells.");
    CHECK(ticket.email == "anna@example.com");
    CHECK(ticket.category == "printing");
    CHECK(ticket.affects == "me");
    CHECK(ticket.work == "with-difficulty");
    CHECK(ticket.priority == "P3");
    CHECK(ticket.article == "kb1");
    CHECK(ticket.answers == Counter::form().answers);
    CHECK(ticket.diagnosis == "ok");
    CHECK(ticket.tried == Counter::form().tried);
    CHECK(ticket.visitor == "visitor of key 1");
    CHECK(ticket.account == "anna");
    CHECK(ticket.topic == "printer fire");
    CHECK(ticket.type == "request");
    CHECK(ticket.incident == "mail-late");
    CHECK(ticket.language == "en");
    CHECK(ticket.created == desk.now());
    CHECK(ticket.state == Ticket::State::accepted);
    CHECK(desk.tickets.attachments(ticket.id).at(0).content == "x");
    const auto notes = desk.tickets.notes(ticket.id);
    REQUIRE(notes.size() == 1);
    CHECK(notes[0].what == "priority P3");
    CHECK(notes[0].why == "Only me; Yes, with difficulty");
    CHECK(desk.count("drafts") == 0);
    CHECK(desk.count("draft_files") == 0);
    const auto due = desk.outbox.due(desk.now(), 10);
    REQUIRE(due.size() == 2);
    CHECK(due[0].kind == "ticket");
    CHECK(due[0].ticket == ticket.id);
}

TEST_CASE("a reference can be read out: no letter is taken for another") {
    std::uint32_t next = 0;
    std::set<char> letters;
    std::set<std::string> references;
    for (int i = 0; i < 100; ++i) {
        const auto reference = new_reference([&] { return next++; });
        REQUIRE(reference.size() == 12);
        CHECK(reference.starts_with("FL-"));
        CHECK(reference[7] == '-');
        for (const auto at : {3, 4, 5, 6, 8, 9, 10, 11})
            letters.insert(reference[static_cast<std::size_t>(at)]);
        references.insert(reference);
    }
    CHECK(letters.size() == 30);
    for (const char bad : std::string{"01ILOU"})
        CHECK_FALSE(letters.contains(bad));
}

TEST_CASE("no letter of a reference is more frequent than another") {
    // 2^32 is no multiple of 30: the numbers above the last multiple are drawn again.
    std::vector<std::uint32_t> numbers(8, 0);
    numbers.push_back(UINT32_MAX);
    numbers.push_back(UINT32_MAX - 3);
    std::size_t drawn = 0;
    const auto reference = new_reference([&] {
        const auto number = numbers.back();
        numbers.pop_back();
        ++drawn;
        return number;
    });
    CHECK(drawn == 10);
    CHECK(reference == "FL-2222-2222");
}

TEST_CASE("many tickets have as many references") {
    Counter desk;
    std::set<std::string> references;
    for (int i = 0; i < 200; ++i)
        references.insert(
            desk.accept(Counter::form(), desk.facts("key " + std::to_string(i))).reference);
    CHECK(references.size() == 200);
}

TEST_CASE("the page's token is 128 bits that only who has the form's key can know") {
    Counter desk;
    const auto accepted = desk.accept(Counter::form(), desk.facts("key 1"));
    const auto token = accepted.token;
    CHECK(token == ticket_token("key 1"));
    CHECK(token.size() == 32);
    CHECK(token.find_first_not_of("0123456789abcdef") == std::string::npos);
    CHECK(ticket_token("key 2") != token);
    const auto ticket = desk.tickets.by_secret(hash_of_token(token));
    REQUIRE(ticket);
    CHECK(ticket->reference == accepted.reference);
    // Who reads the store opens no page with what stands there.
    CHECK(ticket->form_key != "key 1");
    CHECK(ticket->secret_hash != token);
    CHECK(ticket->form_key.find(token) == std::string::npos);
    for (const std::string& guess : {ticket->form_key, ticket->secret_hash, ticket->reference}) {
        CHECK(ticket_token(guess) != token);
        CHECK_FALSE(desk.tickets.by_secret(hash_of_token(guess)));
    }
}

TEST_CASE("a form that is sent twice is one ticket, with the same reference and page") {
    Counter desk;
    const auto first = desk.accept(Counter::form(), desk.facts());
    TicketForm changed = Counter::form();
    changed.subject = "Something else";
    desk.drafts.put("key 1", "typed after it was sent", desk.now());
    const auto second = desk.accept(changed, desk.facts(), {{"a", "text/plain", "x"}});
    CHECK(second.again);
    CHECK(second.reference == first.reference);
    CHECK(second.token == first.token);
    CHECK(desk.count("tickets") == 1);
    CHECK(desk.count("attachments") == 0);
    CHECK(desk.count("outbox") == 2);
    CHECK(desk.count("ticket_log") == 1);
    CHECK(desk.tickets.by_reference(first.reference)->subject == "The printer is on fire");
    CHECK_FALSE(desk.store.connection().in_transaction());
}

TEST_CASE("whatever goes wrong in the middle, all of a ticket is kept or nothing") {
    for (const char* table : {"tickets", "attachments", "ticket_log", "outbox"}) {
        for (const char* when : {"BEFORE", "AFTER"}) {
            CAPTURE(std::string{table});
            Counter desk;
            desk.drafts.put("key 1", "{}", desk.now());
            desk.store.connection().run(std::string{"CREATE TRIGGER broken "} + when +
                                        " INSERT ON " + table +
                                        " BEGIN SELECT RAISE(ABORT, 'disk full'); END");
            CHECK_THROWS(desk.accept(Counter::form(), desk.facts(), {{"a", "text/plain", "x"}}));
            CHECK_FALSE(desk.store.connection().in_transaction());
            for (const char* each : {"tickets", "attachments", "ticket_log", "outbox"})
                CHECK(desk.count(each) == 0);
            CHECK(desk.drafts.fields("key 1") == "{}");

            // The person sends it again, and has one ticket.
            desk.store.connection().run("DROP TRIGGER broken");
            CHECK_FALSE(desk.accept(Counter::form(), desk.facts()).again);
            CHECK(desk.count("tickets") == 1);
        }
    }
}

TEST_CASE("a mail that cannot be put in the outbox, or a draft that cannot go, undoes the ticket") {
    for (const char* trigger :
         {"BEFORE INSERT ON outbox WHEN NEW.kind = 'mail'", "BEFORE DELETE ON drafts"}) {
        CAPTURE(std::string{trigger});
        Counter desk;
        desk.drafts.put("key 1", "{}", desk.now());
        desk.store.connection().run(std::string{"CREATE TRIGGER broken "} + trigger +
                                    " BEGIN SELECT RAISE(ABORT, 'disk full'); END");
        CHECK_THROWS_AS(desk.accept(Counter::form(), desk.facts()), StoreError);
        CHECK(desk.count("tickets") == 0);
        CHECK(desk.count("outbox") == 0);
    }
}

TEST_CASE("its sender has a mail with the reference, the promise and the page") {
    Counter desk;
    const auto accepted = desk.accept(Counter::form(), desk.facts());
    const auto mails = desk.mails();
    REQUIRE(mails.size() == 1);
    const Mail mail = mail_for(mails[0]);
    CHECK(mail.to == "anna@example.com");
    CHECK(mail.subject == "[" + accepted.reference + "] We have your message");
    CHECK(mail.text.find(accepted.reference) != std::string::npos);
    CHECK(mail.text.find("https://kb.example.com/ticket/" + accepted.token) != std::string::npos);
    CHECK(mail.text.find("P3") != std::string::npos);
    // What it tells of is not sent along: the address may be another's.
    CHECK(mail.text.find("It smells.") == std::string::npos);
    CHECK(mail.text.find("on fire") == std::string::npos);
}

TEST_CASE("nobody is written to without a mail server, or at what is no address") {
    Counter desk;
    IntakeFacts facts = desk.facts("a");
    facts.can_mail = false;
    desk.accept(Counter::form(), facts);
    for (const char* bad : {"", "anna", "a@b.example\r\nBcc: c@d.example"}) {
        TicketForm form = Counter::form();
        form.email = bad;
        desk.accept(form, desk.facts(std::string{"b"} + bad));
    }
    CHECK(desk.count("tickets") == 4);
    CHECK(desk.mails().empty());
    facts = desk.facts("c");
    facts.page_url.clear();
    desk.accept(Counter::form(), facts);
    REQUIRE(desk.mails().size() == 1);
    CHECK(mail_for(desk.mails()[0]).text.find("http") == std::string::npos);
}

TEST_CASE("neither a white-glove label nor a name alters the priority, for any facts") {
    const DeskPlan plan = larkfield();
    for (const Fact& affects : plan.affects)
        for (const Fact& work : plan.work) {
            Counter desk;
            TicketForm form = Counter::form();
            form.affects = affects.key;
            form.work = work.key;
            const auto plain = desk.accept(form, desk.facts("a"));
            IntakeFacts facts = desk.facts("b");
            facts.label = "white-glove";
            form.name = "The Director";
            form.subject = "P1 URGENT CRITICAL";
            facts.topic = "urgent critical";
            const auto special = desk.accept(form, facts);
            const auto kept = desk.tickets.by_reference(special.reference).value();
            CHECK(kept.label == "white-glove");
            CHECK(kept.priority == desk.tickets.by_reference(plain.reference)->priority);
            CHECK(kept.priority == priority_for(plan, affects.key, work.key));
        }
}

TEST_CASE("five similar tickets of five people are raised together, and the mail says so") {
    Counter desk;
    std::string last;
    for (int i = 1; i <= 5; ++i) {
        IntakeFacts facts = desk.facts("key " + std::to_string(i));
        facts.account.clear();
        TicketForm form = Counter::form();
        form.email = "p" + std::to_string(i) + "@example.com";
        last = desk.accept(form, facts).reference;
    }
    for (const Ticket& ticket : desk.tickets.between({}, at(100'000)))
        CHECK(ticket.priority == "P2");
    const auto notes = desk.tickets.notes(desk.tickets.by_reference(last)->id);
    REQUIRE(notes.size() == 2);
    CHECK(notes[1].what == "priority P3 -> P2");
    const auto mails = desk.mails();
    REQUIRE(mails.size() == 5);
    CHECK(mail_for(mails[0]).text.find("P3") != std::string::npos);
    CHECK(mail_for(mails[4]).text.find("P2") != std::string::npos);

    Counter one_person;
    for (int i = 1; i <= 5; ++i)
        one_person.accept(Counter::form(), one_person.facts("key " + std::to_string(i)));
    for (const Ticket& ticket : one_person.tickets.between({}, at(100'000)))
        CHECK(ticket.priority == "P3");
}
