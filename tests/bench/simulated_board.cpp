#include "tests/bench/simulated_board.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>

#include "server/insight/gaps.h"
#include "server/search/library.h"
#include "server/store/board_days.h"
#include "server/store/events.h"
#include "server/store/flags.h"
#include "server/store/ticket_links.h"
#include "server/store/votes.h"

namespace firstline {
namespace {

constexpr std::chrono::weeks kChanged{4};  ///< ago, every text

struct Missing {
    const char* query;
    const char* topic;
    bool opened;  ///< the first result
    unsigned people;
};

/// Nothing here answers them well.
constexpr auto kMissing = std::to_array<Missing>({
    {"xerox toner subscription", "xerox toner subscription", false, 14},
    {"standing desk broken", "stand desk broken", false, 6},
    {"beamer shows nothing", "beamer show", false, 11},
    {"citrix wont start", "citrix start", false, 8},
    {"sap gui theme", "sap gui theme", false, 9},
    {"outlook rules stopped", "outlook rule", true, 7},
});

/// Fills searches with what the server would have shown an employee.
class RealSearches {
public:
    explicit RealSearches(const std::filesystem::path& index) : library_(index) {}

    void fill(Event& event) {
        const auto [known, added] = results_.try_emplace(event.query);
        if (added)
            known->second = library_.ask(Viewer{Role::employee, {}}, [&](Reading& reading) {
                SearchRequest request;
                request.query = event.query;
                return reading.search(request);
            });
        const SearchResults& results = known->second;
        event.shown.clear();
        for (const auto& hit : results.hits)
            event.shown.push_back(hit.article.id);
        event.total = results.total;
        event.sure = results.sure;
        event.signed_in = true;
    }

private:
    Library library_;
    std::map<std::string, SearchResults> results_;
};

Event event_of(const Missing& missing, const std::string& visitor, std::chrono::sys_seconds at) {
    Event event{.kind = Event::Kind::search, .at = at};
    event.visitor = visitor;
    event.query = missing.query;
    event.topic = missing.topic;
    return event;
}

void add_missing(std::vector<Event>& events, const Missing& missing, RealSearches& searches,
                 std::chrono::sys_seconds now, Chance& chance) {
    for (unsigned person = 0; person < missing.people; ++person) {
        const auto at = now - std::chrono::hours{chance.between(2, 28 * 24)};
        const std::string visitor = missing.query + std::to_string(person);
        Event search = event_of(missing, visitor, at);
        searches.fill(search);
        events.push_back(search);
        if (missing.opened && !search.shown.empty()) {
            Event view = event_of(missing, visitor, at + std::chrono::seconds{10});
            view.kind = Event::Kind::view;
            view.article = search.shown.front();
            view.type = "fix";
            events.push_back(view);
        }
        Event door = event_of(missing, visitor, at + std::chrono::minutes{3});
        door.kind = Event::Kind::door;
        if (person % 2 == 0)
            events.push_back(door);
    }
}

void add_agents(SimulatedBoard board, Chance& chance) {
    ArticleUseTable uses(board.connection);
    FlagTable flags(board.connection);
    TicketLinkTable links(board.connection);
    for (const char* const agent : {"ben", "cleo", "dora"})
        uses.add({.at = board.now - std::chrono::days{chance.between(1, 20)},
                  .agent = agent,
                  .ticket = "INC-7",
                  .article = "KB0050",
                  .text_hash = "any"});
    flags.put({.at = board.now - std::chrono::days{3},
               .agent = "ben",
               .article = "KB0030",
               .title = "Printer does not print",
               .text_hash = "any",
               .reason = "missing-step",
               .note = "Windows 11 has moved this to Settings",
               .ticket = "INC-12"});
    for (unsigned ticket = 0; ticket < 40; ++ticket)
        links.put({.at = board.now - std::chrono::days{chance.between(1, 80)},
                   .agent = "cleo",
                   .ticket = "INC-" + std::to_string(100 + ticket),
                   .article = chance.happens(.6) ? "KB0030" : "KB0071",
                   .text_hash = "any"});
}

void add_days(SimulatedBoard board, Chance& chance) {
    const Date today = std::chrono::floor<std::chrono::days>(board.now);
    BoardDayTable days(board.connection);
    std::size_t broken = 24;
    std::size_t never = 90;
    for (Date day = today - std::chrono::days{80}; day < today; day += std::chrono::days{1}) {
        broken -= broken > 3 && chance.happens(.3) ? 1 : 0;
        never -= never > 40 && chance.happens(.5) ? 1 : 0;
        const unsigned searched = chance.between(40, 90);
        days.put(day, {{"articles", 114},
                       {"reason:links", broken},
                       {"reason:never", never},
                       {"reason:flags", chance.between(1, 4)},
                       {"gap:nothing_found", chance.between(2, 4)},
                       {"gap:weak", chance.between(1, 3)},
                       {"searched", searched},
                       {"found", searched * chance.between(60, 75) / 100}});
    }
}

}  // namespace

void bind_to_texts(SimulatedBoard board, InsightInput& input) {
    struct Text {
        std::string hash;
        std::string html;
    };
    std::map<std::string, Text> texts;
    Library library(board.index);
    const auto text_of = [&](const std::string& id) -> const Text& {
        auto [known, added] = texts.try_emplace(id);
        if (added)
            library.ask(Viewer{Role::admin, {}}, [&](Reading& reading) {
                const auto records = reading.records({id});
                const auto found = records.empty() ? Found{} : reading.find(records[0].slug);
                if (found.kind == Found::Kind::article)
                    known->second = {found.article.details.content_hash,
                                     found.article.details.html};
                return true;
            });
        return known->second;
    };
    const auto changed = board.now - kChanged;
    RealSearches searches(board.index);
    for (Event& event : input.events) {
        if (event.kind == Event::Kind::search)
            searches.fill(event);
        if (event.kind == Event::Kind::view)
            event.text_hash =
                event.at < changed ? "before " + event.article : text_of(event.article).hash;
    }
    VoteTable votes(board.connection);
    for (Vote& vote : input.votes) {
        const Text& text = text_of(vote.article);
        const bool before = vote.at < changed;
        vote.text_hash = before ? "before " + vote.article : text.hash;
        votes.put(vote, {vote.text_hash, vote.article,
                         before ? "<p>Turn it off and on again.</p>" : text.html});
    }
}

void add_to_board(SimulatedBoard board, Chance& chance) {
    std::vector<Event> events;
    RealSearches searches(board.index);
    for (const Missing& missing : kMissing)
        add_missing(events, missing, searches, board.now, chance);
    std::stable_sort(events.begin(), events.end(),
                     [](const Event& a, const Event& b) { return a.at < b.at; });
    EventTable(board.connection).add(events);
    add_agents(board, chance);
    Transaction transaction(board.connection);
    add_days(board, chance);
    transaction.commit();
}

}  // namespace firstline
