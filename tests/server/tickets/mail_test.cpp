#include "server/tickets/mail.h"

#include <doctest/doctest.h>

#include "tests/server/tickets/outbox_sample.h"
#include "tests/server/tickets/stand_in_post.h"

using namespace firstline;

namespace {

struct Post {
    StandInPost stand_in;
    SmtpSettings smtp{.url = stand_in.url(), .from = "desk@example.com"};

    Delivery send(const Mail& mail) {
        return send_mail(mail, smtp, [] { return false; });
    }
    /// As it arrived.
    StandInPost::Letter sent(const Mail& mail) {
        REQUIRE(send(mail).outcome == Delivery::Outcome::delivered);
        return stand_in.letters().back();
    }
};

}  // namespace

TEST_CASE("only what can be an address is one") {
    for (const char* good :
         {"anna@example.com", "a.b+c@sub.example.co.uk", "x@localhost", "o'n@e.ie"})
        CHECK(is_mail_address(good));
    for (const char* bad : {"",
                            "anna",
                            "@example.com",
                            "anna@",
                            "a b@example.com",
                            "anna@example.com\r\nBcc: x@y.z",
                            "anna@example.com>",
                            "<anna@example.com>",
                            "a@b@c",
                            "anna@exa mple.com",
                            "anna@.com",
                            "anna@com.",
                            "anna@a..b",
                            "-f@example.com",
                            ".a@example.com",
                            "a.@example.com",
                            "\xC3\xA4nna@example.com",
                            "anna@ex\xC3\xA4mple.com",
                            "a,b@example.com",
                            "a@example.com,b"}) {
        CAPTURE(bad);
        CHECK_FALSE(is_mail_address(bad));
    }
    CHECK_FALSE(is_mail_address(std::string("a\0b@example.com", 15)));
    CHECK_FALSE(is_mail_address(std::string(65, 'a') + "@example.com"));
    CHECK_FALSE(is_mail_address("a@" + std::string(260, 'b')));
}

TEST_CASE("a mail arrives with the head that it needs, the same at each attempt") {
    Post post;
    const Mail mail{.to = "anna@example.com",
                    .reply_to = "bob@example.com",
                    .subject = "We have your ticket FL-1",
                    .text = "Hello,\n.\nit burns.\n",
                    .key = "mail-FL-1",
                    .answers_key = "ticket-FL-1",
                    .at = at(0)};
    const auto letter = post.sent(mail);
    CHECK(letter.from == "<desk@example.com>");
    CHECK(letter.to == std::vector<std::string>{"<anna@example.com>"});
    CHECK(letter.header("From") == "desk@example.com");
    CHECK(letter.header("To") == "anna@example.com");
    CHECK(letter.header("Reply-To") == "bob@example.com");
    CHECK(letter.header("Subject") == "We have your ticket FL-1");
    CHECK(letter.header("Date") == "Thu, 1 Jan 1970 00:00:00 +0000");
    CHECK(letter.header("Message-ID") == "<mail-FL-1@example.com>");
    CHECK(letter.header("In-Reply-To") == "<ticket-FL-1@example.com>");
    CHECK(letter.header("Auto-Submitted") == "auto-generated");
    CHECK(letter.text().find("Hello,\n.\nit burns.\n") != std::string::npos);
    CHECK(post.sent(mail).header("Message-ID") == letter.header("Message-ID"));
}

TEST_CASE("nothing that a person writes adds a header, a recipient or a command") {
    Post post;
    for (const std::string& evil :
         {std::string{"x\r\nBcc: evil@example.org"}, std::string{"x\nBcc: evil@example.org"},
          std::string{"x\rBcc: evil@example.org"}, std::string{"x\r\n\r\nA body of mine"},
          std::string{"x\r\n.\r\nMAIL FROM:<evil@example.org>\r\n"}, std::string{"x\0y\x01\x7F", 5},
          std::string{"=?UTF-8?B?DQpCY2M6IGV2aWxAZXhhbXBsZS5vcmc=?="},
          std::string{"\xE2\x80\xA8"
                      "Bcc: evil@example.org\r\n\tX: y"},
          std::string{"bytes \xFF\xFE\r\nBcc: evil"}, std::string(5000, 'x')}) {
        CAPTURE(evil);
        const auto letter = post.sent({.to = "anna@example.com",
                                       .reply_to = evil,
                                       .subject = evil,
                                       .text = evil,
                                       .key = evil.substr(0, 40),
                                       .at = at(0),
                                       .attachments = {{evil, "text/plain\r\nX: y", evil}}});
        CHECK(letter.to.size() == 1);
        CHECK(letter.header("Bcc").empty());
        CHECK(letter.header("Reply-To").empty());
        CHECK(letter.header("X").empty());
        CHECK(letter.head().size() == 8);
        for (const std::string& line : letter.lines) {
            CHECK(line.size() < 998);
            CHECK(line != "X: y");
        }
        CHECK(post.stand_in.letters().size() > 0);
    }
}

