#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "server/tickets/signed_message.h"
#include "server/tickets/ticket_systems.h"
#include "server/tickets/transfer.h"

namespace firstline {

namespace {

/// Asks to be left alone no longer than this are heeded.
constexpr curl_off_t kLongestWait = 3600;
constexpr std::size_t kLongestReference = 100;

/// Of the 4xx these three say "not now"; the others say "not this".
bool is_for_now(long status) {
    return status == 408 || status == 425 || status == 429;
}

/// The desk's own number, if the answer is JSON that has one.
std::string reference_in(const std::string& body) {
    const auto json = nlohmann::json::parse(body, nullptr, false);
    if (!json.is_object())
        return {};
    const auto found = json.find("reference");
    if (found == json.end() || !found->is_string())
        return {};
    auto reference = found->get<std::string>();
    const bool plain = std::none_of(reference.begin(), reference.end(), [](char c) {
        return static_cast<unsigned char>(c) < ' ' || c == '\x7F';
    });
    return plain && reference.size() <= kLongestReference ? reference : std::string{};
}

Delivery delivery_of(const Transfer& transfer, const Transfer::Result& result) {
    if (result.code != CURLE_OK)
        return Delivery::later(result.error);
    if (result.status >= 200 && result.status < 300)
        return {.desk_reference = reference_in(result.body)};
    auto delivery = Delivery::later(fmt::format("the webhook answered {}", result.status));
    if (result.status >= 300 && result.status < 400)
        delivery.error += ", a redirect, which is not followed";
    if (result.status >= 400 && result.status < 500 && !is_for_now(result.status))
        delivery.outcome = Delivery::Outcome::refused;
    curl_off_t wait = 0;
    curl_easy_getinfo(transfer.handle(), CURLINFO_RETRY_AFTER, &wait);
    if (wait > 0)
        delivery.wait = std::chrono::seconds{std::min(wait, kLongestWait)};
    return delivery;
}

}  // namespace

Delivery deliver_to_webhook(const Handoff& handoff, const HandoffRun& run) {
    const std::string body = to_json(handoff, run.plan, Attached::inside);
    Transfer transfer(run.settings.webhook_url, "http,https", run.stopping);
    transfer.add_header("Content-Type: application/json");
    // Without it curl asks whether it may send, and some servers never answer.
    transfer.add_header("Expect:");
    transfer.add_header("Idempotency-Key: " + handoff.key);
    transfer.add_header(fmt::format("Firstline-Timestamp: {}", run.now.time_since_epoch().count()));
    transfer.add_header("Firstline-Signature: " +
                        signature_of(run.settings.webhook_secret, run.now, body));
    curl_easy_setopt(transfer.handle(), CURLOPT_POSTFIELDS, body.data());
    curl_easy_setopt(transfer.handle(), CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(body.size()));
    return delivery_of(transfer, transfer.run());
}

}  // namespace firstline
