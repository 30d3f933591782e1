#include "server/http/socket_stream.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>

namespace firstline {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kChunk = 16U << 10U;
constexpr std::size_t kMostDrained = 256U << 10U;
constexpr std::chrono::seconds kDrainTime{1};

int milliseconds_until(Clock::time_point deadline) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    return static_cast<int>(std::max<decltype(left)>(left, 0));
}

bool wait_for(int socket, short events, int milliseconds) {
    pollfd event{socket, events, 0};
    int ready = 0;
    do
        ready = ::poll(&event, 1, milliseconds);
    while (ready < 0 && errno == EINTR);
    return ready > 0;
}

bool would_block() {
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

using NameOf = int (*)(int, sockaddr*, socklen_t*);

void address_of(int socket, NameOf name_of, std::string& ip, int& port) {
    sockaddr_storage address{};
    socklen_t length = sizeof address;
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (name_of(socket, reinterpret_cast<sockaddr*>(&address), &length) != 0)
        return;
    if (address.ss_family == AF_INET6) {
        const auto* six = reinterpret_cast<const sockaddr_in6*>(&address);
        ::inet_ntop(AF_INET6, &six->sin6_addr, text.data(), text.size());
        port = ntohs(six->sin6_port);
    } else {
        const auto* four = reinterpret_cast<const sockaddr_in*>(&address);
        ::inet_ntop(AF_INET, &four->sin_addr, text.data(), text.size());
        port = ntohs(four->sin_port);
    }
    ip = text.data();
}

}  // namespace

void SocketStream::begin_request() {
    taken_ = 0;
    deadline_ = Clock::now() + kHeadTime;
}

bool SocketStream::read_body(std::string& body, std::size_t length) {
    deadline_ += std::chrono::seconds{length / kSlowest};
    while (body.size() < length) {
        if (!has_buffered() && (Clock::now() >= deadline_ || !fill()))
            return false;
        const std::size_t count = std::min(length - body.size(), incoming_.size() - next_);
        body.append(incoming_, next_, count);
        next_ += count;
    }
    return true;
}

bool SocketStream::fill() {
    while (true) {
        incoming_.resize(kChunk);
        next_ = 0;
        const ssize_t got = ::recv(socket_, incoming_.data(), incoming_.size(), 0);
        const bool later = got < 0 && would_block();
        incoming_.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
        if (got > 0)
            return true;
        if (!later || !wait_for(socket_, POLLIN, milliseconds_until(deadline_)))
            return false;
    }
}

ssize_t SocketStream::read(char* to, std::size_t size) {
    if (taken_ >= kLargestHead || (!has_buffered() && !fill()))
        return -1;
    const std::size_t count = std::min({size, incoming_.size() - next_, kLargestHead - taken_});
    std::memcpy(to, incoming_.data() + next_, count);
    next_ += count;
    taken_ += count;
    return static_cast<ssize_t>(count);
}

ssize_t SocketStream::write(const char* from, std::size_t size) {
    outgoing_.append(from, size);
    if (outgoing_.size() >= kChunk && !flush())
        return -1;
    return static_cast<ssize_t>(size);
}

bool SocketStream::flush() {
    std::size_t sent = 0;
    while (!broken_ && sent < outgoing_.size()) {
        const ssize_t count =
            ::send(socket_, outgoing_.data() + sent, outgoing_.size() - sent, MSG_NOSIGNAL);
        if (count > 0)
            sent += static_cast<std::size_t>(count);
        else
            broken_ = !would_block() ||
                      !wait_for(socket_, POLLOUT, milliseconds_until(Clock::now() + stall_time_));
    }
    outgoing_.clear();
    return !broken_;
}

void SocketStream::finish_politely() {
    ::shutdown(socket_, SHUT_WR);
    deadline_ = Clock::now() + kDrainTime;
    for (std::size_t drained = 0; drained < kMostDrained; drained += incoming_.size())
        if (Clock::now() >= deadline_ || !fill())
            return;
}

bool SocketStream::is_readable() const {
    return has_buffered() || wait_for(socket_, POLLIN, 0);
}

bool SocketStream::is_writable() const {
    return !broken_ && wait_for(socket_, POLLOUT, milliseconds_until(Clock::now() + stall_time_));
}

void SocketStream::get_remote_ip_and_port(std::string& ip, int& port) const {
    address_of(socket_, &::getpeername, ip, port);
}

void SocketStream::get_local_ip_and_port(std::string& ip, int& port) const {
    address_of(socket_, &::getsockname, ip, port);
}

}  // namespace firstline
