#include "server/tickets/ticket_form.h"

#include <doctest/doctest.h>

#include "tests/server/tickets/larkfield.h"

using namespace firstline;
using namespace std::string_literals;

namespace {

TicketForm sound_form() {
    TicketForm form;
    form.subject = "The printer is on fire";
    form.affects = "me";
    form.work = "not-at-all";
    return form;
}

/// The fields that are not right, in their order.
std::string troubled(const TicketForm& form) {
    std::string fields;
    for (const FieldTrouble& trouble : troubles_of(form, larkfield())) {
        fields += (fields.empty() ? "" : " ") + trouble.field;
        CHECK(trouble.text.ends_with("."));
    }
    return fields;
}

}  // namespace

TEST_CASE("a subject and the two facts are all that is asked for") {
    CHECK(troubled(sound_form()).empty());
    CHECK(troubled({}) == "subject affects work");
    TicketForm form = sound_form();
    form.subject = " \t ";
    CHECK(troubled(form) == "subject");
    form = sound_form();
    form.category = "no such category";
    form.telephone = "ask my assistant";
    CHECK(troubled(form).empty());
}

TEST_CASE("a fact that the desk does not know is asked for again, so that none is forged") {
    for (const char* forged : {"", "ME", "everyone", "me ", "P1"}) {
        CAPTURE(std::string{forged});
        TicketForm form = sound_form();
        form.affects = forged;
        CHECK(troubled(form) == "affects");
        form = sound_form();
        form.work = forged;
        CHECK(troubled(form) == "work");
    }
}

TEST_CASE("an address that nobody can write to is told, none at all is right") {
    TicketForm form = sound_form();
    form.email = "anna@example.com";
    CHECK(troubled(form).empty());
    for (const char* bad : {"anna", "anna@", "a@b\r\nBcc: c@d.example", "a b@example.com"}) {
        form.email = bad;
        CHECK(troubled(form) == "email");
    }
}

TEST_CASE("what is too long for its field is told with the limit, to the byte") {
    TicketForm form = sound_form();
    form.subject = std::string(kLongestSubject, 'x');
    form.description = std::string(kLongestDescription, 'x');
    form.diagnosis = std::string(kLongestDescription, 'x');
    form.name = std::string(kLongestField, 'x');
    CHECK(troubled(form).empty());
    form.subject += "x";
    form.description += "x";
    form.diagnosis += "x";
    form.name += "x";
    form.article = std::string(kLongestField + 1, 'x');
    CHECK(troubled(form) == "subject description name article diagnosis");
    CHECK(troubles_of(form, larkfield()).at(1).text ==
          "The description is too long: at most 20000 characters. Attach the rest as a file.");
}

TEST_CASE("a draft gives back every word, whatever was written") {
    const std::string hostile = "</script>\"\\\0\x1b\r\n\xE2\x80\xAE'; --"s;
    TicketForm form;
    for (auto* const text :
         {&form.subject, &form.description, &form.name, &form.email, &form.telephone,
          &form.category, &form.affects, &form.work, &form.article, &form.query, &form.diagnosis})
        *text = hostile + std::to_string(text - &form.subject);
    form.answers = {{"Which?", hostile}, {"", ""}};
    form.tried = {"Searched for \"jam\"", hostile};
    const TicketForm back = ticket_form_from(to_json(form));
    CHECK(back.subject == form.subject);
    CHECK(back.description == form.description);
    CHECK(back.name == form.name);
    CHECK(back.email == form.email);
    CHECK(back.telephone == form.telephone);
    CHECK(back.category == form.category);
    CHECK(back.affects == form.affects);
    CHECK(back.work == form.work);
    CHECK(back.article == form.article);
    CHECK(back.query == form.query);
    CHECK(back.diagnosis == form.diagnosis);
    CHECK(back.answers == form.answers);
    CHECK(back.tried == form.tried);
}

TEST_CASE("bytes that are no text cost nobody the draft, and a broken draft says so") {
    TicketForm form = sound_form();
    form.description = "bad \xFF byte";
    CHECK(ticket_form_from(to_json(form)).description == "bad \xEF\xBF\xBD byte");
    for (const char* broken : {"", "{", "[]", "{}", R"({"answers": [], "tried": []})"})
        CHECK_THROWS_WITH_AS(ticket_form_from(broken), doctest::Contains("a draft cannot be read"),
                             std::runtime_error);
}
