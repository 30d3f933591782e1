#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "server/http/assets.h"
#include "server/http/kb_files.h"
#include "server/pages/pages.h"
#include "server/search/library.h"

namespace firstline {

/// What handlers work with. Lives as long as the server.
struct Site {
    Library& library;
    const Pages& pages;
    const Assets& assets;
    std::optional<KbFiles> files;  ///< absent: images and attachments are not served
    std::string base_url;          ///< no slash at the end; empty: from the request's Host
    std::function<std::chrono::sys_seconds()> now;
    std::function<bool()> stopping = [] { return false; };
};

}  // namespace firstline
