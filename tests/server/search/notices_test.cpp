#include "server/search/notices.h"

#include <doctest/doctest.h>

using namespace firstline;

namespace {

std::chrono::sys_seconds at(int hour) {
    return std::chrono::sys_seconds{std::chrono::hours{hour}};
}

Notice notice(const char* title, std::vector<std::string> words, std::optional<int> from,
              std::optional<int> until) {
    Notice n;
    n.title = title;
    n.words = std::move(words);
    if (from)
        n.from = at(*from);
    if (until)
        n.until = at(*until);
    return n;
}

}  // namespace

TEST_CASE("an incident is current from its beginning until just before its end") {
    KnowledgeBase kb;
    kb.notices = {notice("mail", {"mail"}, 10, 20), notice("always", {"x"}, {}, {})};
    CHECK(current_notices(kb, at(9)).size() == 1);
    CHECK(current_notices(kb, at(10)).size() == 2);
    CHECK(current_notices(kb, at(19)).size() == 2);
    CHECK(current_notices(kb, at(20)).size() == 1);
}

TEST_CASE("a query is about an incident when it says one of its words, whatever the ending") {
    KnowledgeBase kb;
    kb.notices = {notice("mail", {"e-mail", "mails", "outlook is slow"}, {}, {})};
    for (const auto* query : {"my mail is late", "MAILS!", "outlook is slow today", "e-mail"}) {
        CAPTURE(query);
        CHECK(notices_about(query, kb, at(1)).size() == 1);
    }
    for (const auto* query : {"outlook", "printer", "", "slow outlook is"}) {
        CAPTURE(query);
        CHECK(notices_about(query, kb, at(1)).empty());
    }
}
