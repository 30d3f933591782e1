#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace firstline {

/// A listening socket and the threads that serve what comes in. Knows nothing of HTTP.
class Listener {
public:
    /// Serves one connection until it ends or `stopping()`; closes nothing.
    using Serve = std::function<void(int socket)>;

    /// Binds and listens; port 0 means any free one.
    /// Throws std::runtime_error saying what is wrong with the address.
    Listener(const std::string& host, int port);
    ~Listener();
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    int port() const { return port_; }

    /// Connections that wait for a thread; each holds one descriptor. More are refused.
    static constexpr std::size_t kMostWaiting = 256;

    /// Accepts connections and has `threads` threads serve them; those for which there is no place
    /// are sent `refusal` and closed. Returns after stop(), when the last connection has been
    /// served. REQUIRES: called once.
    void run(std::size_t threads, std::string_view refusal, const Serve& serve);

    /// Accepts no more and tells those who serve that they should finish. Safe from any thread.
    void stop();
    bool stopping() const { return stopping_; }

    /// Waits until `socket` can be read from; false when stop() came first or time is up.
    bool wait_readable(int socket, int milliseconds) const;

private:
    void accept_connections(std::string_view refusal);
    void take(int socket, std::string_view refusal);
    void work(const Serve& serve);

    int socket_ = -1;
    int stop_event_ = -1;  ///< an eventfd that becomes readable, and stays so, on stop()
    int port_ = 0;
    std::atomic<bool> stopping_{false};
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<int> waiting_;
};

}  // namespace firstline
