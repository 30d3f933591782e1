#include "indexer/index/watch_run.h"

#include <exception>
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

}  // namespace

void watch_folder(WatchOptions options, Reporter& reporter) {
    options.index.should_stop = [stop = options.stop] {
        return is_readable(stop, std::chrono::milliseconds(0));
    };
    DirectoryWatch watch(
        {.root = options.index.root, .also = options.index.config_file, .stop = options.stop});
    Indexer indexer(options.index, reporter);
    const auto tell = [&](const IndexSummary& summary) {
        if (options.updated && changed_anything(summary))
            options.updated(summary);
    };
    try {
        // What is saved from here on is seen by the watch, which was there first.
        tell(indexer.update());
        if (watch.is_blind())
            reporter.message(
                "too many folders to watch (fs.inotify.max_user_watches): looking "
                "every few seconds instead");
        for (std::string failure;;) {
            FolderChanges changes;
            if (!failure.empty()) {
                if (is_readable(options.stop, kBetweenTries))
                    return;
                changes.everything = true;
            } else {
                changes = watch.wait();
            }
            if (changes.stop)
                return;
            const auto now = failure_of([&] {
                tell(changes.everything ? indexer.update() : indexer.update(changes.saved));
            });
            if (now != failure && !now.empty())
                reporter.message(now);
            failure = now;
        }
    } catch (const Stopped&) {
        return;
    }
}

}  // namespace firstline
