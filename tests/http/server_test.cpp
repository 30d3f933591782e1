#include <condition_variable>
#include <future>
#include <mutex>

#include <doctest/doctest.h>

#include "tests/http/served_kb.h"
#include "tests/support/until.h"

using namespace firstline;

namespace {

std::string get(const std::string& target, const std::string& more = {}) {
    return "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + more + "\r\n";
}

/// A clock that stops everybody who looks at it until it is let go.
class HeldClock {
public:
    std::chrono::sys_seconds operator()() {
        std::unique_lock lock(mutex_);
        ++waiting_;
        changed_.notify_all();
        changed_.wait(lock, [&] { return !held_; });
        --waiting_;
        return ServedKb::kNoon;
    }
    void hold() {
        const std::lock_guard lock(mutex_);
        held_ = true;
    }
    void let_go() {
        const std::lock_guard lock(mutex_);
        held_ = false;
        changed_.notify_all();
    }
    int waiting() {
        const std::lock_guard lock(mutex_);
        return waiting_;
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool held_ = false;
    int waiting_ = 0;
};

}  // namespace

TEST_CASE("a connection is kept for further requests, also those sent ahead") {
    const ServedKb kb;
    ClientConnection connection(kb.port());
    connection.send(get("/robots.txt"));
    CHECK(connection.receive().status == 200);
    connection.send(get("/robots.txt") + get("/api/v1/search?q=jam") +
                    get("/none", "Connection: close\r\n"));
    CHECK(connection.receive().status == 200);
    CHECK(connection.receive().header("content-type") == "application/json");
    CHECK(connection.receive().status == 404);
    CHECK(connection.closed());
}

TEST_CASE("HEAD answers the headers of GET and no body") {
    const ServedKb kb;
    for (const char* target :
         {"/", "/search?q=jam", "/a/printers/paper-jam", "/api/v1/search?q=jam", "/robots.txt",
          "/static/app.css", "/none", "/files/printers/media/tray.png"}) {
        CAPTURE(target);
        ClientConnection connection(kb.port());
        connection.send(std::string{"HEAD "} + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        const Received head = connection.receive(true);
        connection.send(get(target));
        const Received whole = connection.receive();
        CHECK(head.status == whole.status);
        CHECK(head.header("content-type") == whole.header("content-type"));
        CHECK(head.header("etag") == whole.header("etag"));
        CHECK(head.header("accept-ranges") == whole.header("accept-ranges"));
        // How long a search took is part of some answers.
        if (std::string{target}.find("search") == std::string::npos)
            CHECK(head.header("content-length") == whole.header("content-length"));
    }
}

TEST_CASE("what is no request of ours is refused with a reason") {
    const ServedKb kb;
    const std::string long_path(4100, 'a');
    std::string many_headers;
    for (int i = 0; i < 101; ++i)
        many_headers += "X-" + std::to_string(i) + ": y\r\n";
    struct Case {
        std::string request;
        int status;
    };
    for (const auto& [request, status] : {
             Case{"nonsense\r\n\r\n", 400},
             Case{"GET /\r\n\r\n", 400},
             Case{"GET / HTTP/3.0\r\n\r\n", 400},
             Case{"GET http://other.example/ HTTP/1.1\r\n\r\n", 400},
             Case{get("/a%00b"), 400},
             Case{get("/", "Host: b\r\n"), 400},
             Case{get("/", "X-User : admin\r\n"), 400},
             Case{get("*"), 400},
             Case{"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", 405},
             Case{"DELETE /api/v1/search HTTP/1.1\r\nHost: a\r\n\r\n", 405},
             Case{"OPTIONS / HTTP/1.1\r\nHost: a\r\n\r\n", 405},
             Case{"BREW / HTTP/1.1\r\nHost: a\r\n\r\n", 405},
             Case{"POST /none HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", 404},
             Case{"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 70000\r\n\r\n", 413},
             Case{"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n",
                  413},
             Case{"POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n", 405},
             Case{get("/" + long_path), 414},
             Case{get("/search?q=" + long_path), 414},
             Case{get("/", "Range: bytes=0-1,3-4\r\n"), 416},
             Case{get("/", many_headers), 431},
         }) {
        CAPTURE(request.substr(0, 60));
        ClientConnection connection(kb.port());
        connection.send(request);
        const Received answer = connection.receive();
        CHECK(answer.status == status);
        CHECK(answer.header("content-type") == "application/problem+json");
        CHECK(answer.header("x-content-type-options") == "nosniff");
        if (status == 405)
            CHECK(answer.header("allow") == "GET, HEAD");
    }
    CHECK(kb.get("/healthz").status == 200);
}

TEST_CASE("a head without end is cut off, and the server goes on") {
    const ServedKb kb;
    for (const std::string& head :
         {"GET / HTTP/1.1\r\nX: " + std::string(1 << 20, 'x') + "\r\n\r\n",
          "GET /" + std::string(1 << 20, 'x'), std::string(1 << 20, 'x'),
          get("/", "X: " + std::string(7000, 'x') + "\r\nY: " + std::string(7000, 'y') +
                       "\r\nZ: " + std::string(7000, 'z') + "\r\n")}) {
        ClientConnection connection(kb.port());
        connection.send(head);
        const int status = connection.receive().status;
        CHECK((status == 0 || status == 400 || status == 414));
        CHECK(connection.closed());
    }
    CHECK(kb.get("/healthz").status == 200);
}

TEST_CASE("a body is never taken for the next request") {
    const ServedKb kb;
    const std::string hidden = get("/robots.txt");
    for (const std::string& request :
         {get("/help", "Content-Length: " + std::to_string(hidden.size()) + "\r\n") + hidden,
          get("/help", "Transfer-Encoding: chunked\r\n") + hidden,
          get("/help",
              "Content-Length: 0\r\nContent-Length: " + std::to_string(hidden.size()) + "\r\n") +
              hidden,
          get("/help", "Content-Length : " + std::to_string(hidden.size()) + "\r\n") + hidden,
          get("/help", "Transfer-Encoding\t: chunked\r\n") + hidden,
          "POST /search HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(hidden.size()) +
              "\r\n\r\n" + hidden}) {
        ClientConnection connection(kb.port());
        connection.send(request);
        const Received answer = connection.receive();
        CHECK(answer.status != 0);
        CHECK(answer.header("connection") == "close");
        CHECK(connection.closed());
    }
}

TEST_CASE("answers are not compressed, whatever the client takes") {
    const ServedKb kb;
    const Received answer = kb.get("/", {{"Accept-Encoding", "br, gzip"}});
    CHECK(answer.header("content-encoding") == "");
    CHECK(answer.body.find("<html") != std::string::npos);
}

TEST_CASE("every answer carries the security headers") {
    const ServedKb kb;
    for (const char* target : {"/",
                               "/search?q=jam",
                               "/a/printers/paper-jam",
                               "/a/none",
                               "/a/old/retired",
                               "/old/jam",
                               "/help",
                               "/files/printers/media/tray.png",
                               "/files/none",
                               "/static/app.css",
                               "/static/none",
                               "/favicon.ico",
                               "/opensearch.xml",
                               "/sitemap.xml",
                               "/robots.txt",
                               "/api/v1/search?q=jam",
                               "/api/v1/search?limit=x",
                               "/api/v1/suggest?q=ja",
                               "/api/v1/articles/KB0001",
                               "/api/v1/articles/none",
                               "/api/v1/opensearch-suggest?q=ja",
                               "/openapi.json",
                               "/healthz",
                               "/readyz",
                               "/none"}) {
        CAPTURE(target);
        const Received answer = kb.get(target);
        CHECK(answer.status != 0);
        CHECK(answer.status < 500);
        const std::string policy = answer.header("content-security-policy");
        for (const char* part : {"default-src 'self'", "object-src 'none'", "base-uri 'none'",
                                 "frame-ancestors 'none'", "form-action 'self'"})
            CHECK(policy.find(part) != std::string::npos);
        CHECK(policy.find("unsafe") == std::string::npos);
        CHECK(answer.header("x-content-type-options") == "nosniff");
        CHECK(answer.header("referrer-policy") == "same-origin");
        CHECK(answer.headers.count("content-security-policy") == 1);
        CHECK(answer.header("cache-control") != "");
    }
}

TEST_CASE("a stop waits for the answers under way and takes no more") {
    HeldClock clock;
    ServedKb kb([&] { return clock(); });
    ClientConnection idle(kb.port());
    idle.send(get("/robots.txt"));
    CHECK(idle.receive().status == 200);
    clock.hold();
    auto answer = std::async(std::launch::async, [&] { return kb.get("/help"); });
    REQUIRE(until([&] { return clock.waiting() == 1; }));
    kb.begin_to_stop();
    CHECK(idle.closed());
    CHECK_FALSE(kb.ended());
    clock.let_go();
    CHECK(answer.get().status == 200);
    CHECK(until([&] { return kb.ended(); }));
}

TEST_CASE("more requests than threads wait their turn, and idle connections hold nobody up") {
    HeldClock clock;
    ServedKb kb([&] { return clock(); });
    std::vector<std::unique_ptr<ClientConnection>> idle;
    for (int i = 0; i < 40; ++i)
        idle.push_back(std::make_unique<ClientConnection>(kb.port()));
    clock.hold();
    std::vector<std::future<Received>> answers;
    for (int i = 0; i < 10; ++i)
        answers.push_back(std::async(std::launch::async, [&] { return kb.get("/help"); }));
    REQUIRE(until([&] { return clock.waiting() == 2; }));
    clock.let_go();
    for (auto& answer : answers)
        CHECK(answer.get().status == 200);
}

TEST_CASE("an address that cannot be used is told in a sentence") {
    const Server first({});
    CHECK_THROWS_WITH_AS(Server({.port = first.port()}),
                         ("port " + std::to_string(first.port()) +
                          " of 127.0.0.1 is in use by another program; choose another with --port, "
                          "or 0 for any free one")
                             .c_str(),
                         std::runtime_error);
    CHECK_THROWS_WITH_AS(Server({.host = "192.0.2.1"}),
                         "\"192.0.2.1\" is no address of this machine", std::runtime_error);
    CHECK_THROWS_AS(Server({.host = "no such host"}), std::runtime_error);
}
