#include "server/desk_setup.h"

#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "indexer/text/characters.h"

namespace firstline {

namespace {

constexpr std::size_t kShortestSecret = 16;

std::string text_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    if (!in)
        throw ConfigError(fmt::format("cannot read the secret in {}", file.string()));
    return std::string{trimmed(text)};
}

}  // namespace

std::string secret_from(const std::filesystem::path& file) {
    auto secret = text_of(file);
    if (secret.size() < kShortestSecret)
        throw ConfigError(fmt::format(
            "the secret in {} is shorter than {} characters; make one with: openssl rand -hex 32",
            file.string(), kShortestSecret));
    return secret;
}

TicketSystemSettings ticket_system_settings(const ServerConfig& config) {
    TicketSystemSettings settings{
        .system = config.ticket_system,
        .spool = spool_folder(config),
        .webhook_url = config.webhook_url,
        .smtp = {.url = config.smtp_url, .user = config.smtp_user, .from = config.mail_from},
        .desk_mail = config.desk_mail};
    if (!config.webhook_secret_file.empty())
        settings.webhook_secret = secret_from(config.webhook_secret_file);
    // How long a mail server's password is, is not ours to say.
    if (!config.smtp_password_file.empty())
        settings.smtp.password = text_of(config.smtp_password_file);
    return settings;
}

std::string desk_secret(const ServerConfig& config) {
    return config.desk_secret_file.empty() ? std::string{} : secret_from(config.desk_secret_file);
}

}  // namespace firstline
