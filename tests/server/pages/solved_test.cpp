#include <doctest/doctest.h>

#include "server/listen/vote_reasons.h"
#include "tests/server/pages/samples.h"

using namespace firstline;

namespace {

std::string shown(const SolvedView& solved) {
    ArticleView view;
    view.article.record = sample_record("mail", "Mail");
    view.solved = solved;
    return pages().solved_part(sample_frame(), view);
}

SolvedView answered(Vote::Answer answer) {
    SolvedView view{.article = "mail", .text_hash = "abc", .path = "/a/mail"};
    view.vote = Vote{.token = "the-token", .article = "mail", .answer = answer};
    return view;
}

}  // namespace

TEST_CASE("the three answers are equal buttons, and none is chosen before") {
    const std::string part = shown({.article = "mail", .text_hash = "abc"});
    for (const char* answer : {"yes", "partly", "no"})
        CHECK(holds(part, std::string{"<button class=\"answer\" type=\"submit\" name=\"answer\" "
                                      "value=\""} +
                              answer + "\" aria-pressed=\"false\">"));
    CHECK_FALSE(holds(part, "aria-pressed=\"true\""));
    CHECK_FALSE(holds(part, "data-panel"));
    CHECK(holds(part, "Get help from a person"));
}

TEST_CASE("No is followed by every reason, what may help instead, and the door") {
    SolvedView view = answered(Vote::Answer::no);
    view.instead = {sample_record("email/rules", "Rules")};
    const std::string part = shown(view);
    CHECK(holds(part, "value=\"no\" aria-pressed=\"true\""));
    for (const VoteReason& reason : vote_reasons())
        CHECK(holds(part, "name=\"reason\" value=\"" + std::string{reason.key} + "\""));
    CHECK(holds(part, "href=\"/a/email/rules\""));
    CHECK(holds(part, "Get help from a person"));
    CHECK_FALSE(holds(part, "Which step"));
}

TEST_CASE("once the reason is told, one line asks for the rest, and then no more") {
    SolvedView view = answered(Vote::Answer::partly);
    view.vote->reason = "step";
    CHECK(holds(shown(view), "Which step, and what happened instead?"));
    CHECK(holds(shown(view), "name=\"step\""));
    view.vote->step = "the second";
    CHECK_FALSE(holds(shown(view), "Which step"));
    CHECK(holds(shown(view), "We have noted what you wrote."));
}

TEST_CASE("a Yes asks for nothing, but for one question to those who were chosen for it") {
    SolvedView view = answered(Vote::Answer::yes);
    CHECK_FALSE(holds(shown(view), "would you have asked"));
    CHECK_FALSE(holds(shown(view), "name=\"reason\""));
    view.vote->asked = true;
    CHECK(holds(shown(view), "would you have asked the help desk?"));
    view.vote->would_have_asked = "no";
    CHECK_FALSE(holds(shown(view), "would you have asked"));
}
