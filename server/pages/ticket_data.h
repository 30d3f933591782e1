#pragma once

#include "server/pages/page_data.h"
#include "server/pages/ticket_view.h"
#include "server/pages/views.h"

namespace firstline {

// What help.html, ticket_review.html, ticket.html and incident.html show.

void add_help(PageData& data, const Frame& frame, const HelpView& view);
void add_review(PageData& data, const ReviewView& view);
void add_ticket(PageData& data, const TicketView& view);
void add_incident(PageData& data, const IncidentView& view);

}  // namespace firstline
