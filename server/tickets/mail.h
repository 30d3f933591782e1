#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/outbox.h"
#include "server/store/tickets.h"
#include "server/tickets/delivery.h"

namespace firstline {

/// A server that takes mail.
struct SmtpSettings {
    std::string url;   ///< `smtp://mail.example.com:587` or `smtps://...`; empty: no mail is sent
    std::string user;  ///< empty: without signing in
    std::string password;
    std::string from;  ///< address
};

bool can_mail(const SmtpSettings& smtp);

/// Texts in headers may hold anything; what would break a header is taken out.
struct Mail {
    std::string to;        ///< address
    std::string reply_to;  ///< address; left out if it is none
    std::string subject;
    std::string text;
    std::string key;          ///< the Message-ID is made of it
    std::string answers_key;  ///< of the mail that this one answers; may be empty
    std::chrono::sys_seconds at{};
    std::vector<Attachment> attachments;
};

/// An outbox item that sends a mail to a person. `key` is the same for the same news.
/// REQUIRES: is_mail_address(to).
OutboxItem mail_item(std::string_view key, std::string_view to, std::string_view subject,
                     std::string_view text, std::chrono::sys_seconds now);
/// The mail of such an item. Throws std::runtime_error if there is none in it.
Mail mail_for(const OutboxItem& item);

/// Whether mail can be sent to it: `anna@example.com`, ASCII only.
bool is_mail_address(std::string_view text);

/// `text` as the value of a header: one line, RFC 2047 where it is not plain ASCII.
std::string header_text(std::string_view text);

Delivery send_mail(const Mail& mail, const SmtpSettings& smtp,
                   const std::function<bool()>& stopping);

}  // namespace firstline
