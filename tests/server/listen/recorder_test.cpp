#include "server/listen/recorder.h"

#include <doctest/doctest.h>

#include "server/store/counters.h"
#include "tests/support/moments.h"
#include "tests/support/temporary_folder.h"

using namespace firstline;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds kPatience{30'000};

struct Kept {
    TemporaryFolder folder;
    std::filesystem::path file = folder.path() / "s.db";

    std::vector<Event> all() const {
        Store store(file);
        return EventTable(store.connection()).between(at(0), at(1'000'000));
    }
    std::uint64_t counted(std::string_view name) const {
        Store store(file);
        auto sums = CounterTable(store.connection())
                        .between({}, std::chrono::floor<std::chrono::days>(at(1'000'000'000)));
        return sums[std::string{name}];
    }
};

Event search_by(const std::string& visitor, std::chrono::seconds when, const std::string& query,
                std::vector<std::string> shown) {
    return {.kind = Event::Kind::search,
            .at = at(when),
            .visitor = visitor,
            .query = query,
            .topic = "about " + query,
            .shown = std::move(shown)};
}

Event view_by(const std::string& visitor, std::chrono::seconds when, const std::string& article) {
    return {.kind = Event::Kind::view,
            .at = at(when),
            .visitor = visitor,
            .topic = "title",
            .article = article};
}

Event door_by(const std::string& visitor) {
    return {.kind = Event::Kind::door, .at = at(1000), .visitor = visitor};
}

/// The view, as it is kept after these were recorded in one batch.
Event kept_view(const std::vector<Event>& before, const Event& view) {
    const Kept kept;
    {
        Recorder recorder(kept.file);
        for (const Event& event : before)
            recorder.record(event);
        recorder.record(view);
    }
    for (const Event& event : kept.all())
        if (event.kind == Event::Kind::view)
            return event;
    FAIL("no view was kept");
    return {};
}

}  // namespace

TEST_CASE("a view gets the question and the rank of the search that showed it") {
    const Event view =
        kept_view({search_by("v", 1000s, "paper jam", {"kb2", "kb1"})}, view_by("v", 1060s, "kb1"));
    CHECK(view.query == "paper jam");
    CHECK(view.topic == "about paper jam");
    CHECK(view.rank == 2);
}

TEST_CASE("of several searches the latest that showed the article led to it") {
    const Event view = kept_view({search_by("v", 1000s, "first", {"kb1"}),
                                  search_by("v", 1100s, "second", {"kb9", "kb8", "kb1"}),
                                  search_by("v", 1200s, "third", {"kb9"})},
                                 view_by("v", 1260s, "kb1"));
    CHECK(view.query == "second");
    CHECK(view.rank == 3);
}

TEST_CASE("a view that no search of this visitor in this half hour showed came from elsewhere") {
    const Event view = view_by("v", 10'000s, "kb1");
    struct Case {
        const char* why;
        Event search;
    };
    for (const auto& [why, search] : {
             Case{"another visitor", search_by("w", 9990s, "jam", {"kb1"})},
             Case{"another article", search_by("v", 9990s, "jam", {"kb2"})},
             Case{"too long ago", search_by("v", 10'000s - 31min, "jam", {"kb1"})},
             Case{"afterwards", search_by("v", 10'010s, "jam", {"kb1"})},
         }) {
        CAPTURE(std::string{why});
        const Event kept = kept_view({search}, view);
        CHECK(kept.query.empty());
        CHECK(kept.rank == 0);
        CHECK(kept.topic == "title");
    }
    // A script tells of a search a moment after the page was asked for.
    CHECK(kept_view({search_by("v", 10'001s, "jam", {"kb1"})}, view).query == "jam");
}

TEST_CASE("a view finds its search also in what was written before") {
    const Kept kept;
    {
        Recorder recorder(kept.file);
        recorder.record(search_by("v", 1000s, "paper jam", {"kb2", "kb1"}));
        recorder.record(search_by("w", 1010s, "other", {"kb1"}));
        REQUIRE(recorder.flush(kPatience));
        CHECK(kept.all().size() == 2);
        recorder.record(view_by("v", 1060s, "kb1"));
    }
    const auto all = kept.all();
    REQUIRE(all.size() == 3);
    CHECK(all[2].query == "paper jam");
    CHECK(all[2].rank == 2);
}

TEST_CASE("a view that says itself what led to it is left alone") {
    Event view = view_by("v", 1060s, "kb1");
    view.query = "my own";
    view.rank = 7;
    const Event kept = kept_view({search_by("v", 1000s, "paper jam", {"kb1"})}, view);
    CHECK(kept.query == "my own");
    CHECK(kept.rank == 7);
}

TEST_CASE("who records nothing makes no store") {
    const Kept kept;
    { Recorder recorder(kept.file); }
    CHECK_FALSE(std::filesystem::exists(kept.file));
}

TEST_CASE("what waits at the end is written, events and counts") {
    const Kept kept;
    const auto day = std::chrono::floor<std::chrono::days>(at(5 * 86'400));
    {
        Recorder recorder(kept.file);
        recorder.record(door_by("v"));
        recorder.count_view(day, true);
        recorder.count_view(day, true);
        recorder.count_view(day, false);
    }
    CHECK(kept.all().size() == 1);
    CHECK(kept.counted(kViewsFollowed) == 2);
    CHECK(kept.counted(kViewsNotFollowed) == 1);
    CHECK(kept.counted(kEventsShed) == 0);
}

TEST_CASE("when more comes than can be written it is shed and counted, and nobody waits") {
    constexpr std::size_t kRecorded = 2 * Recorder::kMostWaiting + 5000;
    const Kept kept;
    Store store(kept.file);
    Recorder recorder(kept.file);
    {
        const Transaction nobody_else_writes(store.connection());
        const Event event = door_by("v");
        for (std::size_t i = 0; i < kRecorded; ++i)
            recorder.record(event);
        // One batch may be on its way; as many wait.
        CHECK(recorder.shed() >= kRecorded - 2 * Recorder::kMostWaiting);
        CHECK_FALSE(recorder.flush(std::chrono::milliseconds{0}));
    }
    REQUIRE(recorder.flush(kPatience));
    CHECK(recorder.written() + recorder.shed() == kRecorded);
    CHECK(kept.all().size() == recorder.written());
    CHECK(recorder.written() >= Recorder::kMostWaiting);
    CHECK(kept.counted(kEventsShed) == recorder.shed());
}

TEST_CASE("a store that cannot be written to sheds events, and counts them when it can be again") {
    const Kept kept;
    kept.folder.write("in-the-way", "a file where a folder has to be");
    const auto file = kept.folder.path() / "in-the-way" / "s.db";
    Recorder recorder(file);
    recorder.count_view(std::chrono::floor<std::chrono::days>(at(1000)), true);
    recorder.record(door_by("a"));
    recorder.record(door_by("b"));
    REQUIRE(recorder.flush(kPatience));
    CHECK(recorder.shed() == 2);
    CHECK(recorder.written() == 0);

    std::filesystem::remove(kept.folder.path() / "in-the-way");
    recorder.record(door_by("c"));
    REQUIRE(recorder.flush(kPatience));
    CHECK(recorder.written() == 1);
    CHECK(recorder.shed() == 2);
    Store store(file);
    CHECK(EventTable(store.connection()).of("c", at(0)).size() == 1);
    const auto sums = CounterTable(store.connection())
                          .between({}, std::chrono::floor<std::chrono::days>(at(1'000'000)));
    CHECK(sums.at(std::string{kEventsShed}) == 2);
    CHECK(sums.at(std::string{kViewsFollowed}) == 1);
}

TEST_CASE("of many threads that record at once nothing is lost or kept twice") {
    constexpr int kThreads = 8;
    constexpr int kEach = 250;
    const Kept kept;
    {
        Recorder recorder(kept.file);
        std::vector<std::thread> threads;
        for (int i = 0; i < kThreads; ++i)
            threads.emplace_back([&, i] {
                for (int j = 0; j < kEach; ++j) {
                    recorder.record(door_by(std::to_string(i) + " " + std::to_string(j)));
                    recorder.count_view({}, j % 2 == 0);
                    if (j % 100 == 0)
                        CHECK(recorder.flush(kPatience));
                }
            });
        for (std::thread& thread : threads)
            thread.join();
    }
    std::vector<std::string> visitors;
    for (const Event& event : kept.all())
        visitors.push_back(event.visitor);
    std::sort(visitors.begin(), visitors.end());
    CHECK(visitors.size() == kThreads * kEach);
    CHECK(std::adjacent_find(visitors.begin(), visitors.end()) == visitors.end());
    CHECK(kept.counted(kViewsFollowed) == kThreads * kEach / 2);
    CHECK(kept.counted(kViewsNotFollowed) == kThreads * kEach / 2);
}

TEST_CASE("who waits for an event to be written does not wait for those who go on recording") {
    const Kept kept;
    Recorder recorder(kept.file);
    std::atomic<bool> stop{false};
    std::thread others([&] {
        while (!stop)
            recorder.record(door_by("others"));
    });
    recorder.record(door_by("mine"));
    // Else it would wait to the end of any patience.
    CHECK(recorder.flush(kPatience));
    Store store(kept.file);
    CHECK(EventTable(store.connection()).of("mine", at(0)).size() == 1);
    stop = true;
    others.join();
}
