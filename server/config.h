#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace firstline {

/// What the operator decides. From a YAML file, over it the environment (FIRSTLINE_PORT, ...), over
/// it the command line.
struct ServerConfig {
    std::string host = "127.0.0.1";
    int port = 8080;
    std::filesystem::path index;              ///< required
    std::filesystem::path store;              ///< empty: see store_file()
    std::optional<std::filesystem::path> kb;  ///< for images and attachments, proposals, `watch`
    std::filesystem::path templates = "templates";
    std::string base_url;                            ///< for absolute links; default from Host
    int threads = 0;                                 ///< 0: twice the cores, at least 4
    bool watch = false;                              ///< start and supervise `kb-indexer watch`
    bool everything_public = false;                  ///< handed to the indexer
    std::optional<std::filesystem::path> kb_config;  ///< handed to the indexer as --config
    std::string log_level = "info";
    std::string trusted_proxies;  ///< Networks::parse() reads it
    std::string user_header;      ///< empty: no single sign-on
    std::string groups_header;
    std::string group_roles;  ///< group_roles_from() reads it
    std::string sign_in_url;
    std::string sign_out_url;
    std::string ticket_system = "spool";  ///< name of a row of ticket_systems()
    std::filesystem::path spool_dir;      ///< empty: see spool_folder()
    std::string webhook_url;
    std::filesystem::path webhook_secret_file;
    bool webhook_plain_http = false;  ///< also to other machines
    std::string smtp_url;             ///< empty: no mail is sent
    std::string smtp_user;
    std::filesystem::path smtp_password_file;
    std::string mail_from;
    std::string desk_mail;
    std::filesystem::path desk_secret_file;  ///< empty: no message of the desk's system is taken
    int retention_days = 180;                ///< how long it is kept who searched for and read what
    std::string suggest_origins;             ///< Origins::parse() reads it
    std::string panel_origins;               ///< the same, each named whole
};

/// The configuration cannot be used; what() says where and why.
struct ConfigError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// One thing to decide. Its names follow from `key`: `base_url` in the file, FIRSTLINE_BASE_URL in
/// the environment, --base-url on the command line.
struct Setting {
    std::string_view key;
    std::string_view help;
    bool is_switch;  ///< on the command line it needs no value
    /// Throws ConfigError, saying what a value must be.
    void (*read)(ServerConfig& config, const std::string& value);
    std::string (*show)(const ServerConfig& config);  ///< empty: not set

    std::string flag() const;
    std::string environment_name() const;
};

/// Every setting, in the order of the help.
std::span<const Setting> settings();

/// Reads `file` over `config`. Throws ConfigError for a file that cannot be read, an unknown key
/// ("did you mean") or a bad value, with the line.
void read_config_file(ServerConfig& config, const std::filesystem::path& file);

/// Reads every setting that `variable` (such as getenv) knows over `config`. Throws ConfigError
/// naming the variable.
void read_environment(ServerConfig& config,
                      const std::function<const char*(const std::string&)>& variable);

/// What is wrong with those of these variables that begin with FIRSTLINE_ and are no setting, one
/// sentence each: they would be ignored without a word.
std::vector<std::string> unknown_variables(const std::vector<std::string>& names);

/// The configuration as a file that read_config_file() reads back.
std::string to_yaml(const ServerConfig& config);

/// The file of what the server learns: `store`, else beside the index, `INDEX.db`. Beside, since an
/// index may be thrown away and built anew; of its name, since two knowledge bases must not share
/// one. Throws ConfigError if neither is given.
std::filesystem::path store_file(const ServerConfig& config);

/// The folder that the ticket system `spool` writes to: `spool_dir`, else beside the store,
/// `STORE.spool`. Throws ConfigError as store_file() does.
std::filesystem::path spool_folder(const ServerConfig& config);

/// What no single value shows: the index is required, watching needs a knowledge base, single
/// sign-on a proxy that is trusted, a ticket system what it works with.
/// Throws ConfigError.
void check(const ServerConfig& config);

}  // namespace firstline
