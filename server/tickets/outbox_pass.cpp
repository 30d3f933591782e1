#include "server/tickets/outbox_pass.h"

#include <exception>
#include <string>

#include <fmt/format.h>

namespace firstline {

namespace {

/// So many items are read at once; their attachments are read one by one.
constexpr unsigned kBatch = 20;

/// The connection to the store, which exists once something was put in the outbox.
ConnectionPool::Lease borrow(const OutboxDesk& desk) {
    auto lease = desk.store.borrow();
    if (!lease)
        throw StoreError("the store has gone");
    return std::move(*lease);
}

Delivery hand_over(const OutboxItem& item, const OutboxDesk& desk,
                   const std::function<bool()>& stopping) {
    const TicketSystem* const system = ticket_system_named(desk.settings.system);
    if (system == nullptr || !system->is_ready(desk.settings))
        return Delivery::later("no ticket system is set up");
    Handoff handoff;
    try {
        handoff = handoff_for(item, *borrow(desk));
    } catch (const StoreError&) {
        throw;
    } catch (const std::exception& error) {
        return Delivery::refused(error.what());
    }
    const DeskPlan plan = desk.plan();
    return system->deliver(handoff, {desk.settings, plan, desk.now(), stopping});
}

Delivery post(const OutboxItem& item, const OutboxDesk& desk,
              const std::function<bool()>& stopping) {
    if (!can_mail(desk.settings.smtp))
        return Delivery::later("smtp_url and mail_from are not set");
    Mail mail;
    try {
        mail = mail_for(item);
    } catch (const std::exception& error) {
        return Delivery::refused(error.what());
    }
    return send_mail(mail, desk.settings.smtp, stopping);
}

Delivery deliver(const OutboxItem& item, const OutboxDesk& desk,
                 const std::function<bool()>& stopping) {
    try {
        if (item.kind == "ticket")
            return hand_over(item, desk, stopping);
        if (item.kind == "mail")
            return post(item, desk, stopping);
        return Delivery::refused(fmt::format("nobody delivers \"{}\"", item.kind));
    } catch (const StoreError&) {
        throw;
    } catch (const std::exception& error) {
        return Delivery::later(error.what());
    }
}

/// The desk has the ticket: its page may say so.
void note_delivered(const OutboxItem& item, const Delivery& delivery, Connection& connection) {
    TicketTable tickets(connection);
    auto ticket = tickets.find(item.ticket.value_or(0));
    if (!ticket)
        return;
    if (ticket->state == Ticket::State::accepted)
        ticket->state = Ticket::State::delivered;
    if (ticket->desk_reference.empty())
        ticket->desk_reference = delivery.desk_reference;
    tickets.update(*ticket);
}

void record(const Attempt& attempt, Connection& connection, std::chrono::sys_seconds now) {
    Transaction transaction(connection);
    OutboxTable outbox(connection);
    const OutboxItem& item = attempt.item;
    if (attempt.dead) {
        outbox.set_dead(item.id, attempt.delivery.error, now);
    } else if (attempt.next) {
        outbox.set_failed(item.id, attempt.delivery.error, *attempt.next);
    } else {
        outbox.set_delivered(item.id, now);
        if (item.kind == "ticket")
            note_delivered(item, attempt.delivery, connection);
    }
    transaction.commit();
}

Attempt attempt_of(const OutboxItem& item, Delivery delivery, const OutboxDesk& desk,
                   std::chrono::sys_seconds now) {
    Attempt attempt{.item = item, .delivery = std::move(delivery)};
    if (attempt.delivery.outcome == Delivery::Outcome::delivered)
        return attempt;
    attempt.dead = attempt.delivery.outcome == Delivery::Outcome::refused ||
                   is_given_up(item, desk.rules, now);
    if (!attempt.dead) {
        const auto wait = wait_after(item.attempts + 1, desk.rules, desk.random());
        attempt.next = now + std::max(wait, attempt.delivery.wait.value_or(wait));
    }
    return attempt;
}

/// A clock that was set back would keep what it put off waiting for as long as it was wrong.
std::chrono::sys_seconds horizon(const OutboxDesk& desk, OutboxTable& outbox) {
    constexpr std::chrono::hours kLongestAsked{1};
    const auto now = desk.now();
    const auto next = outbox.next_due();
    return next && *next > now + std::max<std::chrono::seconds>(desk.rules.longest, kLongestAsked)
               ? *next
               : now;
}

std::vector<OutboxItem> due(const OutboxDesk& desk) {
    const auto lease = borrow(desk);
    OutboxTable outbox(*lease);
    return outbox.due(horizon(desk, outbox), kBatch);
}

}  // namespace

std::optional<std::chrono::sys_seconds> deliver_due(const OutboxDesk& desk,
                                                    const std::function<bool()>& stopping) {
    if (!desk.store.borrow())
        return std::nullopt;
    for (auto items = due(desk); !items.empty() && !stopping(); items = due(desk))
        for (const OutboxItem& item : items) {
            if (stopping())
                break;
            auto delivery = deliver(item, desk, stopping);
            // An attempt that was cut off says nothing of the desk.
            if (stopping() && delivery.outcome != Delivery::Outcome::delivered)
                break;
            const auto now = desk.now();
            const Attempt attempt = attempt_of(item, std::move(delivery), desk, now);
            record(attempt, *borrow(desk), now);
            desk.report(attempt);
        }
    return OutboxTable(*borrow(desk)).next_due();
}

}  // namespace firstline
