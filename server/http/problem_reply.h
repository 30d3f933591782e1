#pragma once

#include <string_view>

#include "server/http/message.h"

namespace firstline {

/// `Not Found` for 404, and so on; for every status this server sends.
const char* status_title(int status);

/// An `application/problem+json` answer (RFC 9457): type, title, status, detail.
Reply problem_reply(int status, std::string_view detail);

}  // namespace firstline
