#pragma once

#include <atomic>
#include <string>
#include <vector>

#include "server/store/outbox.h"
#include "server/store/store.h"
#include "server/tickets/handoff.h"
#include "server/tickets/outbox_pass.h"
#include "tests/server/tickets/larkfield.h"
#include "tests/support/moments.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tickets.h"

namespace firstline {

inline Ticket ticket_of(const std::string& reference) {
    Ticket ticket = ticket_with(reference, at(1000));
    ticket.subject = "The printer is on fire";
    ticket.description = "It smells.\nAnd it burns.";
    ticket.email = "anna@example.com";
    ticket.category = "printing";
    ticket.affects = "team";
    ticket.work = "with-difficulty";
    ticket.priority = "P2";
    ticket.tried = {"Searched for \"printer fire\""};
    return ticket;
}

/// A store with an outbox, and a clock that a test moves.
struct OutboxSample {
    TemporaryFolder folder;
    Store store{folder.path() / "s.db"};
    ConnectionPool pool{folder.path() / "s.db"};
    std::atomic<std::int64_t> seconds{1000};
    TicketSystemSettings settings{.spool = folder.path() / "spool"};

    TicketTable tickets{store.connection()};
    OutboxTable outbox{store.connection()};

    std::chrono::sys_seconds now() const { return at(std::chrono::seconds{seconds.load()}); }

    /// As the form does: both or none.
    std::int64_t send(Ticket ticket, const std::vector<Attachment>& files = {}) {
        Transaction transaction(store.connection());
        ticket.id = tickets.add(ticket, files).value();
        outbox.add(created_item(ticket, now()));
        transaction.commit();
        return ticket.id;
    }

    OutboxDesk desk() {
        return {.store = pool,
                .settings = settings,
                .plan = larkfield,
                .now = [this] { return now(); },
                .random = [] { return 0.5; }};
    }
    std::optional<std::chrono::sys_seconds> deliver() {
        return deliver_due(desk(), [] { return false; });
    }
    /// Tries once more, when the next item is due.
    void deliver_next() {
        if (const auto next = outbox.next_due())
            seconds = next->time_since_epoch().count();
        deliver();
    }
};

}  // namespace firstline
