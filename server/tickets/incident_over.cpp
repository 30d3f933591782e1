#include "server/tickets/incident_over.h"

#include <fmt/format.h>

#include "server/store/outbox.h"
#include "server/tickets/mail.h"

namespace firstline {

namespace {

constexpr const char* kText =
    "You asked us to tell you when this is over:\n\n"
    "    {}\n\n"
    "It is over now. If it still does not work for you, please tell us: your case may be another "
    "one.\n";

}  // namespace

std::size_t tell_joined(Connection& connection, const std::set<std::string>& open_notices,
                        std::chrono::sys_seconds now) {
    IncidentTable incidents(connection);
    // Most minutes there is nothing to write.
    if (incidents.to_tell().empty())
        return 0;
    Transaction transaction(connection);
    auto open = open_notices;
    for (const Incident& incident : incidents.open(now))
        open.insert(incident.key);
    std::size_t told = 0;
    for (const IncidentJoin& join : incidents.to_tell()) {
        if (open.contains(join.incident))
            continue;
        // Whoever joins the same incident again, should it come back, is told again.
        const auto key = fmt::format("incident-{}-{}", join.id, now.time_since_epoch().count());
        if (is_mail_address(join.email)) {
            OutboxTable(connection)
                .add(mail_item(key, join.email, "It is over: " + join.title,
                               fmt::format(kText, join.title), now));
            ++told;
        }
        incidents.set_told(join.id, now);
    }
    transaction.commit();
    return told;
}

}  // namespace firstline
