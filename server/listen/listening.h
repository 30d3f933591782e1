#pragma once

#include <chrono>
#include <filesystem>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "server/access/rate_limit.h"
#include "server/listen/recorder.h"
#include "server/listen/retention.h"
#include "server/store/connection_pool.h"
#include "server/store/incidents.h"

namespace firstline {

/// What the server keeps of what people do and say. Safe from any thread.
class Listening {
public:
    explicit Listening(const std::filesystem::path& store) : recorder_(store), pool_(store) {}

    /// What may be shed.
    Recorder& recorder() { return recorder_; }
    /// For what may not. Throws StoreError.
    ConnectionPool::Lease store() { return pool_.borrow_or_make(); }

    /// The incidents that were told to the server and are open at `now`, asked of the store every
    /// few seconds; the last known ones while it cannot be asked.
    std::vector<Incident> open_incidents(std::chrono::sys_seconds now);
    /// Has the store asked again: an incident began or ended.
    void forget_incidents();

    /// The visitor id of who is signed in. Throws StoreError.
    std::string pseudonym_of(std::string_view account, std::chrono::sys_seconds now);

    // A whole office may share one address, and all of it be in trouble: a network may do much more
    // than a person.
    RateLimit votes_of_visitor{20, std::chrono::seconds{15}};
    RateLimit votes_of_network{200, std::chrono::seconds{2}};
    RateLimit tickets_of_visitor{6, std::chrono::seconds{60}};
    RateLimit tickets_of_network{100, std::chrono::seconds{5}};
    RateLimit mails_to_address{5, std::chrono::hours{2}};
    RateLimit drafts_of_network{200, std::chrono::seconds{3}};
    RateLimit events_of_network{2000, std::chrono::seconds{1}};

private:
    struct Known {
        std::string visitor;
        std::chrono::sys_seconds since{};
    };
    Recorder recorder_;
    ConnectionPool pool_;
    std::mutex mutex_;
    std::vector<Incident> incidents_;
    std::chrono::sys_seconds incidents_at_{};
    std::unordered_map<std::string, Known> known_;  ///< so that a page need not ask the store
};

}  // namespace firstline
