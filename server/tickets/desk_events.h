#pragma once

#include <chrono>
#include <stdexcept>
#include <string>
#include <string_view>

#include "server/store/tickets.h"

namespace firstline {

/// What was sent cannot be used; what() says what it lacks, for who sent it.
struct BadDeskMessage : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// The desk's system tells what became of a ticket.
struct DeskEvent {
    enum class Kind { created, answered, solved, reopened, reclassified };

    std::string id;  ///< the desk's own, for its log
    Kind kind = Kind::created;
    std::string reference;       ///< ours; empty: the ticket did not come through us
    std::string desk_reference;  ///< the desk's
    std::string article;         ///< id of the article that the desk linked
    std::string priority;
    std::string reason;
    std::string channel;  ///< `telephone`, `mail`, ...: where a ticket from elsewhere came from
    std::chrono::sys_seconds at{};
};

/// Reads the JSON that the manual (tickets.md) describes. Nothing happened later than `now`. Throws
/// BadDeskMessage.
DeskEvent desk_event_from(std::string_view json, std::chrono::sys_seconds now);

/// Applies it to the ticket it is about, in one transaction; a second time nothing changes. Of a
/// ticket that did not come through us what is counted is kept, without any text. False if it names
/// a reference of ours that there is not. Throws StoreError.
bool apply_event(const DeskEvent& event, Connection& connection);

}  // namespace firstline
