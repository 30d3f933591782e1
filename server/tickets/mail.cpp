#include "server/tickets/mail.h"

#include <algorithm>
#include <memory>
#include <new>
#include <stdexcept>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <openssl/evp.h>

#include "indexer/text/characters.h"
#include "server/tickets/loopback.h"
#include "server/tickets/moments.h"
#include "server/tickets/transfer.h"

namespace firstline {

namespace {

using Json = nlohmann::json;

/// In bytes; a header line may have 998.
constexpr std::size_t kLongestHeader = 400;
/// In bytes: as base64 in an encoded word they stay below its 75 characters.
constexpr std::size_t kEncodedWord = 42;
/// RFC 5321, 4.5.3.1.
constexpr std::size_t kLongestLocalPart = 64;
constexpr std::size_t kLongestAddress = 254;

bool is_control(char c) {
    return static_cast<unsigned char>(c) < ' ' || c == '\x7F';
}

/// One line of valid UTF-8 that is no longer than a header may be.
std::string one_line(std::string_view text) {
    std::string line;
    for (const char c : text)
        line += is_control(c) ? ' ' : c;
    if (line.size() > kLongestHeader)
        line.resize(kLongestHeader);
    if (const auto broken = find_invalid_utf8(line))
        line.resize(*broken);
    return std::string{trimmed(line)};
}

std::string encoded_word(std::string_view text) {
    std::string coded(4 * ((text.size() + 2) / 3) + 1, '\0');
    const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(coded.data()),
                                       reinterpret_cast<const unsigned char*>(text.data()),
                                       static_cast<int>(text.size()));
    coded.resize(static_cast<std::size_t>(length));
    return "=?UTF-8?B?" + coded + "?=";
}

bool is_plain(std::string_view text) {
    return text.find("=?") == std::string_view::npos &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

std::string message_id(std::string_view key, std::string_view from) {
    std::string plain;
    for (const char c : key)
        plain += is_ascii_alnum(c) || c == '-' || c == '.' ? c : '-';
    return fmt::format("<{}@{}>", plain, from.substr(from.find('@') + 1));
}

/// Lines end as mail has it; other control characters than tabs are gone.
std::string body_text(std::string_view text) {
    std::string body;
    for (const char c : text) {
        if (c == '\n')
            body += "\r\n";
        else if (!is_control(c) || c == '\t')
            body += c;
    }
    return body;
}

/// RFC 5987: a name of any characters, none of which can end the header.
std::string percent_encoded(std::string_view name) {
    std::string coded;
    for (const char c : name)
        coded += is_ascii_alnum(c) || c == '-' || c == '.' || c == '_'
                     ? std::string(1, c)
                     : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    return coded;
}

struct MimeCloser {
    void operator()(curl_mime* mime) const { curl_mime_free(mime); }
};
using Mime = std::unique_ptr<curl_mime, MimeCloser>;

curl_mimepart* new_part(const Mime& mime) {
    curl_mimepart* const part = curl_mime_addpart(mime.get());
    if (part == nullptr)
        throw std::bad_alloc();
    return part;
}

void add_attachment(const Mime& mime, const Attachment& file) {
    curl_mimepart* const part = new_part(mime);
    curl_mime_data(part, file.content.data(), file.content.size());
    curl_mime_type(
        part, is_plain(file.media_type) ? file.media_type.c_str() : "application/octet-stream");
    curl_mime_encoder(part, "base64");
    const std::string disposition =
        "Content-Disposition: attachment; filename*=UTF-8''" + percent_encoded(one_line(file.name));
    // The part owns the list.
    curl_mime_headers(part, curl_slist_append(nullptr, disposition.c_str()), 1);
}

Mime mime_of(const Mail& mail, CURL* curl) {
    Mime mime(curl_mime_init(curl));
    curl_mimepart* const text = new_part(mime);
    const std::string body = body_text(mail.text);
    curl_mime_data(text, body.data(), body.size());
    curl_mime_type(text, "text/plain; charset=utf-8");
    curl_mime_encoder(text, "quoted-printable");
    for (const Attachment& file : mail.attachments)
        add_attachment(mime, file);
    return mime;
}

void add_headers(const Mail& mail, const std::string& from, Transfer& transfer) {
    transfer.add_header("Date: " + mail_date(mail.at));
    transfer.add_header("From: " + from);
    transfer.add_header("To: " + mail.to);
    if (is_mail_address(mail.reply_to))
        transfer.add_header("Reply-To: " + mail.reply_to);
    transfer.add_header("Subject: " + header_text(mail.subject));
    transfer.add_header("Message-ID: " + message_id(mail.key, from));
    if (!mail.answers_key.empty()) {
        transfer.add_header("In-Reply-To: " + message_id(mail.answers_key, from));
        transfer.add_header("References: " + message_id(mail.answers_key, from));
    }
    // Else an absence message would come back for each of them.
    transfer.add_header("Auto-Submitted: auto-generated");
}

/// A server that asks for another password may be told the right one later; what it says of an
/// address or a text with 5xx will not change.
Delivery delivery_of(const Transfer::Result& result) {
    if (result.code == CURLE_OK)
        return {};
    const bool refused = result.status >= 500 && result.code != CURLE_LOGIN_DENIED &&
                         result.code != CURLE_USE_SSL_FAILED;
    const std::string error =
        result.status > 0 ? fmt::format("{} (SMTP {})", result.error, result.status) : result.error;
    return refused ? Delivery::refused(error) : Delivery::later(error);
}

}  // namespace

bool can_mail(const SmtpSettings& smtp) {
    return !smtp.url.empty() && !smtp.from.empty();
}

OutboxItem mail_item(std::string_view key, std::string_view to, std::string_view subject,
                     std::string_view text, std::chrono::sys_seconds now) {
    const Json payload{{"to", to}, {"subject", subject}, {"text", text}};
    return {.kind = "mail",
            .key = std::string{key},
            .payload = payload.dump(-1, ' ', false, Json::error_handler_t::replace),
            .created = now};
}

Mail mail_for(const OutboxItem& item) {
    const Json payload = Json::parse(item.payload, nullptr, false);
    if (!payload.is_object())
        throw std::runtime_error("the outbox item holds no mail");
    return {.to = payload.value("to", ""),
            .subject = payload.value("subject", ""),
            .text = payload.value("text", ""),
            .key = item.key,
            .at = item.created};
}

bool is_mail_address(std::string_view text) {
    const auto at = text.find('@');
    if (at == 0 || at == std::string_view::npos || at > kLongestLocalPart ||
        text.size() > kLongestAddress)
        return false;
    const auto local = text.substr(0, at);
    const auto domain = text.substr(at + 1);
    const auto in_local = [](char c) {
        return is_ascii_alnum(c) ||
               std::string_view{".!#$%&'*+/=?^_`{|}~-"}.find(c) != std::string_view::npos;
    };
    const auto in_domain = [](char c) { return is_ascii_alnum(c) || c == '.' || c == '-'; };
    // An address that begins with a dash is an option to some programs.
    return local.front() != '-' && local.front() != '.' && local.back() != '.' &&
           std::all_of(local.begin(), local.end(), in_local) && !domain.empty() &&
           is_ascii_alnum(domain.front()) && is_ascii_alnum(domain.back()) &&
           std::all_of(domain.begin(), domain.end(), in_domain) &&
           domain.find("..") == std::string_view::npos;
}

std::string header_text(std::string_view text) {
    std::string line = one_line(text);
    if (is_plain(line))
        return line;
    std::string words;
    for (std::size_t at = 0; at < line.size();) {
        auto end = std::min(at + kEncodedWord, line.size());
        // A character stays in one word.
        while (end < line.size() && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U)
            --end;
        words += (words.empty() ? "" : "\r\n ") +
                 encoded_word(std::string_view{line}.substr(at, end - at));
        at = end;
    }
    return words;
}

Delivery send_mail(const Mail& mail, const SmtpSettings& smtp,
                   const std::function<bool()>& stopping) {
    if (!is_mail_address(mail.to))
        return Delivery::refused("the address to send it to is none");
    Transfer transfer(smtp.url, "smtp,smtps", stopping);
    CURL* const c = transfer.handle();
    const bool here = is_loopback_url(smtp.url);
    if (!smtp.user.empty()) {
        curl_easy_setopt(c, CURLOPT_USERNAME, smtp.user.c_str());
        curl_easy_setopt(c, CURLOPT_PASSWORD, smtp.password.c_str());
    }
    // A password never goes over the network in the clear.
    const long protection = smtp.user.empty() || here ? CURLUSESSL_TRY : CURLUSESSL_ALL;
    curl_easy_setopt(c, CURLOPT_USE_SSL, protection);
    curl_easy_setopt(c, CURLOPT_MAIL_FROM, smtp.from.c_str());
    transfer.add_recipient(mail.to);
    add_headers(mail, smtp.from, transfer);
    const Mime mime = mime_of(mail, c);
    curl_easy_setopt(c, CURLOPT_MIMEPOST, mime.get());
    return delivery_of(transfer.run());
}

}  // namespace firstline
