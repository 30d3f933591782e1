#include "server/listen/listening.h"

#include <spdlog/spdlog.h>

#include "server/access/secrets.h"
#include "server/store/pseudonyms.h"

namespace firstline {

namespace {

/// How long an answer of the store is taken for true.
constexpr std::chrono::hours kKnownFor{1};
/// So long after it began at the latest an incident is shown.
constexpr std::chrono::seconds kIncidentsFor{3};
constexpr std::size_t kMostKnown = 20'000;

}  // namespace

std::string Listening::pseudonym_of(std::string_view account, std::chrono::sys_seconds now) {
    {
        const std::lock_guard lock(mutex_);
        if (const auto found = known_.find(std::string{account});
            found != known_.end() && now - found->second.since < kKnownFor)
            return found->second.visitor;
    }
    const auto lease = store();
    std::string visitor =
        PseudonymTable(*lease).of(account, random_token(), now - kVisitorLife, now);
    const std::lock_guard lock(mutex_);
    if (known_.size() >= kMostKnown)
        known_.clear();
    known_[std::string{account}] = {visitor, now};
    return visitor;
}

std::vector<Incident> Listening::open_incidents(std::chrono::sys_seconds now) {
    {
        const std::lock_guard lock(mutex_);
        // Also when the clock was set back.
        if (now >= incidents_at_ && now - incidents_at_ < kIncidentsFor)
            return incidents_;
        incidents_at_ = now;
    }
    try {
        std::vector<Incident> open;
        if (const auto lease = pool_.borrow())
            open = IncidentTable(**lease).open(now);
        const std::lock_guard lock(mutex_);
        incidents_ = open;
        return open;
    } catch (const StoreError& error) {
        spdlog::warn("incidents cannot be looked up: {}", error.what());
        const std::lock_guard lock(mutex_);
        return incidents_;
    }
}

void Listening::forget_incidents() {
    const std::lock_guard lock(mutex_);
    incidents_at_ = {};
}

}  // namespace firstline
