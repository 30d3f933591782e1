#include "tests/http/served_kb.h"

#include <utility>

#include <nlohmann/json.hpp>

#include "indexer/checks/audit_run.h"
#include "indexer/index/index_run.h"
#include "indexer/index/preview.h"
#include "server/access/secrets.h"
#include "server/store/api_tokens.h"

namespace firstline {
namespace {

std::vector<KbFile> usual_files() {
    return {
        {"_kb.yml",
         "name: Test desk\ndefault_audience: public\nedit_url: https://git.example/edit/{path}\n"},
        {"_notices.yml",
         "- title: Mail is late\n  text: We are on it.\n  words: [mail]\n  until: "
         "2026-03-12T18:00:00Z\n"},
        {"printers/paper-jam.md",
         "---\ntitle: The printer has a paper jam\nid: KB0001\nproduct: Printing\ntype: fix\n"
         "tags: [paper]\naliases: [paper stuck, /old/jam]\nreviewed: 2026-03-01\n"
         "related: [KB0002]\n---\n\nOpen the flap.\n\n"
         "## Pull the paper out\n\nPull gently with both hands, see ![tray](media/tray.png) and "
         "[the guide](media/guide.pdf), [a drawing](media/drawing.svg), [a "
         "tool](media/tool.exe).\n"},
        {"printers/will-not-print.md",
         "---\ntitle: The printer will not print\nid: KB0002\nproduct: Printing\ntype: fix\n---\n\n"
         "Turn the printer off and on.\n\n## If it still does not print\n\nPrint a test page.\n"},
        {"vpn/drops.md",
         "---\ntitle: The VPN connection drops\nproduct: VPN\nupdated: 2026-02-01\n---\n\n"
         "Stay near the router.\n\n## On a train\n\nUse the telephone as a hotspot.\n"},
        {"vpn/unlisted.md",
         "---\ntitle: A trial of the new VPN client\nunlisted: true\n---\n\nOnly for testers.\n"},
        {"vpn/escalation.md",
         "---\ntitle: Escalating zyxomatic outages\nid: KB0900\naudience: agents\n---\n\n"
         "Call the zyxomatic vendor. ![secret](media/secret.png)\n"},
        {"old/retired.md", "---\ntitle: Fax machines\nstate: archived\n---\n\nGone.\n"},
        {"printers/media/guide.pdf", "%PDF-1.4 nothing"},
        {"printers/media/drawing.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"},
        {"printers/media/tool.exe", "MZ"},
        {"printers/media/unused.png", "not shown by any article"},
        {"vpn/media/secret.png", "for agents"},
        {"printers/media/tray.png", "\x89PNG\r\n\x1a\n a picture of a hundred bytes"},
    };
}

/// Tests sign in often.
constexpr PasswordCost kCheap{.passes = 1, .memory = 8192};

/// As the program does, without one.
Preview preview_here(const std::filesystem::path& kb, const std::string& settings,
                     const PreviewJob& job) {
    std::optional<PreviewReader> reader;
    if (!job.reader.empty())
        reader = reader_from_key(job.reader);
    const auto json = nlohmann::json::parse(
        preview_json({.root = kb,
                      .today = std::chrono::floor<std::chrono::days>(ServedKb::kNoon),
                      .proposed = {.path = job.path,
                                   .text = job.text,
                                   .is_new = job.is_new,
                                   .new_files = job.new_files,
                                   .reader = std::move(reader)}}));
    Preview preview{.html = json.at("html"), .title = json.at("title")};
    preview.other_settings = json.at("settings") != settings;
    if (!preview.other_settings) {
        preview.audience = json.at("audience");
        preview.state = json.at("state");
    }
    for (const auto& problem : json.at("problems"))
        preview.problems.push_back({problem.at("line"), problem.at("severity"), problem.at("code"),
                                    problem.at("message")});
    return preview;
}

}  // namespace

ServedKb::ServedKb(Clock clock) : ServedKb(usual_files(), std::move(clock)) {}

ServedKb::ServedKb(const ServedWith& with)
    : ServedKb(
          usual_files(), [] { return kNoon; }, with) {}

ServedKb::ServedKb(const std::vector<KbFile>& files, Clock clock, const ServedWith& with)
    : gate_(folder_.path() / "store.db", kCheap),
      listening_(folder_.path() / "store.db"),
      server_({.threads = 2}) {
    for (const auto& [name, text] : files)
        folder_.write("kb/" + name, text);
    index();
    const std::filesystem::path templates = FIRSTLINE_SOURCE_DIR "/templates";
    library_ = std::make_unique<Library>(folder_.path() / "index");
    pages_ = std::make_unique<Pages>(templates);
    assets_ = std::make_unique<Assets>(templates / "static");
    source_ = std::make_unique<KbSource>(
        folder_.path() / "kb", [this, before = with.before_preview](const PreviewJob& job) {
            if (before)
                before();
            const auto settings = library_->ask(
                {}, [](Reading& reading) { return reading.manifest().kb.reading_fingerprint; });
            return preview_here(folder_.path() / "kb", settings, job);
        });
    if (with.suggestions_at_once > 0)
        suggestion_limit_ =
            std::make_unique<RateLimit>(with.suggestions_at_once, std::chrono::minutes{1});
    site_ = std::make_unique<Site>(Site{.library = *library_,
                                        .pages = *pages_,
                                        .assets = *assets_,
                                        .files = KbFiles{folder_.path() / "kb"},
                                        .source = source_.get(),
                                        .base_url = with.base_url,
                                        .gate = &gate_,
                                        .listening = &listening_,
                                        .tickets = {.secret = with.desk_secret},
                                        .trusted_proxies = *Networks::parse(with.trusted_proxies),
                                        .single_sign_on = with.single_sign_on,
                                        .sign_in_url = with.sign_in_url,
                                        .sign_out_url = with.sign_out_url,
                                        .suggest_origins = *Origins::parse(with.suggest_origins),
                                        .panel_origins = *Origins::parse(with.panel_origins),
                                        .suggestion_limit = suggestion_limit_.get(),
                                        .now = std::move(clock),
                                        .stopping = [this] { return server_.stopping(); }});
    responder_ = std::make_unique<Responder>(*site_);
    serving_ = std::thread([this] {
        server_.run(*responder_);
        ended_ = true;
    });
}

ServedKb::~ServedKb() {
    server_.stop();
    serving_.join();
}

Received ServedKb::get(const std::string& target, const Headers& headers) const {
    return fetch(port(), target, headers);
}

void ServedKb::add_account(const std::string& name, const std::string& role,
                           const std::vector<std::string>& groups) {
    Store store(folder_.path() / "store.db");
    AccountTable(store.connection())
        .add({.name = name,
              .password = PasswordHasher(kCheap).hash(kPassword),
              .role = role,
              .groups = groups});
}

void ServedKb::disable_account(const std::string& name) {
    Store store(folder_.path() / "store.db");
    AccountTable accounts(store.connection());
    accounts.set_disabled(accounts.named(name)->id, true);
}

std::string ServedKb::add_token(const std::string& holder, const std::vector<std::string>& scopes) {
    Store store(folder_.path() / "store.db");
    const bool account = AccountTable(store.connection()).named(holder).has_value();
    std::string token = new_api_token();
    ApiTokenTable(store.connection())
        .add({.name = "token-" + std::to_string(++tokens_),
              .account = account ? holder : "",
              .role = account ? "" : holder,
              .scopes = scopes,
              .created = kNoon,
              .expires = kNoon + std::chrono::hours{1}},
             hash_of_token(token));
    return token;
}

std::vector<AuditEntry> ServedKb::audit_trail() const {
    Store store(folder_.path() / "store.db");
    return AuditTrail(store.connection()).entries();
}

void ServedKb::change(const std::vector<KbFile>& written, const std::vector<std::string>& removed) {
    for (const auto& [name, text] : written)
        folder_.write("kb/" + name, text);
    for (const std::string& name : removed)
        std::filesystem::remove(folder_.path() / "kb" / name);
    index();
}

Received ServedKb::answer(const std::string& method, const std::string& target,
                          const Headers& headers, const std::string& body) const {
    Request request{.method = method,
                    .raw_target = target,
                    .headers = headers,
                    .body = body,
                    .peer = "127.0.0.1"};
    const Reply reply = responder_->answer(std::move(request));
    Received received{.status = reply.status, .body = reply.body};
    for (auto [name, value] : reply.headers) {
        std::transform(name.begin(), name.end(), name.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        received.headers.emplace(std::move(name), std::move(value));
    }
    if (!reply.content_type.empty())
        received.headers.emplace("content-type", reply.content_type);
    return received;
}

void ServedKb::change(const std::string& file, const std::string& text) {
    folder_.write("kb/" + file, text);
    index();
}

void ServedKb::write(const std::string& file, const std::string& text) const {
    folder_.write("kb/" + file, text);
}

void ServedKb::index() const {
    Reporter quiet;
    run_index({.root = folder_.path() / "kb",
               .index = folder_.path() / "index",
               .clock = [] { return Instant{kNoon}; }},
              quiet);
    audit_if_due({.root = folder_.path() / "kb",
                  .index = folder_.path() / "index",
                  .today = std::chrono::floor<std::chrono::days>(kNoon)});
}

}  // namespace firstline
