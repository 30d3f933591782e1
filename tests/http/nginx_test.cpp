// A real nginx before the server, as the manual describes it: TLS, and single sign-on by
// auth_request against a stand-in for oauth2-proxy.

#include <csignal>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <httplib.h>
#include <netinet/in.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/http/served_kb.h"
#include "tests/support/until.h"

using namespace firstline;

namespace {

constexpr const char* kNginx = "/usr/sbin/nginx";

/// A port that was free a moment ago: nginx cannot pick one itself.
int free_port() {
    const int probe = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    REQUIRE(::bind(probe, reinterpret_cast<sockaddr*>(&address), length) == 0);
    REQUIRE(::getsockname(probe, reinterpret_cast<sockaddr*>(&address), &length) == 0);
    ::close(probe);
    return ntohs(address.sin_port);
}

/// Runs a program; returns its process.
pid_t started(std::vector<std::string> arguments) {
    std::vector<char*> words;
    for (std::string& argument : arguments)
        words.push_back(argument.data());
    words.push_back(nullptr);
    posix_spawn_file_actions_t quiet;
    ::posix_spawn_file_actions_init(&quiet);
    ::posix_spawn_file_actions_addopen(&quiet, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t child = 0;
    const int failed =
        ::posix_spawnp(&child, words.front(), &quiet, nullptr, words.data(), environ);
    ::posix_spawn_file_actions_destroy(&quiet);
    REQUIRE_MESSAGE(failed == 0, arguments.front(), " is not installed");
    return child;
}

int exit_code_of(pid_t child) {
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

constexpr const char* kConfiguration = R"(daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes 1;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/b;
    proxy_temp_path {folder}/p;
    fastcgi_temp_path {folder}/f;
    uwsgi_temp_path {folder}/u;
    scgi_temp_path {folder}/s;
    server {{  # in place of oauth2-proxy
        listen 127.0.0.1:{standin};
        location = /oauth2/auth {{
            if ($cookie_sso = cora) {{
                add_header X-Auth-Request-User cora@example.com always;
                add_header X-Auth-Request-Groups "all,helpdesk" always;
                return 202;
            }}
            return 401;
        }}
    }}
    server {{
        listen 127.0.0.1:{port} ssl;
        ssl_certificate {folder}/cert.pem;
        ssl_certificate_key {folder}/key.pem;
        location / {{
            auth_request /who;
            auth_request_set $user $upstream_http_x_auth_request_user;
            auth_request_set $groups $upstream_http_x_auth_request_groups;
            proxy_set_header X-Auth-Request-User $user;
            proxy_set_header X-Auth-Request-Groups $groups;
            proxy_set_header Host $http_host;
            proxy_set_header X-Forwarded-For $remote_addr;
            proxy_set_header X-Forwarded-Proto $scheme;
            proxy_pass http://127.0.0.1:{kb};
        }}
        location = /who {{
            internal;
            proxy_pass http://127.0.0.1:{standin}/oauth2/auth;
            proxy_pass_request_body off;
            proxy_set_header Content-Length "";
            proxy_intercept_errors on;
            error_page 401 = @nobody;
        }}
        location @nobody {{
            return 204;
        }}
    }}
}}
)";

/// nginx over TLS before a server, with a certificate that it signed itself.
class Nginx {
public:
    explicit Nginx(int kb) : port_(free_port()) {
        const std::string folder = folder_.path().string();
        REQUIRE(exit_code_of(started({"openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes",
                                      "-days", "1", "-subj", "/CN=localhost", "-keyout",
                                      folder + "/key.pem", "-out", folder + "/cert.pem"})) == 0);
        folder_.write("nginx.conf", fmt::format(kConfiguration, fmt::arg("folder", folder),
                                                fmt::arg("standin", free_port()),
                                                fmt::arg("port", port_), fmt::arg("kb", kb)));
        child_ = started({kNginx, "-e", folder + "/error.log", "-c", folder + "/nginx.conf"});
        REQUIRE(until([&] { return get("/healthz").status == 200; }));
    }
    ~Nginx() {
        ::kill(child_, SIGTERM);
        exit_code_of(child_);
    }
    Nginx(const Nginx&) = delete;
    Nginx& operator=(const Nginx&) = delete;

    std::string origin() const { return "https://localhost:" + std::to_string(port_); }

    httplib::Response get(const std::string& target, const httplib::Headers& headers = {}) const {
        httplib::SSLClient client("localhost", port_);
        client.enable_server_certificate_verification(false);
        const auto result = client.Get(target, headers);
        return result ? *result : httplib::Response{};
    }
    httplib::Response post(const std::string& target, const httplib::Headers& headers,
                           const httplib::Params& form) const {
        httplib::SSLClient client("localhost", port_);
        client.enable_server_certificate_verification(false);
        const auto result = client.Post(target, headers, form);
        return result ? *result : httplib::Response{};
    }

private:
    TemporaryFolder folder_;
    int port_;
    pid_t child_ = 0;
};

std::string between(const std::string& text, std::string_view begin, char end) {
    const auto at = text.find(begin);
    REQUIRE(at != std::string::npos);
    const auto from = at + begin.size();
    return text.substr(from, text.find(end, from) - from);
}

}  // namespace

TEST_CASE("behind a real nginx people sign in by its single sign-on or by password over TLS") {
    // No package of the tests: installing it would start a web server on the machine.
    if (::access(kNginx, X_OK) != 0) {
        MESSAGE("skipped: there is no ", kNginx);
        return;
    }
    ServedKb kb({{"open.md", "---\ntitle: Open\naudience: public\n---\n\nText.\n"},
                 {"agents.md", "---\ntitle: Agents\naudience: agents\n---\n\nText.\n"}},
                [] { return ServedKb::kNoon; },
                {.trusted_proxies = "127.0.0.1",
                 .single_sign_on = {.user_header = "X-Auth-Request-User",
                                    .groups_header = "X-Auth-Request-Groups",
                                    .roles = {{"helpdesk", Role::agent}}}});
    kb.add_account("anna", "agent");
    const Nginx nginx(kb.port());

    CHECK(nginx.get("/a/open").status == 200);
    CHECK(nginx.get("/a/agents").status == 404);
    CHECK(nginx
              .get("/a/agents",
                   {{"X-Auth-Request-User", "cora"}, {"X-Auth-Request-Groups", "helpdesk"}})
              .status == 404);
    CHECK(nginx.get("/a/agents", {{"Cookie", "sso=cora"}}).status == 200);
    const auto account =
        nginx.get("/account", {{"Cookie", "sso=cora"}, {"X-Auth-Request-User", "somebody-else"}});
    CHECK(account.body.find("cora@example.com") != std::string::npos);
    CHECK(account.body.find("somebody-else") == std::string::npos);

    const auto form = nginx.get("/sign-in");
    CHECK(form.status == 200);
    const auto form_cookie = between(form.get_header_value("Set-Cookie"), "", ';');
    CHECK(form_cookie.starts_with("__Host-firstline_form="));
    const auto signed_in =
        nginx.post("/sign-in", {{"Cookie", form_cookie}, {"Origin", nginx.origin()}},
                   {{"name", "anna"},
                    {"password", ServedKb::kPassword},
                    {"form_token", between(form.body, "name=\"form_token\" value=\"", '"')}});
    REQUIRE(signed_in.status == 303);
    const auto session = between(signed_in.get_header_value("Set-Cookie"), "", ';');
    CHECK(session.starts_with("__Host-firstline_session="));
    CHECK(nginx.get("/a/agents", {{"Cookie", session}}).status == 200);
}
