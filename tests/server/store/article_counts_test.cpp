#include "server/store/article_counts.h"

#include <doctest/doctest.h>

#include "server/store/events.h"
#include "server/store/gap_dismissals.h"
#include "server/store/store.h"
#include "server/store/ticket_links.h"
#include "tests/support/moments.h"
#include "tests/support/temporary_folder.h"

using namespace firstline;

namespace {

constexpr int kDay = 86400;

struct Kept {
    TemporaryFolder folder;
    Store store{folder.path() / "s.db"};
};

Event view_of(const char* article, const char* visitor, int second) {
    return {.kind = Event::Kind::view, .at = at(second), .visitor = visitor, .article = article};
}

}  // namespace

TEST_CASE("a visitor counts once a day for each article, the desk not at all") {
    Kept kept;
    std::vector<Event> events{view_of("A", "v", 10),        view_of("A", "v", 20),
                              view_of("A", "v", 10 + kDay), view_of("A", "w", 30),
                              view_of("B", "v", 40),        view_of("A", "x", 1)};
    events.push_back(view_of("A", "agent", 50));
    events.back().by_desk = true;
    EventTable(kept.store.connection()).add(events);
    const auto counts = views_by_article(kept.store.connection(), at(5));
    CHECK(counts == CountByArticle{{"A", 3}, {"B", 1}});
}

TEST_CASE("a ticket counts once for an article, and not by a link that was judged wrong") {
    Kept kept;
    TicketLinkTable links(kept.store.connection());
    const auto link = [&](const char* agent, const char* ticket, int second) {
        return links.put({.at = at(second), .agent = agent, .ticket = ticket, .article = "A"});
    };
    link("anna", "T-1", 10);
    link("ben", "T-1", 20);
    link("anna", "T-2", 30);
    link("anna", "T-3", 1);
    links.judge(link("anna", "T-4", 40), "wrong", "lena", at(50));
    CHECK(links_by_article(kept.store.connection(), at(5)) == CountByArticle{{"A", 2}});
}

TEST_CASE("only open flags are counted") {
    Kept kept;
    FlagTable flags(kept.store.connection());
    const auto flag = [&](const char* agent, const char* article) {
        return flags.put({.at = at(1), .agent = agent, .article = article, .reason = "wrong"});
    };
    flag("anna", "A");
    flag("ben", "A");
    flags.answer(flag("anna", "B"), Flag::State::mended, "wanda", "", at(2));
    CHECK(open_flags_by_article(kept.store.connection()) == CountByArticle{{"A", 2}});
}

TEST_CASE("a dismissal keeps its last reason until it is taken back") {
    Kept kept;
    GapDismissalTable table(kept.store.connection());
    table.put({"badge lost", "Not ours", "wanda", at(1)});
    table.put({"badge lost", "The gate's", "lena", at(2)});
    REQUIRE(table.all().size() == 1);
    CHECK(table.all()[0].reason == "The gate's");
    CHECK(table.all()[0].by == "lena");
    CHECK(table.take_back("badge lost"));
    CHECK_FALSE(table.take_back("badge lost"));
    CHECK(table.all().empty());
}
