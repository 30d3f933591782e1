#pragma once

#include <chrono>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/tickets.h"
#include "server/tickets/desk_plan.h"

namespace firstline {

/// When many say the same, it is no longer one person's trouble.
struct EvidenceRules {
    std::size_t similar = 5;  ///< tickets and "I am affected too", this one included
    std::chrono::seconds within = std::chrono::minutes{30};
};

/// Whether two tickets are about the same: the same incident, or half of the words of the shorter
/// subject, and at least two where it has two.
bool are_similar(const Ticket& a, const Ticket& b);

/// The next wider answer to "Whom does it affect?": me, team, site. The widest stays.
std::string wider(const DeskPlan& plan, std::string_view affects);

/// What evidence makes of a ticket.
struct Reclassification {
    Ticket ticket;  ///< with its new priority
    std::string was;
    std::string reason;  ///< `5 similar reports in 30 minutes`
};

/// Which tickets rise because of `ticket`, itself among them. `recent` are all of the last
/// `rules.within`, with or without `ticket`; `joined` counts who said in that time that its
/// incident affects them too. Each requester counts once. What each said of whom it affects counts
/// as one step wider; a priority is only ever raised, and who asks makes no difference to it.
std::vector<Reclassification> reclassified_by(const Ticket& ticket, std::span<const Ticket> recent,
                                              std::size_t joined, const DeskPlan& plan,
                                              const EvidenceRules& rules = {});

/// Does so with the tickets of the store: sets priorities, logs each with its reason, and tells the
/// desk of those it has already. What an agent has classified stays. REQUIRES: a transaction is
/// open, in which `ticket` was added. Returns how many were changed. Throws StoreError.
std::size_t weigh_evidence(Connection& connection, const Ticket& ticket, const DeskPlan& plan,
                           std::chrono::sys_seconds now, const EvidenceRules& rules = {});

}  // namespace firstline
