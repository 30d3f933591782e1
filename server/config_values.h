#pragma once

#include <string>

/// The values that a setting can have, read from text. All throw ConfigError, saying what a value
/// must be.
namespace firstline::config_values {

int number_between(const std::string& text, int least, int most);
bool yes_or_no(const std::string& text);
std::string url_without_slash(std::string text);
std::string networks(const std::string& text);
std::string header_name(const std::string& text);
std::string group_roles(const std::string& text);
std::string path_or_url(const std::string& text);
std::string origins(const std::string& text);
/// The same without `*`, for a whole site or a port: each must be named.
std::string whole_origins(const std::string& text);
std::string ticket_system(const std::string& text);
std::string smtp_url(const std::string& text);
std::string mail_address(const std::string& text);
std::string log_level(const std::string& text);

}  // namespace firstline::config_values
