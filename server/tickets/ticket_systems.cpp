#include "server/tickets/ticket_systems.h"

#include <algorithm>
#include <array>

namespace firstline {

namespace {

// clang-format off
constexpr auto kSystems = std::to_array<TicketSystem>({
    {"spool", "spool_dir",
     [](const TicketSystemSettings& s) { return !s.spool.empty(); }, deliver_to_spool},
    {"webhook", "webhook_url, webhook_secret_file",
     [](const TicketSystemSettings& s) { return !s.webhook_url.empty() && !s.webhook_secret.empty(); },
     deliver_to_webhook},
    {"smtp", "smtp_url, mail_from, desk_mail",
     [](const TicketSystemSettings& s) { return can_mail(s.smtp) && !s.desk_mail.empty(); },
     deliver_by_mail},
});
// clang-format on

}  // namespace

std::span<const TicketSystem> ticket_systems() {
    return kSystems;
}

const TicketSystem* ticket_system_named(std::string_view name) {
    const auto* const found =
        std::find_if(kSystems.begin(), kSystems.end(),
                     [&](const TicketSystem& system) { return system.name == name; });
    return found == kSystems.end() ? nullptr : found;
}

}  // namespace firstline
