#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "server/tickets/delivery.h"
#include "server/tickets/handoff.h"
#include "server/tickets/mail.h"

namespace firstline {

/// Where tickets go, and how. Of the settings only those of the chosen system must be there.
struct TicketSystemSettings {
    std::string system = "spool";  ///< name of a row of ticket_systems()
    std::filesystem::path spool;
    std::string webhook_url;
    std::string webhook_secret;
    SmtpSettings smtp;      ///< also for mails to people
    std::string desk_mail;  ///< the address that tickets go to
};

/// What a ticket system works with.
struct HandoffRun {
    const TicketSystemSettings& settings;
    const DeskPlan& plan;
    std::chrono::sys_seconds now{};
    const std::function<bool()>& stopping;  ///< true: give up at once, it will be tried again
};

/// A way to hand tickets to a desk. Delivers at least once: what it cannot know to have arrived it
/// sends again, with the same key.
struct TicketSystem {
    std::string_view name;
    std::string_view needs;  ///< the settings that it needs, parted by commas
    bool (*is_ready)(const TicketSystemSettings& settings);
    /// Says what went wrong in what it returns; what it throws counts as `later`.
    Delivery (*deliver)(const Handoff& handoff, const HandoffRun& run);
};

/// Every ticket system: another one is a file and a row.
std::span<const TicketSystem> ticket_systems();
/// nullptr if there is none of this name.
const TicketSystem* ticket_system_named(std::string_view name);

Delivery deliver_to_spool(const Handoff& handoff, const HandoffRun& run);
Delivery deliver_to_webhook(const Handoff& handoff, const HandoffRun& run);
Delivery deliver_by_mail(const Handoff& handoff, const HandoffRun& run);

}  // namespace firstline
