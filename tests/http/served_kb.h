#pragma once

#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "server/access/single_sign_on.h"
#include "server/http/server.h"
#include "server/store/audit_trail.h"
#include "tests/http/client.h"
#include "tests/support/temporary_folder.h"

namespace firstline {

/// Settings of the server that most tests leave alone.
struct ServedWith {
    std::string trusted_proxies;
    SingleSignOn single_sign_on;
    std::string sign_in_url;
    std::string sign_out_url;
    std::string base_url;
    std::string suggest_origins;
    std::string desk_secret;
    std::string panel_origins;
    unsigned suggestions_at_once = 0;      ///< then one a minute; 0: as many as anybody likes
    std::function<void()> before_preview;  ///< called in the server's thread
};

struct KbFile {
    std::string name;  ///< path below the knowledge base
    std::string text;
};

/// A clock that a test moves.
struct MovedClock {
    std::chrono::sys_seconds now;
    std::function<std::chrono::sys_seconds()> clock() const {
        return [this] { return now; };
    }
};

/// A knowledge base of a few articles, indexed, and a server for it on a free port.
class ServedKb {
public:
    using Clock = std::function<std::chrono::sys_seconds()>;

    explicit ServedKb(Clock clock = [] { return kNoon; });
    explicit ServedKb(const ServedWith& with);
    /// Of these files instead of the usual ones.
    explicit ServedKb(
        const std::vector<KbFile>& files, Clock clock = [] { return kNoon; },
        const ServedWith& with = {});
    ~ServedKb();
    ServedKb(const ServedKb&) = delete;
    ServedKb& operator=(const ServedKb&) = delete;

    /// The day on which these tests take place.
    static constexpr std::chrono::sys_seconds kNoon =
        std::chrono::sys_days{std::chrono::year{2026} / 3 / 12} + std::chrono::hours{12};

    static constexpr const char* kPassword = "correct horse battery";

    int port() const { return server_.port(); }
    Received get(const std::string& target, const Headers& headers = {}) const;
    /// Answers as the server does, without a connection: quicker.
    Received answer(const std::string& method, const std::string& target, const Headers& headers,
                    const std::string& body = {}) const;

    /// An account whose password is kPassword.
    void add_account(const std::string& name, const std::string& role,
                     const std::vector<std::string>& groups = {});
    void disable_account(const std::string& name);
    /// A token of an account, or of a role if there is no such account.
    std::string add_token(const std::string& holder, const std::vector<std::string>& scopes);
    std::vector<AuditEntry> audit_trail() const;

    /// Writes and removes files of the knowledge base, then brings the index up to date.
    void change(const std::vector<KbFile>& written, const std::vector<std::string>& removed);
    /// Writes a file of the knowledge base and brings the index up to date.
    void change(const std::string& file, const std::string& text);

    std::filesystem::path kb_folder() const { return folder_.path() / "kb"; }

    /// The same, and the index does not know of it yet.
    void write(const std::string& file, const std::string& text) const;

    /// What is kept of what people said and did, as it is written now.
    Listening& listening() { return listening_; }

    void begin_to_stop() { server_.stop(); }
    /// Whether every request has been answered and run() has returned.
    bool ended() const { return ended_; }

private:
    void index() const;

    TemporaryFolder folder_;
    std::unique_ptr<Library> library_;
    std::unique_ptr<Pages> pages_;
    std::unique_ptr<Assets> assets_;
    Gate gate_;
    Listening listening_;
    int tokens_ = 0;
    std::unique_ptr<KbSource> source_;
    std::unique_ptr<RateLimit> suggestion_limit_;
    std::unique_ptr<Site> site_;
    std::unique_ptr<Responder> responder_;
    Server server_;
    std::atomic<bool> ended_{false};
    std::thread serving_;
};

}  // namespace firstline
