#pragma once

#include <chrono>
#include <string>

#include "server/store/tickets.h"

namespace firstline {

/// A ticket that can be kept beside others: what no two may share is made of its reference.
inline Ticket ticket_with(const std::string& reference, std::chrono::sys_seconds created) {
    Ticket ticket;
    ticket.reference = reference;
    ticket.secret_hash = "secret of " + reference;
    ticket.form_key = "form of " + reference;
    ticket.created = created;
    ticket.priority = "P3";
    return ticket;
}

}  // namespace firstline
