#pragma once

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <thread>

#include "server/listen/confirmed.h"
#include "server/listen/linked.h"

namespace firstline {

/// What is done from time to time with what people said and did: old things are removed each hour,
/// and each night the search learns what readers confirmed and agents linked.
struct UpkeepRules {
    std::chrono::days keep{180};         ///< of events; see purge_old()
    std::chrono::hours keep_drafts{24};  ///< since they were last changed; so pasted pictures
    std::chrono::seconds purge_every = std::chrono::hours{1};
    std::chrono::seconds learn_every = std::chrono::hours{24};
    /// Counts what is shown over time: at the start and with each purge; may be empty.
    std::function<void()> count;
};

/// What was learned in one night.
struct Learned {
    Confirmed from_readers;
    Linked from_agents;
};

Learned learn_from_people(Store& store, std::chrono::sys_seconds now);

/// Removes what is old at `now` and, if asked to, learns; nothing if there is no store. Throws
/// StoreError.
Learned keep_up(const std::filesystem::path& store, const UpkeepRules& rules, bool learn,
                std::chrono::sys_seconds now);

/// A thread that does so as long as it lives. What goes wrong is logged and tried again.
class Upkeep {
public:
    Upkeep(std::filesystem::path store, UpkeepRules rules,
           std::function<std::chrono::sys_seconds()> now);
    ~Upkeep();
    Upkeep(const Upkeep&) = delete;
    Upkeep& operator=(const Upkeep&) = delete;

private:
    void run();
    void count() const;

    const std::filesystem::path store_;
    const UpkeepRules rules_;
    const std::function<std::chrono::sys_seconds()> now_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace firstline
