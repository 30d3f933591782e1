#include "server/proposals/commit_words.h"

#include <doctest/doctest.h>

using namespace firstline;

namespace {

Proposal proposal() {
    return {.id = 7,
            .at = std::chrono::sys_days{std::chrono::year{2026} / 3 / 12},
            .agent = "anna",
            .title = "The printer has a paper jam",
            .why = "the flap is at the back",
            .ticket = "INC-42",
            .decided_by = "willi"};
}

bool holds(const std::string& text, const char* part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a commit says what, why, and where it comes from") {
    CHECK(commit_message(proposal()) ==
          "The printer has a paper jam: the flap is at the back\n\n"
          "Proposal: 7\nTicket: INC-42\nAccepted-by: willi\n");
}

TEST_CASE("who proposed it is the author") {
    Proposal one = proposal();
    CHECK(author_of(one).email == "anna@localhost");
    one.agent = "anna@example.com";
    CHECK(author_of(one).email == "anna@example.com");
}

TEST_CASE("a mail has one line for each of its headers, whatever was written") {
    Proposal one = proposal();
    one.why = "first\nFrom: somebody else <x@example.com>";
    const std::string mail = mail_of(one, {});
    CHECK(mail.starts_with("From 0000000000000000000000000000000000000007 Mon Sep 17"));
    CHECK(holds(mail, "\nFrom: anna <anna@localhost>\n"));
    CHECK(holds(mail, "\nDate: Thu, 12 Mar 2026 00:00:00 +0000\n"));
    CHECK(holds(mail, "\nSubject: [PATCH] The printer has a paper jam: first From: somebody"));
    CHECK_FALSE(holds(mail, "\nFrom: somebody"));
    one.title = "A";
    one.why = "Größe";
    CHECK(holds(mail_of(one, {}), "Subject: [PATCH] =?UTF-8?q?"));
    CHECK(holds(mail_of(one, {}), "Gr=C3=B6=C3=9Fe"));
}

TEST_CASE("patches are named in their order by what they are about") {
    CHECK(patch_name(3, proposal()) == "0003-the-printer-has-a-paper-jam.patch");
    Proposal one = proposal();
    one.title = "../../プリンター";
    CHECK(patch_name(1, one) == "0001-proposal.patch");
}
