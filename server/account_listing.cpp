#include "server/account_listing.h"

#include <algorithm>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace firstline {

namespace {

using nlohmann::json;
using std::chrono::sys_seconds;

std::string day(sys_seconds when) {
    return fmt::format("{:%Y-%m-%d}", fmt::gmtime(when.time_since_epoch().count()));
}

std::string moment(sys_seconds when) {
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(when.time_since_epoch().count()));
}

json moment_or_null(const std::optional<sys_seconds>& when) {
    return when ? json(moment(*when)) : json(nullptr);
}

json text_or_null(const std::string& text) {
    return text.empty() ? json(nullptr) : json(text);
}

std::string written(const json& list) {
    return list.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

std::string state_of(const ApiToken& token, sys_seconds now) {
    if (token.revoked)
        return "revoked";
    return now >= token.expires ? "expired" : "valid";
}

}  // namespace

std::string to_text(std::span<const Account> accounts) {
    std::string text;
    for (const Account& account : accounts)
        text += fmt::format(
            "{}  {}{}  since {}, password of {}{}\n", account.name, account.role,
            account.groups.empty() ? "" : fmt::format("  [{}]", fmt::join(account.groups, ", ")),
            day(account.created), day(account.password_changed),
            account.disabled ? "  disabled" : "");
    return text;
}

std::string to_json(std::span<const Account> accounts) {
    auto list = json::array();
    for (const Account& account : accounts)
        list.push_back({{"name", account.name},
                        {"role", account.role},
                        {"groups", account.groups},
                        {"disabled", account.disabled},
                        {"created", moment(account.created)},
                        {"password_changed", moment(account.password_changed)}});
    return written(list);
}

std::string to_text(std::span<const ApiToken> tokens, sys_seconds now) {
    std::string text;
    for (const ApiToken& token : tokens)
        text +=
            fmt::format("{}  {}  {}  {}, until {}, {}\n", token.name,
                        token.account.empty() ? "role " + token.role : "account " + token.account,
                        fmt::join(token.scopes, ","), state_of(token, now), day(token.expires),
                        token.last_used ? "last used " + day(*token.last_used) : "never used");
    return text;
}

std::string to_json(std::span<const ApiToken> tokens, sys_seconds now) {
    auto list = json::array();
    for (const ApiToken& token : tokens)
        list.push_back({{"name", token.name},
                        {"account", text_or_null(token.account)},
                        {"role", text_or_null(token.role)},
                        {"scopes", token.scopes},
                        {"state", state_of(token, now)},
                        {"created", moment(token.created)},
                        {"expires", moment(token.expires)},
                        {"last_used", moment_or_null(token.last_used)},
                        {"revoked", moment_or_null(token.revoked)}});
    return written(list);
}

std::string to_text(std::span<const AuditEntry> entries) {
    // A terminal obeys control characters.
    const auto printable = [](std::string line) {
        std::replace_if(
            line.begin(), line.end(),
            [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7F'; }, '?');
        return line;
    };
    std::string text;
    for (const AuditEntry& entry : entries)
        text +=
            printable(fmt::format("{}  {}  {}  {}{}", moment(entry.when), entry.address, entry.who,
                                  entry.what, entry.about.empty() ? "" : "  " + entry.about)) +
            "\n";
    return text;
}

std::string to_json(std::span<const AuditEntry> entries) {
    auto list = json::array();
    for (const AuditEntry& entry : entries)
        list.push_back({{"id", entry.id},
                        {"when", moment(entry.when)},
                        {"who", entry.who},
                        {"what", entry.what},
                        {"about", entry.about},
                        {"address", entry.address}});
    return written(list);
}

}  // namespace firstline
