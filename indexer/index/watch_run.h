#pragma once

#include <chrono>
#include <functional>

#include "indexer/index/directory_watch.h"
#include "indexer/index/index_run.h"

namespace firstline {

/// Keeps an index in step with a folder until `stop` (a descriptor) becomes readable. Begins with
/// update(), calls `updated` after each run that changed something, and goes on after a run that
/// failed: says why through `reporter` and tries again when something changes, at the latest after
/// some seconds. The first run's failure is thrown, since then nothing works.
struct WatchOptions {
    IndexOptions index;
    int stop = -1;
    std::function<void(const IndexSummary&)> updated;
    /// What may wait until nobody writes: called when nothing changed for `calm` after the first
    /// run and after each change, and from then on every `again`. False: it could not be done now,
    /// and is called again after `calm`. Updates wait for it: it is to begin things, not to do
    /// them. May be empty.
    std::function<bool()> when_calm;
    std::chrono::milliseconds calm{5000};
    std::chrono::milliseconds again{std::chrono::minutes(15)};
};
void watch_folder(WatchOptions options, Reporter& reporter);

}  // namespace firstline