TEST_CASE("words of any language stand in a subject, and no character is torn") {
    CHECK(header_text("plain") == "plain");
    CHECK(header_text("M\xC3\xBCll") == "=?UTF-8?B?TcO8bGw=?=");
    CHECK(header_text("a =?b") == "=?UTF-8?B?YSA9P2I=?=");
    std::string emoji;
    for (int i = 0; i < 30; ++i)
        emoji += "\xF0\x9F\x94\xA5";
    const std::string folded = header_text(emoji);
    CHECK(folded.find("\r\n =?UTF-8?B?") != std::string::npos);
    Post post;
    const auto letter = post.sent({.to = "a@example.com", .subject = emoji, .key = "k"});
    // Ten fires are 40 bytes, 56 characters of base64.
    const std::string fires = "8J+UpfCflKXwn5Sl8J+UpfCflKXwn5Sl8J+UpfCflKXwn5Sl8J+UpQ==";
    const std::string word = "=?UTF-8?B?" + fires + "?=";
    CHECK(letter.header("Subject") == word + " " + word + " " + word);
}

TEST_CASE("a ticket goes to the desk as a mail that can be answered, with its attachments") {
    StandInPost stand_in;
    OutboxSample desk;
    desk.settings.system = "smtp";
    desk.settings.smtp = {.url = stand_in.url(), .from = "kb@example.com"};
    desk.settings.desk_mail = "desk@example.com";
    const auto id =
        desk.send(ticket_of("FL-7KQ2-9DTM"), {{"r\xC3\xB6hre \"1\".txt", "text/plain", "abc"}});
    desk.deliver();
    REQUIRE(stand_in.letters().size() == 1);
    const auto letter = stand_in.letters().front();
    CHECK(letter.to == std::vector<std::string>{"<desk@example.com>"});
    CHECK(letter.header("Reply-To") == "anna@example.com");
    CHECK(letter.header("Subject") == "[FL-7KQ2-9DTM] P2: The printer is on fire");
    CHECK(letter.header("Message-ID") == "<ticket-FL-7KQ2-9DTM@example.com>");
    const auto text = letter.text();
    CHECK(text.find("Category: Printing and scanning\n") != std::string::npos);
    CHECK(text.find("It smells.\nAnd it burns.\n") != std::string::npos);
    CHECK(text.find("filename*=UTF-8''r%C3%B6hre%20%221%22.txt") != std::string::npos);
    CHECK(text.find("YWJj") != std::string::npos);
    CHECK(desk.tickets.find(id)->state == Ticket::State::delivered);

    desk.outbox.add(reclassified_item(*desk.tickets.find(id), "5 similar reports", desk.now()));
    desk.deliver();
    REQUIRE(stand_in.letters().size() == 2);
    CHECK(stand_in.letters()[1].header("Subject") ==
          "Re: [FL-7KQ2-9DTM] P2: The printer is on fire");
    CHECK(stand_in.letters()[1].header("In-Reply-To") == "<ticket-FL-7KQ2-9DTM@example.com>");
    CHECK(stand_in.letters()[1].text().find("YWJj") == std::string::npos);
}

TEST_CASE("a mail to a person goes through the outbox, too") {
    StandInPost stand_in;
    OutboxSample desk;
    desk.settings.smtp = {.url = stand_in.url(), .from = "kb@example.com"};
    CHECK(
        desk.outbox.add(mail_item("m1", "anna@example.com", "Got it", "Thank you.\n", desk.now())));
    CHECK_FALSE(
        desk.outbox.add(mail_item("m1", "anna@example.com", "Got it", "Again", desk.now())));
    stand_in.say_to_recipients("451 later, please");
    desk.deliver();
    CHECK(desk.outbox.health().waiting == 1);
    stand_in.say_to_recipients("250 yes");
    desk.deliver_next();
    REQUIRE(stand_in.letters().size() == 1);
    CHECK(stand_in.letters()[0].header("Subject") == "Got it");
    desk.outbox.add(mail_item("m2", "gone@example.com", "Got it", "Thank you.\n", desk.now()));
    desk.outbox.add(mail_item("m3", "no address", "Got it", "Thank you.\n", desk.now()));
    stand_in.say_to_recipients("550 nobody of that name");
    desk.deliver();
    CHECK(desk.outbox.health().dead == 2);
    CHECK(desk.outbox.health().waiting == 0);
}

TEST_CASE("a password is not sent to another machine in the clear, nor mail without a server") {
    CHECK_FALSE(can_mail({}));
    CHECK_FALSE(can_mail({.url = "smtp://127.0.0.1"}));
    CHECK(can_mail({.url = "smtp://127.0.0.1", .from = "a@b"}));
    const Post post;
    const SmtpSettings nobody{.url = "smtp://127.0.0.1:1", .from = "a@example.com"};
    CHECK(send_mail({.to = "a@example.com"}, nobody, [] { return false; }).outcome ==
          Delivery::Outcome::later);
}
