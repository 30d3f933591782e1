#include "server/access/sessions.h"

#include <algorithm>

#include "server/access/secrets.h"

namespace firstline {

namespace {

constexpr std::size_t kLongestUserAgent = 200;
constexpr std::size_t kMostSessions = 50;
/// A write for every request would cost more than the request.
constexpr std::chrono::seconds kNoted{60};

/// Printable ASCII, for pages and terminals alike.
std::string shortened(std::string_view user_agent) {
    std::string text{user_agent.substr(0, kLongestUserAgent)};
    std::erase_if(text, [](char c) { return c < ' ' || c > '~'; });
    return text;
}

}  // namespace

bool Sessions::has_ended(const Session& session, std::chrono::sys_seconds now) const {
    return now >= session.expires || now - session.last_seen > limits_.idle;
}

std::string Sessions::open(std::int64_t account, std::string_view user_agent,
                           std::chrono::sys_seconds now) {
    sessions_.remove_ended(now - limits_.idle, now);
    std::string token = random_token();
    sessions_.add({.account = account,
                   .created = now,
                   .last_seen = now,
                   .expires = now + limits_.whole,
                   .user_agent = shortened(user_agent)},
                  hash_of_token(token));
    // A program that signs in again and again instead of using a token must not fill the store.
    const auto all = sessions_.of(account);
    for (std::size_t i = kMostSessions; i < all.size(); ++i)
        sessions_.remove(account, all[i].id);
    return token;
}

std::optional<SignedIn> Sessions::resume(std::string_view token, std::chrono::sys_seconds now) {
    const auto session = sessions_.find(hash_of_token(token));
    if (!session || has_ended(*session, now))
        return std::nullopt;
    const auto account = accounts_.find(session->account);
    if (!account || account->disabled)
        return std::nullopt;
    // Nobody waits, or is signed out, because this cannot be written just now.
    if (now - session->last_seen >= kNoted)
        connection_.run_if_free([&] { sessions_.set_last_seen(session->id, now); });
    return SignedIn{*session, *account};
}

std::vector<Session> Sessions::of(std::int64_t account, std::chrono::sys_seconds now) {
    auto sessions = sessions_.of(account);
    std::erase_if(sessions, [&](const Session& session) { return has_ended(session, now); });
    return sessions;
}

bool Sessions::close(std::int64_t account, std::int64_t session) {
    return sessions_.remove(account, session);
}

std::size_t Sessions::close_all(std::int64_t account) {
    return sessions_.remove_all(account);
}

void Sessions::close_others(std::int64_t account, std::int64_t session) {
    for (const Session& other : sessions_.of(account))
        if (other.id != session)
            sessions_.remove(account, other.id);
}

}  // namespace firstline
