#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "server/access/gate.h"
#include "server/access/networks.h"
#include "server/access/origins.h"
#include "server/access/rate_limit.h"
#include "server/access/single_sign_on.h"
#include "server/http/assets.h"
#include "server/http/desk.h"
#include "server/http/kb_files.h"
#include "server/http/kb_source.h"
#include "server/listen/listening.h"
#include "server/pages/pages.h"
#include "server/search/library.h"

namespace firstline {

class BoardMemory;
std::shared_ptr<BoardMemory> new_board_memory();

/// What handlers work with. Lives as long as the server.
struct Site {
    Library& library;
    const Pages& pages;
    const Assets& assets;
    std::optional<KbFiles> files;      ///< absent: images and attachments are not served
    const KbSource* source = nullptr;  ///< absent: changes cannot be proposed
    std::string base_url;              ///< no slash at the end; empty: from the request's Host
    Gate* gate = nullptr;              ///< absent: nobody can sign in
    Listening* listening = nullptr;    ///< absent: nothing that people say or do is kept
    TicketDesk tickets;
    Networks trusted_proxies;
    SingleSignOn single_sign_on;
    std::string sign_in_url;                ///< of the proxy's; empty: the page of this server
    std::string sign_out_url;               ///< of the proxy's; empty: there is none
    Origins suggest_origins;                ///< sites of others whose forms may ask what we offer
    Origins panel_origins;                  ///< ticket systems whose pages may hold the panel
    RateLimit* suggestion_limit = nullptr;  ///< by network or account; absent: there is none
    std::shared_ptr<BoardMemory> board = new_board_memory();
    std::function<std::chrono::sys_seconds()> now;
    std::function<bool()> stopping = [] { return false; };
};

}  // namespace firstline
