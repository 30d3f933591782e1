#include "server/listen/recorder.h"

#include <algorithm>
#include <utility>

#include <spdlog/spdlog.h>

#include "server/store/counters.h"

namespace firstline {

namespace {

constexpr std::chrono::minutes kSameSearch{30};
/// What a script tells of a search may come after the page it led to was asked for.
constexpr std::chrono::seconds kTold{2};

/// The latest search of this visitor that showed the article, in the store or in this batch.
const Event* search_that_showed(const Event& view, const std::vector<Event>& earlier) {
    const Event* found = nullptr;
    for (const Event& event : earlier)
        if (event.kind == Event::Kind::search && event.visitor == view.visitor &&
            event.at <= view.at + kTold && view.at - event.at <= kSameSearch &&
            std::find(event.shown.begin(), event.shown.end(), view.article) != event.shown.end())
            found = &event;
    return found;
}

void note_search(Event& view, const Event& search) {
    const auto place = std::find(search.shown.begin(), search.shown.end(), view.article);
    view.query = search.query;
    view.topic = search.topic;
    view.rank = static_cast<unsigned>(place - search.shown.begin()) + 1;
}

void find_searches(EventTable& table, std::vector<Event>& batch) {
    for (Event& event : batch) {
        if (event.kind != Event::Kind::view || !event.query.empty())
            continue;
        if (const auto* const here = search_that_showed(event, batch)) {
            note_search(event, *here);
            continue;
        }
        const auto before = table.of(event.visitor, event.at - kSameSearch);
        if (const auto* const kept = search_that_showed(event, before))
            note_search(event, *kept);
    }
}

}  // namespace

Recorder::Recorder(std::filesystem::path store)
    : store_(std::move(store)), thread_([this] { run(); }) {}

Recorder::~Recorder() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void Recorder::record(Event event) {
    {
        const std::lock_guard lock(mutex_);
        // What is shed counts for the day of the latest event.
        views_.day = std::max(views_.day, std::chrono::floor<std::chrono::days>(event.at));
        if (waiting_.size() >= kMostWaiting) {
            ++shed_;
            ++shed_untold_;
            return;
        }
        waiting_.push_back(std::move(event));
        ++taken_;
    }
    changed_.notify_all();
}

void Recorder::count_view(std::chrono::sys_days day, bool followed) {
    const std::lock_guard lock(mutex_);
    // At midnight a handful of pages counts for the new day; nobody reads these by the minute.
    views_.day = day;
    ++(followed ? views_.followed : views_.not_followed);
}

bool Recorder::flush(std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    hurry_ = true;
    changed_.notify_all();
    return idle_.wait_for(lock, patience, [&, wanted = taken_] { return finished_ >= wanted; });
}

void Recorder::run() {
    std::unique_lock lock(mutex_);
    while (true) {
        changed_.wait_for(lock, std::chrono::seconds{5},
                          [&] { return stopping_ || hurry_ || !waiting_.empty(); });
        // A little patience makes one write of many events.
        if (!stopping_ && !hurry_ && !waiting_.empty())
            changed_.wait_for(lock, kBatchTime, [&] { return stopping_ || hurry_; });
        hurry_ = false;
        std::vector<Event> batch = std::exchange(waiting_, {});
        const Views views = std::exchange(views_, Views{.day = views_.day});
        const auto shed = std::exchange(shed_untold_, 0);
        const bool last = stopping_;
        if (!batch.empty() || views.followed + views.not_followed + shed > 0) {
            lock.unlock();
            const bool written = write(batch, views, shed);
            lock.lock();
            finished_ += batch.size();
            if (!written) {
                // The counts can wait for a store that can be written to.
                shed_untold_ += shed + batch.size();
                views_.followed += views.followed;
                views_.not_followed += views.not_followed;
            }
        }
        idle_.notify_all();
        if (last && waiting_.empty())
            return;
    }
}

bool Recorder::write(std::vector<Event>& batch, const Views& views, std::uint64_t shed) {
    try {
        Store store(store_);
        EventTable table(store.connection());
        find_searches(table, batch);
        table.add(batch);
        CounterTable counters(store.connection());
        if (views.followed > 0)
            counters.add(views.day, kViewsFollowed, views.followed);
        if (views.not_followed > 0)
            counters.add(views.day, kViewsNotFollowed, views.not_followed);
        if (shed > 0)
            counters.add(views.day, kEventsShed, shed);
        written_ += batch.size();
        return true;
    } catch (const std::exception& error) {
        shed_ += batch.size();
        spdlog::error("events shed count={} error=\"{}\"", batch.size(), error.what());
        return false;
    }
}

}  // namespace firstline
