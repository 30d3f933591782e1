#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/http/message.h"
#include "server/http/site.h"

namespace firstline {

/// Where somebody comes from who writes to the desk, and what it is about.
struct TicketOrigin {
    std::string id;  ///< of the article; empty if they come from none
    std::string type;
    std::string title;
    std::string language;  ///< of the knowledge base
    std::string incident;  ///< key of an open one that the text is about
};

/// `article` is an id or a slug and may be empty; `text` is what they wrote so far.
TicketOrigin origin_of(const Site& site, const Request& request, const std::string& article,
                       std::string_view text);

/// The page of the ticket that was made of this form, for who sends it or looks at it once more.
/// Nothing if none was.
std::optional<Reply> page_if_sent(Connection& connection, std::string_view form_key);

}  // namespace firstline
