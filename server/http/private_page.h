#pragma once

#include <functional>
#include <string>

#include "server/http/message.h"
#include "server/http/site.h"
#include "server/pages/views.h"
#include "server/search/library.h"

namespace firstline {

using MakePage = std::function<std::string(const Frame& frame, Reading& reading)>;

/// A page about what one person wrote or said: for no browser or proxy to keep, for no search
/// engine to find. `make` may be called more than once.
Reply private_page(const Site& site, const Request& request, int status, const MakePage& make);

/// Such a page that only says something: why not, and what to do next.
Reply message_page(const Site& site, const Request& request, int status, const std::string& title,
                   const std::string& text);

}  // namespace firstline
