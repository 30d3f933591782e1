#pragma once

#include <memory>
#include <string>

#include "server/http/responder.h"

namespace firstline {

class Listener;

struct ServerSettings {
    std::string host = "127.0.0.1";
    int port = 0;     ///< 0: any free one
    int threads = 4;  ///< answers made at a time; more connections than that may be open
};

/// Frames HTTP over a listening socket and has a Responder answer. Everything of httplib is behind
/// this class; what answers a request does not know how it came.
class Server {
public:
    /// Binds: from now on clients can connect, and wait until run(). Throws std::runtime_error
    /// saying why it cannot.
    explicit Server(const ServerSettings& settings);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    int port() const;

    /// Serves until stop(), then returns when the requests under way have been answered.
    void run(Responder& responder);

    /// Safe from any thread, not from a signal handler.
    void stop();
    bool stopping() const;

private:
    const ServerSettings settings_;
    std::unique_ptr<Listener> listener_;
};

}  // namespace firstline
