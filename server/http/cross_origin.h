#pragma once

#include "server/http/message.h"
#include "server/http/site.h"

namespace firstline {

/// Whose page sent a request.
enum class SentFrom {
    here,      ///< ours, or no page at all: a program
    listed,    ///< of a site in `suggest_origins`
    elsewhere  ///< of any other: what it asks for is nothing of its
};

SentFrom sent_from(const Site& site, const Request& request);

/// Lets the page that asked read `reply`, if it may ask at all. Never lets cookies be sent along.
void open_to_sender(Reply& reply, const Site& site, const Request& request);

/// The answer to a browser that asks, before a page of another site, whether it may POST JSON.
Reply answer_preflight(const Site& site, const Request& request);

/// The answer to SentFrom::elsewhere. What asked cannot read it; who debugs it can.
Reply refuse_origin();

}  // namespace firstline
