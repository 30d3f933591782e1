#include "server/tickets/intake.h"

#include <random>
#include <stdexcept>

#include <fmt/format.h>

#include "indexer/text/characters.h"
#include "server/access/secrets.h"
#include "server/store/drafts.h"
#include "server/store/outbox.h"
#include "server/tickets/evidence.h"
#include "server/tickets/handoff.h"
#include "server/tickets/mail.h"
#include "server/tickets/promise.h"

namespace firstline {

namespace {

constexpr std::string_view kLetters = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr int kMostReferences = 20;
constexpr std::size_t kTokenLength = 32;

std::uint32_t system_random() {
    static thread_local std::random_device device;
    return device();
}

Ticket ticket_of(const TicketForm& form, const DeskPlan& plan, const IntakeFacts& facts) {
    Ticket ticket;
    ticket.secret_hash = hash_of_token(ticket_token(facts.form_key));
    ticket.form_key = hash_of_token(facts.form_key);
    ticket.created = facts.now;
    ticket.visitor = facts.visitor;
    ticket.topic = facts.topic;
    ticket.type = facts.type;
    ticket.incident = facts.incident;
    ticket.subject = trimmed(form.subject);
    ticket.description = form.description;
    ticket.name = trimmed(form.name);
    ticket.email = trimmed(form.email);
    ticket.telephone = trimmed(form.telephone);
    ticket.account = facts.account;
    ticket.label = facts.label;
    ticket.category = form.category;
    ticket.affects = form.affects;
    ticket.work = form.work;
    ticket.priority = priority_for(plan, form.affects, form.work);
    ticket.article = form.article;
    ticket.answers = form.answers;
    ticket.diagnosis = form.diagnosis;
    ticket.tried = form.tried;
    ticket.channel = facts.channel;
    ticket.language = facts.language;
    return ticket;
}

/// `Only me; with difficulty`
std::string facts_in_words(const Ticket& ticket, const DeskPlan& plan) {
    return label_of(plan.affects, ticket.affects) + "; " + label_of(plan.work, ticket.work);
}

std::string mail_to_sender(const Ticket& ticket, const Promise& promise, const std::string& url) {
    // Not a word of what was written: else anybody could have us send their words to anybody.
    std::string text = fmt::format("We have your message. Its reference is {}.\n\n{}\n",
                                   ticket.reference, promise.answer);
    if (!promise.call.empty())
        text += "\n" + promise.call + "\n";
    if (!url.empty())
        text += fmt::format(
            "\nWhat becomes of it stands on this page, which is for you alone:\n{}\n", url);
    return text;
}

/// Adds the ticket under a reference that is free. Nothing if its form was sent before.
bool add_with_reference(TicketTable& tickets, Ticket& ticket,
                        const std::vector<Attachment>& files) {
    for (int attempt = 0; attempt < kMostReferences; ++attempt) {
        ticket.reference = new_reference(system_random);
        if (const auto id = tickets.add(ticket, files)) {
            ticket.id = *id;
            return true;
        }
        if (tickets.by_form_key(ticket.form_key))
            return false;
    }
    throw std::runtime_error("no reference is free for a ticket");
}

}  // namespace

std::string ticket_token(std::string_view form_key) {
    return hash_of_token("ticket page " + std::string{form_key}).substr(0, kTokenLength);
}

std::string new_reference(const std::function<std::uint32_t()>& random) {
    std::string reference = "FL-";
    for (int at = 0; at < 8; ++at) {
        if (at == 4)
            reference += '-';
        // Numbers beyond the last multiple would make the first letters more frequent.
        constexpr std::uint32_t kRange = 30 * (UINT32_MAX / 30);
        std::uint32_t number = random();
        while (number >= kRange)
            number = random();
        reference += kLetters[number % kLetters.size()];
    }
    return reference;
}

Accepted accept_ticket(Connection& connection, const TicketForm& form,
                       const std::vector<Attachment>& files, const DeskPlan& plan,
                       const DeskClock& clock, const IntakeFacts& facts) {
    Ticket ticket = ticket_of(form, plan, facts);
    const std::string token = ticket_token(facts.form_key);
    Transaction transaction(connection);
    TicketTable tickets(connection);
    if (!add_with_reference(tickets, ticket, files)) {
        const auto before = tickets.by_form_key(ticket.form_key);
        return {before ? before->reference : std::string{}, token, true};
    }
    tickets.note(ticket.id, {.at = facts.now,
                             .who = "firstline",
                             .what = "priority " + ticket.priority,
                             .why = facts_in_words(ticket, plan)});
    if (!facts.opened_by.empty())
        tickets.note(ticket.id, {.at = facts.now,
                                 .who = facts.opened_by,
                                 .what = "written down for the requester",
                                 .why = ticket.channel});
    OutboxTable outbox(connection);
    outbox.add(created_item(ticket, facts.now));
    weigh_evidence(connection, ticket, plan, facts.now);
    const Ticket now = tickets.find(ticket.id).value_or(ticket);
    if (facts.can_mail && is_mail_address(ticket.email)) {
        const auto promise = promise_for(plan, clock, now.priority, now.category, facts.now);
        outbox.add(mail_item(
            "accepted-" + ticket.reference, ticket.email,
            fmt::format("[{}] We have your message", ticket.reference),
            mail_to_sender(now, promise, facts.page_url.empty() ? "" : facts.page_url + token),
            facts.now));
    }
    DraftTable(connection).remove(facts.form_key);
    transaction.commit();
    return {ticket.reference, token, false};
}

}  // namespace firstline
