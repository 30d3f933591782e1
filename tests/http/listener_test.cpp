#include "server/http/listener.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include <doctest/doctest.h>
#include <sys/socket.h>

#include "server/http/socket_stream.h"
#include "tests/http/client.h"
#include "tests/http/served_kb.h"
#include "tests/support/until.h"

using namespace firstline;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view kServed = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
constexpr std::string_view kRefusal = "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n";

/// A listener whose threads serve what they are given.
class OpenListener {
public:
    OpenListener(std::size_t threads, Listener::Serve serve)
        : listener_("127.0.0.1", 0), running_([this, threads, serve = std::move(serve)] {
              listener_.run(threads, kRefusal, serve);
          }) {}
    ~OpenListener() {
        listener_.stop();
        running_.join();
    }
    OpenListener(const OpenListener&) = delete;
    OpenListener& operator=(const OpenListener&) = delete;

    int port() const { return listener_.port(); }

private:
    Listener listener_;
    std::thread running_;
};

/// Holds those who pass until it is opened.
class Floodgate {
public:
    void pass() {
        std::unique_lock lock(mutex_);
        ++came_;
        changed_.notify_all();
        changed_.wait(lock, [&] { return open_; });
    }
    void open() {
        const std::lock_guard lock(mutex_);
        open_ = true;
        changed_.notify_all();
    }
    int came() {
        const std::lock_guard lock(mutex_);
        return came_;
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool open_ = false;
    int came_ = 0;
};

}  // namespace

TEST_CASE("who finds the queue full is told so at once, who waits in it is served") {
    Floodgate floodgate;
    const OpenListener listening(1, [&](int socket) {
        floodgate.pass();
        ::send(socket, kServed.data(), kServed.size(), MSG_NOSIGNAL);
    });
    ClientConnection served(listening.port());
    REQUIRE(until([&] { return floodgate.came() == 1; }));
    std::vector<std::unique_ptr<ClientConnection>> waiting;
    for (std::size_t i = 0; i < Listener::kMostWaiting; ++i)
        waiting.push_back(std::make_unique<ClientConnection>(listening.port()));
    for (int i = 0; i < 2; ++i) {
        ClientConnection refused(listening.port());
        CHECK(refused.receive().status == 503);
        CHECK(refused.closed());
    }
    floodgate.open();
    CHECK(served.receive().status == 200);
    for (const auto& connection : waiting)
        CHECK(connection->receive().status == 200);
    CHECK(ClientConnection(listening.port()).receive().status == 200);
}

TEST_CASE("a server with more connections than it can hold says so in a form programs read") {
    const ServedKb kb;
    std::vector<std::unique_ptr<ClientConnection>> connections;
    // Each idle connection takes a thread or a place in the queue, and there are fewer than these.
    for (int i = 0; i < 450; ++i)
        connections.push_back(std::make_unique<ClientConnection>(kb.port()));
    Received answer;
    until([&] {
        for (const auto& connection : connections)
            if (answer.status == 0 && connection->has_input())
                answer = connection->receive();
        return answer.status != 0;
    });
    CHECK(answer.status == 503);
    CHECK(answer.header("content-type") == "application/problem+json");
    CHECK(answer.header("retry-after") == "1");
    CHECK(answer.body.find("\"status\":503") != std::string::npos);
    connections.clear();
    CHECK(until([&] { return kb.get("/healthz").status == 200; }));
}

TEST_CASE("an answer that the client does not take is given up") {
    Floodgate floodgate;
    std::size_t taken = 0;
    bool sent = true;
    const OpenListener listening(1, [&](int socket) {
        SocketStream stream(socket, 50ms);
        const std::string part(1U << 16U, 'x');
        // No machine keeps that much for a client that does not read.
        for (int i = 0; i < 4096 && sent; ++i) {
            sent = stream.write(part.data(), part.size()) > 0;
            taken += sent ? part.size() : 0;
        }
        floodgate.open();
        floodgate.pass();
    });
    const ClientConnection client(listening.port());
    floodgate.pass();
    CHECK_FALSE(sent);
    CHECK(taken < std::size_t{4096} << 16U);
}

TEST_CASE("clients that do not read hold nobody up, and get the whole answer when they do") {
    const std::string large(std::size_t{16} << 20U, 'x');
    const ServedKb kb({{"_kb.yml", "default_audience: public\n"},
                       {"a.md", "---\ntitle: A\n---\n\n[all](large.pdf)\n"},
                       {"large.pdf", large}});
    std::vector<std::unique_ptr<ClientConnection>> slow;
    // More than there are threads that answer.
    for (int i = 0; i < 4; ++i) {
        slow.push_back(std::make_unique<ClientConnection>(kb.port()));
        slow.back()->send("GET /files/large.pdf HTTP/1.1\r\nHost: a\r\n\r\n");
    }
    for (const auto& connection : slow)
        REQUIRE(until([&] { return connection->has_input(); }));
    CHECK(kb.get("/api/v1/search?q=a").status == 200);
    for (const auto& connection : slow)
        CHECK(connection->receive().body == large);
}
