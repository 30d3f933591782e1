#pragma once

#include <functional>
#include <string>

#include "server/tickets/desk_clock.h"
#include "server/tickets/desk_plan.h"

namespace firstline {

/// What handlers need of the hand-off to the desk.
struct TicketDesk {
    std::function<void()> notify = [] {};  ///< something was put in the outbox
    bool can_mail = false;                 ///< mails to people can be sent
    std::string secret;  ///< that the desk's system signs with; empty: its messages are not taken
};

/// The desk's rules with the clock that goes by them.
struct DeskRules {
    DeskPlan plan;
    DeskClock clock;
};

/// Those of a knowledge base.
DeskRules desk_rules(const KnowledgeBase& kb);

}  // namespace firstline
