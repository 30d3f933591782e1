#include "indexer/index/watch_run.h"

#include <algorithm>
#include <exception>
#include <optional>
#include <string>

#include <fmt/format.h>
#include <poll.h>
#include <xapian.h>

#include "indexer/index/intake.h"

namespace firstline {

namespace {

constexpr std::chrono::milliseconds kBetweenTries{2000};

bool is_readable(int descriptor, std::chrono::milliseconds patience) {
    pollfd ready{.fd = descriptor, .events = POLLIN};
    return poll(&ready, 1, static_cast<int>(patience.count())) > 0;
}

bool changed_anything(const IndexSummary& summary) {
    const auto& counts = summary.counts;
    return summary.full || counts.added + counts.replaced + counts.removed > 0;
}

/// Why `update` failed; empty if it did not.
std::string failure_of(const std::function<void()>& update) {
    try {
        update();
        return {};
    } catch (const Xapian::Error& error) {
        return fmt::format("the index could not be updated: {}", error.get_msg());
    } catch (const std::exception& error) {
        return fmt::format("the index could not be updated: {}", error.what());
    }
}

/// Knows when it is time for what waits until nobody writes.
class Calm {
public:
    explicit Calm(const WatchOptions& options) : options_(options) { begin(options.calm); }

    /// How long to wait for changes before it is time; nothing: for ever.
    std::optional<std::chrono::milliseconds> patience() const {
        if (!options_.when_calm)
            return std::nullopt;
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(end_ - Clock::now());
        return std::max(left, std::chrono::milliseconds(0));
    }

    void disturb() { begin(options_.calm); }

    void look() {
        if (options_.when_calm && Clock::now() >= end_)
            begin(options_.when_calm() ? options_.again : options_.calm);
    }

private:
    using Clock = std::chrono::steady_clock;

    void begin(std::chrono::milliseconds patience) { end_ = Clock::now() + patience; }

    const WatchOptions& options_;
    Clock::time_point end_;
};

}  // namespace

void watch_folder(WatchOptions options, Reporter& reporter) {
    options.index.should_stop = [stop = options.stop] {
        return is_readable(stop, std::chrono::milliseconds(0));
    };
    DirectoryWatch watch(
        {.root = options.index.root, .also = options.index.config_file, .stop = options.stop});
    Indexer indexer(options.index, reporter);
    bool changed = false;
    const auto tell = [&](const IndexSummary& summary) {
        changed = changed_anything(summary);
        if (options.updated && changed)
            options.updated(summary);
    };
    try {
        // What is saved from here on is seen by the watch, which was there first.
        tell(indexer.update());
        if (watch.is_blind())
            reporter.message(
                "too many folders to watch (fs.inotify.max_user_watches): looking "
                "every few seconds instead");
        Calm calm(options);
        for (std::string failure;;) {
            FolderChanges changes;
            calm.look();
            if (!failure.empty()) {
                if (is_readable(options.stop, kBetweenTries))
                    return;
                changes.everything = true;
            } else {
                changes = watch.wait(calm.patience());
            }
            if (changes.stop)
                return;
            if (!changes.everything && changes.saved.empty())
                continue;
            changed = false;
            const auto now = failure_of([&] {
                tell(changes.everything ? indexer.update() : indexer.update(changes.saved));
            });
            if (now != failure && !now.empty())
                reporter.message(now);
            failure = now;
            // Who cannot see everything looks at everything every now and then.
            if (changed || !watch.is_blind())
                calm.disturb();
        }
    } catch (const Stopped&) {
        return;
    }
}

}  // namespace firstline
