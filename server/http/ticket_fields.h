#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server/http/message.h"
#include "server/tickets/attachments.h"
#include "server/tickets/ticket_form.h"

namespace firstline {

/// What the form to write to the desk sent.
struct SentForm {
    std::string key;  ///< of the form; empty if it is none of ours
    TicketForm form;
    std::vector<CheckedFile> files;
    std::optional<std::int64_t> remove;  ///< a file of the draft is to be removed
    bool by_robot = false;               ///< the field that people do not see is filled in
};

/// Reads it, sent as multipart or urlencoded. Line ends become `\n`, bytes that are no text U+FFFD,
/// control characters go. Throws BadRequest for what is no form.
SentForm sent_form(const Request& request);

/// Whether `text` can be the key of a form: 43 characters of base64url.
bool is_form_key(std::string_view text);

}  // namespace firstline
