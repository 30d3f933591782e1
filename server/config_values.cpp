#include "server/config_values.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "indexer/text/characters.h"
#include "server/access/networks.h"
#include "server/access/single_sign_on.h"
#include "server/config.h"

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
    const bool web = text.starts_with("http://") || text.starts_with("https://");
    const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
        return c > ' ' && c < 0x7F &&
               std::string_view{"\"'<>\\`{}"}.find(c) == std::string_view::npos;
    });
    if (!text.empty() && (!web || !plain))
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

constexpr auto kLogLevels =
    std::to_array<std::string_view>({"debug", "info", "warning", "error", "off"});

std::string log_level(const std::string& text) {
    if (std::find(kLogLevels.begin(), kLogLevels.end(), text) == kLogLevels.end())
        throw ConfigError(fmt::format("\"{}\" is none of {}", text, fmt::join(kLogLevels, ", ")));
    return text;
}

}  // namespace firstline::config_values
