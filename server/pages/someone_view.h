#pragma once

#include <string>
#include <vector>

#include "server/pages/pages.h"

namespace firstline {

/// How somebody came to the desk who does not use its pages.
struct Channel {
    const char* key;  ///< Ticket::channel
    const char* label;
};

/// The page on which an agent opens a ticket for somebody.
struct SomeoneView {
    HelpView form;  ///< its rules, and what was written so far
    std::string channel = "telephone";
    std::string reach;             ///< a telephone number or an address of mail
    std::string words;             ///< as they said it; its first line is the subject
    std::optional<Ticket> opened;  ///< the one that was opened a moment ago
    Promise promise;               ///< of that one
};

std::vector<Channel> channels();

std::string someone_page(const Pages& pages, const Frame& frame, const SomeoneView& view);

}  // namespace firstline
