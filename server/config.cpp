#include "server/config.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include "indexer/text/characters.h"
#include "server/config_values.h"
#include "server/tickets/loopback.h"

namespace firstline {
namespace {

std::string shown(bool on) {
    return on ? "true" : "false";
}

std::string shown(const std::optional<std::filesystem::path>& path) {
    return path ? path->string() : std::string{};
}

using namespace config_values;
using Config = ServerConfig;
using Text = const std::string&;

// clang-format off
constexpr auto kSettings = std::to_array<Setting>({
    {"index", "Folder of the index that kb-indexer writes (required)", false,
     [](Config& c, Text v) { c.index = v; },
     [](const Config& c) { return c.index.string(); }},
    {"store", "File of what is learned and of accounts; INDEX.db beside the index if not given", false,
     [](Config& c, Text v) { c.store = v; },
     [](const Config& c) { return c.store.string(); }},
    {"host", "Address to listen on; 0.0.0.0 for every network of this machine", false,
     [](Config& c, Text v) { c.host = v; },
     [](const Config& c) { return c.host; }},
    {"port", "Port to listen on; 0 for any free one", false,
     [](Config& c, Text v) { c.port = number_between(v, 0, 65535); },
     [](const Config& c) { return std::to_string(c.port); }},
    {"kb", "Folder of the articles, to serve their images, propose changes of them, and watch", false,
     [](Config& c, Text v) { c.kb = v; },
     [](const Config& c) { return shown(c.kb); }},
    {"templates", "Folder of the page templates", false,
     [](Config& c, Text v) { c.templates = v; },
     [](const Config& c) { return c.templates.string(); }},
    {"watch", "Start kb-indexer with the server and keep the index current", true,
     [](Config& c, Text v) { c.watch = yes_or_no(v); },
     [](const Config& c) { return shown(c.watch); }},
    {"public", "With --watch: anyone may read every article that does not say otherwise", true,
     [](Config& c, Text v) { c.everything_public = yes_or_no(v); },
     [](const Config& c) { return shown(c.everything_public); }},
    {"kb_config", "With --watch and for previews: a file to use in place of the _kb.yml in the "
     "folder of the articles", false,
     [](Config& c, Text v) { c.kb_config = v; },
     [](const Config& c) { return shown(c.kb_config); }},
    {"base_url", "Address readers use, for absolute links: https://kb.example.com; taken from the "
     "request if not given", false,
     [](Config& c, Text v) { c.base_url = url_without_slash(v); },
     [](const Config& c) { return c.base_url; }},
    {"threads", "Requests answered at the same time; 0 for twice the number of cores", false,
     [](Config& c, Text v) { c.threads = number_between(v, 0, 1024); },
     [](const Config& c) { return std::to_string(c.threads); }},
    {"trusted_proxies", "Addresses of reverse proxies whose X-Forwarded-For, X-Forwarded-Proto and "
     "user header count: 127.0.0.1, 10.0.0.0/8", false,
     [](Config& c, Text v) { c.trusted_proxies = networks(v); },
     [](const Config& c) { return c.trusted_proxies; }},
    {"user_header", "Single sign-on: header in which a trusted proxy names who signed in there, such "
     "as X-Auth-Request-User", false,
     [](Config& c, Text v) { c.user_header = header_name(v); },
     [](const Config& c) { return c.user_header; }},
    {"groups_header", "Single sign-on: header of the groups they are in, parted by commas", false,
     [](Config& c, Text v) { c.groups_header = header_name(v); },
     [](const Config& c) { return c.groups_header; }},
    {"group_roles", "Single sign-on: roles of groups, others are employees: helpdesk=agent, "
     "docs=writer", false,
     [](Config& c, Text v) { c.group_roles = group_roles(v); },
     [](const Config& c) { return c.group_roles; }},
    {"sign_in_url", "Single sign-on: where people sign in: /oauth2/sign_in", false,
     [](Config& c, Text v) { c.sign_in_url = path_or_url(v); },
     [](const Config& c) { return c.sign_in_url; }},
    {"sign_out_url", "Single sign-on: where they sign out: /oauth2/sign_out", false,
     [](Config& c, Text v) { c.sign_out_url = path_or_url(v); },
     [](const Config& c) { return c.sign_out_url; }},
    {"suggest_origins", "Sites whose forms may show suggestions of this server: "
     "https://desk.example.com; * for every site", false,
     [](Config& c, Text v) { c.suggest_origins = origins(v); },
     [](const Config& c) { return c.suggest_origins; }},
    {"panel_origins", "Ticket systems whose pages may hold the agents' panel in a frame: "
     "https://desk.example.com", false,
     [](Config& c, Text v) { c.panel_origins = whole_origins(v); },
     [](const Config& c) { return c.panel_origins; }},
    {"retention_days", "Days until what visitors searched for and read is removed", false,
     [](Config& c, Text v) { c.retention_days = number_between(v, 8, 3650); },
     [](const Config& c) { return std::to_string(c.retention_days); }},
    {"ticket_system", "Where tickets go: spool (a folder), webhook or smtp (mail)", false,
     [](Config& c, Text v) { c.ticket_system = ticket_system(v); },
     [](const Config& c) { return c.ticket_system; }},
    {"spool_dir", "Tickets by spool: the folder; STORE.spool beside the store if not given", false,
     [](Config& c, Text v) { c.spool_dir = v; },
     [](const Config& c) { return c.spool_dir.string(); }},
    {"webhook_url", "Tickets by webhook: the address they are posted to", false,
     [](Config& c, Text v) { c.webhook_url = url_without_slash(v); },
     [](const Config& c) { return c.webhook_url; }},
    {"webhook_secret_file", "Tickets by webhook: file of the secret that signs them", false,
     [](Config& c, Text v) { c.webhook_secret_file = v; },
     [](const Config& c) { return c.webhook_secret_file.string(); }},
    {"webhook_plain_http", "Tickets by webhook: also over http, without encryption, to another machine", true,
     [](Config& c, Text v) { c.webhook_plain_http = yes_or_no(v); },
     [](const Config& c) { return shown(c.webhook_plain_http); }},
    {"smtp_url", "Mail server: smtp://mail.example.com:587 or smtps://...; no mail is sent if not given", false,
     [](Config& c, Text v) { c.smtp_url = smtp_url(v); },
     [](const Config& c) { return c.smtp_url; }},
    {"smtp_user", "Mail server: who signs in there", false,
     [](Config& c, Text v) { c.smtp_user = v; },
     [](const Config& c) { return c.smtp_user; }},
    {"smtp_password_file", "Mail server: file of the password", false,
     [](Config& c, Text v) { c.smtp_password_file = v; },
     [](const Config& c) { return c.smtp_password_file.string(); }},
    {"mail_from", "Mail server: the address that mail comes from", false,
     [](Config& c, Text v) { c.mail_from = mail_address(v); },
     [](const Config& c) { return c.mail_from; }},
    {"desk_mail", "Tickets by smtp: the address they go to", false,
     [](Config& c, Text v) { c.desk_mail = mail_address(v); },
     [](const Config& c) { return c.desk_mail; }},
    {"desk_secret_file", "File of the secret that signs what the desk's system tells us; nothing is "
     "taken if not given", false,
     [](Config& c, Text v) { c.desk_secret_file = v; },
     [](const Config& c) { return c.desk_secret_file.string(); }},
    {"log_level", "debug, info, warning, error or off", false,
     [](Config& c, Text v) { c.log_level = log_level(v); },
     [](const Config& c) { return c.log_level; }},
});
// clang-format on

/// Two slips: `wacth` for `watch` is two of them.
constexpr std::size_t kNearKey = 2;

/// The setting that was meant by a misspelt key; nullptr if none is near.
const Setting* nearest_setting(std::string_view key) {
    const auto* nearest =
        std::min_element(kSettings.begin(), kSettings.end(), [&](const auto& a, const auto& b) {
            return edit_distance(key, a.key) < edit_distance(key, b.key);
        });
    return edit_distance(key, nearest->key) > kNearKey ? nullptr : nearest;
}

std::string did_you_mean(std::string_view key) {
    const Setting* const meant = nearest_setting(key);
    return meant ? fmt::format("; did you mean \"{}\"?", meant->key) : std::string{};
}

void read_entry(ServerConfig& config, const YAML::Node& key, const YAML::Node& value) {
    const auto name = key.as<std::string>();
    const auto* setting = std::find_if(kSettings.begin(), kSettings.end(),
                                       [&](const Setting& known) { return known.key == name; });
    if (setting == kSettings.end())
        throw ConfigError(fmt::format("there is no setting \"{}\"{}", name, did_you_mean(name)));
    if (value.IsNull())
        return;
    if (!value.IsScalar())
        throw ConfigError(fmt::format("{} must be a single value", name));
    try {
        setting->read(config, value.as<std::string>());
    } catch (const ConfigError& error) {
        throw ConfigError(fmt::format("{}: {}", name, error.what()));
    }
}

constexpr std::string_view kVariablePrefix = "FIRSTLINE_";
/// Names the configuration file, so it cannot stand in it.
constexpr std::string_view kFileVariable = "FIRSTLINE_CONFIG";

std::string with(std::string_view key, char gap, bool upper) {
    std::string name;
    for (const char c : key)
        name += c == '_'                        ? gap
                : upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A')
                                                : c;
    return name;
}

}  // namespace

std::string Setting::flag() const {
    return "--" + with(key, '-', false);
}

std::string Setting::environment_name() const {
    return std::string{kVariablePrefix} + with(key, '_', true);
}

std::span<const Setting> settings() {
    return kSettings;
}

void read_config_file(ServerConfig& config, const std::filesystem::path& file) {
    YAML::Node root;
    try {
        root = YAML::LoadFile(file.string());
    } catch (const YAML::BadFile&) {
        throw ConfigError(fmt::format("cannot read the configuration file {}", file.string()));
    } catch (const YAML::ParserException& error) {
        throw ConfigError(fmt::format("{}:{}: {}", file.string(), error.mark.line + 1, error.msg));
    }
    if (root.IsNull())
        return;
    if (!root.IsMap())
        throw ConfigError(fmt::format("{}: must hold lines such as \"port: 8080\"", file.string()));
    for (const auto& entry : root) {
        try {
            read_entry(config, entry.first, entry.second);
        } catch (const ConfigError& error) {
            throw ConfigError(
                fmt::format("{}:{}: {}", file.string(), entry.first.Mark().line + 1, error.what()));
        }
    }
}

void read_environment(ServerConfig& config,
                      const std::function<const char*(const std::string&)>& variable) {
    for (const Setting& setting : kSettings) {
        const std::string name = setting.environment_name();
        const char* value = variable(name);
        if (!value || *value == '\0')
            continue;
        try {
            setting.read(config, value);
        } catch (const ConfigError& error) {
            throw ConfigError(fmt::format("{}: {}", name, error.what()));
        }
    }
}

std::vector<std::string> unknown_variables(const std::vector<std::string>& names) {
    std::vector<std::string> wrong;
    for (const std::string& name : names) {
        const auto is_its = [&](const Setting& known) { return known.environment_name() == name; };
        if (!name.starts_with(kVariablePrefix) || name == kFileVariable ||
            std::any_of(kSettings.begin(), kSettings.end(), is_its))
            continue;
        const Setting* const meant =
            nearest_setting(lower_ascii(name.substr(kVariablePrefix.size())));
        wrong.push_back(fmt::format(
            "the environment sets {}, which is no setting{}", name,
            meant ? "; did you mean " + meant->environment_name() + "?" : std::string{}));
    }
    return wrong;
}

std::string to_yaml(const ServerConfig& config) {
    YAML::Emitter out;
    out << YAML::BeginMap;
    for (const Setting& setting : kSettings) {
        const std::string value = setting.show(config);
        out << YAML::Key << std::string{setting.key} << YAML::Value;
        if (value.empty())
            out << YAML::Null;
        else
            out << value;
    }
    out << YAML::EndMap;
    return std::string{out.c_str()} + "\n";
}

std::filesystem::path store_file(const ServerConfig& config) {
    if (!config.store.empty())
        return config.store;
    if (config.index.empty())
        throw ConfigError("no store is given; use --store FILE, or --index DIR if it lies beside");
    const auto index = config.index.has_filename() ? config.index : config.index.parent_path();
    auto file = std::filesystem::absolute(index).lexically_normal();
    file += ".db";
    return file;
}

std::filesystem::path spool_folder(const ServerConfig& config) {
    if (!config.spool_dir.empty())
        return config.spool_dir;
    auto folder = store_file(config);
    folder += ".spool";
    return folder;
}

namespace {

void check_tickets(const ServerConfig& config) {
    const bool webhook = config.ticket_system == "webhook";
    if (webhook && (config.webhook_url.empty() || config.webhook_secret_file.empty()))
        throw ConfigError("tickets by webhook need --webhook-url and --webhook-secret-file");
    if (!config.webhook_url.empty() && !config.webhook_url.starts_with("https://") &&
        !is_loopback_url(config.webhook_url) && !config.webhook_plain_http)
        throw ConfigError(
            "--webhook-url must begin with https://, or anybody on the way could read the tickets; "
            "where nobody can, add --webhook-plain-http");
    if (config.ticket_system == "smtp" && (config.smtp_url.empty() || config.desk_mail.empty()))
        throw ConfigError("tickets by smtp need --smtp-url and --desk-mail");
    if (!config.smtp_url.empty() && config.mail_from.empty())
        throw ConfigError("--smtp-url needs --mail-from, the address that mail comes from");
    if (config.smtp_user.empty() != config.smtp_password_file.empty())
        throw ConfigError("--smtp-user and --smtp-password-file belong together");
}

}  // namespace

void check(const ServerConfig& config) {
    if (config.index.empty())
        throw ConfigError("no index is given; use --index DIR, the folder that kb-indexer writes");
    if (config.watch && !config.kb)
        throw ConfigError("--watch needs --kb DIR, the folder of the articles");
    if (!config.user_header.empty() && config.trusted_proxies.empty())
        throw ConfigError(
            "--user-header needs --trusted-proxies: else anybody could send that header");
    check_tickets(config);
}

}  // namespace firstline
