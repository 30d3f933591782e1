#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/tickets.h"
#include "server/tickets/desk_clock.h"
#include "server/tickets/desk_plan.h"
#include "server/tickets/ticket_form.h"

namespace firstline {

/// What is known of a ticket besides what its form says.
struct IntakeFacts {
    std::string form_key;                ///< a random token of the form: sent twice, it is one
    std::optional<std::string> visitor;  ///< absent: asked not to be followed
    std::string account;                 ///< of who is signed in
    std::string label;                   ///< routes; never alters the priority
    std::string topic;
    std::string type;      ///< of the article it came from: `request` or empty
    std::string incident;  ///< key of the open incident it is about
    std::string language;
    std::string channel = "web";  ///< `web`, `telephone`, `walk-in`, `chat`, `mail`
    std::string opened_by;        ///< account of the agent who wrote it down; empty: the requester
    std::string page_url;         ///< of the ticket's page up to its token; absolute
    bool can_mail = false;
    std::chrono::sys_seconds now{};
};

/// What its sender gets.
struct Accepted {
    std::string reference;  ///< `FL-7KQ2-9DTM`
    std::string token;      ///< opens its page
    bool again = false;     ///< this form had been sent before
};

/// Makes a ticket of a form: it, its files, its place in the outbox, its first note, the mail to
/// its sender and what it proves for similar ones are kept together, or not at all; the form's
/// draft is gone then. REQUIRES: troubles_of(form, plan) is empty. Throws StoreError.
Accepted accept_ticket(Connection& connection, const TicketForm& form,
                       const std::vector<Attachment>& files, const DeskPlan& plan,
                       const DeskClock& clock, const IntakeFacts& facts);

/// What opens the page of the ticket that was, or will be, made of this form: 128 bits in
/// hexadecimal digits that only the form's sender can know.
std::string ticket_token(std::string_view form_key);

/// A reference of 40 random bits that can be read out: no 0, 1, I, L, O or U. `random` gives
/// numbers in [0, 2^32).
std::string new_reference(const std::function<std::uint32_t()>& random);

}  // namespace firstline
