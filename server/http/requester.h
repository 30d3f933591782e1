#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "server/store/tickets.h"

namespace firstline {

/// Who wrote a ticket that came through us, and what they made of articles before.
struct Requester {
    Ticket ticket;
    /// By id of the article: `Read it and said that it did not help: a step failed`, `Opened it`.
    std::map<std::string, std::string> did;
};

/// The one behind a reference, ours or the desk's own; nothing if no ticket of it came through us.
/// Throws StoreError.
std::optional<Requester> requester_of(Connection& connection, std::string_view reference);

}  // namespace firstline
