#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/outbox.h"
#include "server/store/tickets.h"
#include "server/tickets/desk_plan.h"

namespace firstline {

/// A ticket on its way to the desk's system, as it stands when it is handed over.
struct Handoff {
    std::string event = "created";  ///< or `reclassified`: the desk has it, its priority changed
    std::string key;                ///< the same at each attempt
    std::chrono::sys_seconds at{};  ///< when it was put in the outbox
    Ticket ticket;
    std::vector<Attachment> attachments;  ///< only of `created`
    std::vector<TicketNote> notes;
    std::string reason;  ///< of `reclassified`
};

/// An outbox item that hands a ticket over for the first time.
OutboxItem created_item(const Ticket& ticket, std::chrono::sys_seconds now);
/// One that tells the desk of a priority that changed after that.
OutboxItem reclassified_item(const Ticket& ticket, std::string_view reason,
                             std::chrono::sys_seconds now);

/// What is to be handed over for an item of the outbox. Throws std::runtime_error if there is no
/// such ticket any more, StoreError.
Handoff handoff_for(const OutboxItem& item, Connection& connection);

/// Where the bytes of attachments are.
enum class Attached {
    inside,  ///< in the JSON, as `content_base64`
    beside   ///< in files that it names as `file`
};

/// The JSON that a spool or a webhook gets; the manual (tickets.md) describes it.
std::string to_json(const Handoff& handoff, const DeskPlan& plan, Attached attached);
/// The name of the file of attachment number `index`: no folder, no control character, no two
/// alike.
std::string attachment_file(const Handoff& handoff, std::size_t index);

/// `[FL-7KQ2-9DTM] P2: The printer is on fire`
std::string mail_subject(const Handoff& handoff);
/// All that the JSON says but attachments, for people.
std::string mail_text(const Handoff& handoff, const DeskPlan& plan);

/// The key of the item that handed a ticket over first.
std::string ticket_key(std::string_view reference);

}  // namespace firstline
