#include "server/config_values.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "indexer/text/characters.h"
#include "indexer/text/web_url.h"
#include "server/access/networks.h"
#include "server/access/origins.h"
#include "server/access/single_sign_on.h"
#include "server/config.h"
#include "server/tickets/mail.h"
#include "server/tickets/ticket_systems.h"

namespace firstline::config_values {

int number_between(const std::string& text, int least, int most) {
    int number = 0;
    const char* end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || stopped != end || number < least || number > most)
        throw ConfigError(
            fmt::format("\"{}\" is not a whole number between {} and {}", text, least, most));
    return number;
}

bool yes_or_no(const std::string& text) {
    for (const char* yes : {"true", "yes", "on", "1"})
        if (text == yes)
            return true;
    for (const char* no : {"false", "no", "off", "0"})
        if (text == no)
            return false;
    throw ConfigError(fmt::format("\"{}\" is neither true nor false", text));
}

std::string url_without_slash(std::string text) {
    while (text.ends_with('/'))
        text.pop_back();
    const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
        return c > ' ' && c < 0x7F &&
               std::string_view{"\"'<>\\`{}"}.find(c) == std::string_view::npos;
    });
    if (!text.empty() && (!is_web_url(text) || !plain))
        throw ConfigError(fmt::format("\"{}\" is no address such as https://kb.example.com", text));
    return text;
}

std::string networks(const std::string& text) {
    if (!Networks::parse(text))
        throw ConfigError(
            fmt::format("\"{}\" is no list of addresses such as 127.0.0.1, ::1, 10.0.0.0/8", text));
    return text;
}

std::string header_name(const std::string& text) {
    const auto allowed = [](char c) { return is_ascii_alnum(c) || c == '-' || c == '_'; };
    if (!std::all_of(text.begin(), text.end(), allowed))
        throw ConfigError(fmt::format("\"{}\" is no name of a header such as Remote-User", text));
    return text;
}

std::string group_roles(const std::string& text) {
    if (!group_roles_from(text))
        throw ConfigError(fmt::format(
            "\"{}\" is no list such as helpdesk=agent, docs=writer; roles are employee, agent, "
            "writer, lead and admin",
            text));
    return text;
}

std::string path_or_url(const std::string& text) {
    if (text.starts_with('/') && !text.starts_with("//"))
        return text;
    return url_without_slash(text);
}

std::string origins(const std::string& text) {
    if (!Origins::parse(text))
        throw ConfigError(
            fmt::format("\"{}\" is no list of sites such as https://desk.example.com (scheme and "
                        "name, no path), "
                        "and not *",
                        text));
    return text;
}

std::string whole_origins(const std::string& text) {
    if (text.find('*') != std::string::npos)
        throw ConfigError(
            fmt::format("\"{}\" must name each site whole, such as https://desk.example.com: what "
                        "is copied in the panel is told to the page around it",
                        text));
    return origins(text);
}

std::string ticket_system(const std::string& text) {
    if (ticket_system_named(text) != nullptr)
        return text;
    std::string known;
    for (const TicketSystem& system : ticket_systems())
        known += (known.empty() ? "" : ", ") + std::string{system.name};
    throw ConfigError(fmt::format("\"{}\" is none of {}", text, known));
}

std::string smtp_url(const std::string& text) {
    const bool smtp = text.starts_with("smtp://") || text.starts_with("smtps://");
    const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
        return is_ascii_alnum(c) || std::string_view{":/.-[]_"}.find(c) != std::string_view::npos;
    });
    // A user and a password would be printed with the settings.
    if (!text.empty() && (!smtp || !plain))
        throw ConfigError(
            fmt::format("\"{}\" is no mail server such as smtp://mail.example.com:587 or "
                        "smtps://mail.example.com (user and password have settings of their own)",
                        text));
    return text;
}

std::string mail_address(const std::string& text) {
    if (!text.empty() && !is_mail_address(text))
        throw ConfigError(fmt::format("\"{}\" is no address such as help@example.com", text));
    return text;
}

constexpr auto kLogLevels =
    std::to_array<std::string_view>({"debug", "info", "warning", "error", "off"});

std::string log_level(const std::string& text) {
    if (std::find(kLogLevels.begin(), kLogLevels.end(), text) == kLogLevels.end())
        throw ConfigError(fmt::format("\"{}\" is none of {}", text, fmt::join(kLogLevels, ", ")));
    return text;
}

}  // namespace firstline::config_values
