#pragma once

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
};
void watch_folder(WatchOptions options, Reporter& reporter);

}  // namespace firstline
