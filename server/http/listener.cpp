#include "server/http/listener.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string_view>

#include <fmt/format.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace firstline {
namespace {

constexpr int kBacklog = 511;

using Addresses = std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)>;

Addresses resolve(const std::string& host, int port) {
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
    addrinfo* found = nullptr;
    const int error = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found);
    if (error != 0)
        throw std::runtime_error(
            fmt::format("\"{}\" is no address of this machine ({})", host, ::gai_strerror(error)));
    return {found, &::freeaddrinfo};
}

std::runtime_error cannot_listen(const std::string& host, int port, int error) {
    if (error == EADDRINUSE)
        return std::runtime_error(fmt::format(
            "port {} of {} is in use by another program; choose another with --port, or 0 for any "
            "free one",
            port, host));
    if (error == EADDRNOTAVAIL)
        return std::runtime_error(fmt::format("\"{}\" is no address of this machine", host));
    if (error == EACCES)
        return std::runtime_error(fmt::format(
            "port {} needs rights this program does not have; choose one above 1023", port));
    return std::runtime_error(
        fmt::format("cannot listen on {} port {}: {}", host, port, std::strerror(error)));
}

int bound_port(int socket) {
    sockaddr_storage address{};
    socklen_t length = sizeof address;
    ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &length);
    const auto port = address.ss_family == AF_INET6
                          ? reinterpret_cast<const sockaddr_in6*>(&address)->sin6_port
                          : reinterpret_cast<const sockaddr_in*>(&address)->sin_port;
    return ntohs(port);
}

}  // namespace

Listener::Listener(const std::string& host, int port) {
    const Addresses addresses = resolve(host, port);
    int error = 0;
    for (const addrinfo* address = addresses.get(); address && socket_ < 0;
         address = address->ai_next) {
        const int candidate =
            ::socket(address->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        const int on = 1;
        // A restarted server may use its port again at once. SO_REUSEPORT would let two servers
        // share it without a word.
        if (candidate >= 0)
            ::setsockopt(candidate, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        if (candidate >= 0 && ::bind(candidate, address->ai_addr, address->ai_addrlen) == 0 &&
            ::listen(candidate, kBacklog) == 0) {
            socket_ = candidate;
        } else {
            error = errno;
            if (candidate >= 0)
                ::close(candidate);
        }
    }
    if (socket_ < 0)
        throw cannot_listen(host, port, error);
    port_ = bound_port(socket_);
    stop_event_ = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
}

Listener::~Listener() {
    ::close(socket_);
    ::close(stop_event_);
}

void Listener::run(std::size_t threads, std::string_view refusal, const Serve& serve) {
    std::vector<std::thread> workers;
    for (std::size_t i = 0; i < threads; ++i)
        workers.emplace_back([&] { work(serve); });
    accept_connections(refusal);
    arrived_.notify_all();
    for (std::thread& worker : workers)
        worker.join();
}

void Listener::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    const eventfd_t one = 1;
    ::eventfd_write(stop_event_, one);
}

bool Listener::wait_readable(int socket, int milliseconds) const {
    std::array<pollfd, 2> events{{{socket, POLLIN, 0}, {stop_event_, POLLIN, 0}}};
    const int ready = ::poll(events.data(), events.size(), milliseconds);
    return ready > 0 && (events[0].revents & (POLLIN | POLLHUP | POLLERR)) != 0;
}

void Listener::accept_connections(std::string_view refusal) {
    while (!stopping_) {
        if (!wait_readable(socket_, -1))
            continue;
        const int accepted = ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (accepted >= 0)
            take(accepted, refusal);
        else if (errno == EMFILE || errno == ENFILE)
            // Out of descriptors: those in service have to end first.
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
}

void Listener::take(int socket, std::string_view refusal) {
    const int on = 1;
    // Else each answer on a kept connection waits 40 ms for an acknowledgement.
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    {
        const std::lock_guard lock(mutex_);
        if (waiting_.size() < kMostWaiting) {
            waiting_.push_back(socket);
            arrived_.notify_one();
            return;
        }
    }
    ::send(socket, refusal.data(), refusal.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    ::close(socket);
}

void Listener::work(const Serve& serve) {
    while (true) {
        int socket = -1;
        {
            std::unique_lock lock(mutex_);
            arrived_.wait(lock, [&] { return stopping_ || !waiting_.empty(); });
            if (waiting_.empty())
                return;
            socket = waiting_.front();
            waiting_.pop_front();
        }
        serve(socket);
        ::close(socket);
    }
}

}  // namespace firstline
