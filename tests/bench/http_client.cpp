#include "tests/bench/http_client.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <stdexcept>
#include <system_error>

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace firstline {

namespace {

[[noreturn]] void throw_errno(const char* what) {
    throw std::system_error(errno, std::generic_category(), what);
}

}  // namespace

HttpClient::~HttpClient() {
    disconnect();
}

void HttpClient::disconnect() {
    if (socket_ >= 0)
        ::close(socket_);
    socket_ = -1;
    received_.clear();
}

void HttpClient::connect() {
    socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port_));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        throw_errno("cannot connect to the server");
}

void HttpClient::send(std::string_view text) const {
    while (!text.empty()) {
        const ssize_t sent = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
        if (sent < 0)
            throw_errno("cannot ask the server");
        text.remove_prefix(static_cast<std::size_t>(sent));
    }
}

bool HttpClient::was_closed() const {
    char byte = 0;
    return ::recv(socket_, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

bool HttpClient::receive() {
    std::array<char, 65536> chunk{};
    const ssize_t got = ::recv(socket_, chunk.data(), chunk.size(), 0);
    if (got > 0)
        received_.append(chunk.data(), static_cast<std::size_t>(got));
    return got > 0;
}

std::string HttpClient::read_answer() {
    std::size_t head = std::string::npos;
    while ((head = received_.find("\r\n\r\n")) == std::string::npos)
        if (!receive())
            throw std::runtime_error("the server ended the connection");
    static constexpr std::string_view kLength = "Content-Length: ";
    const std::size_t at = received_.find(kLength);
    const std::size_t length =
        at < head ? std::strtoul(received_.c_str() + at + kLength.size(), nullptr, 10) : 0;
    while (received_.size() < head + 4 + length)
        if (!receive())
            throw std::runtime_error("the server ended the connection within an answer");
    if (!received_.starts_with("HTTP/1.1 200"))
        throw std::runtime_error("the server answered " + received_.substr(0, 200));
    const bool close = received_.find("Connection: close") < head;
    std::string body = received_.substr(head + 4, length);
    received_.erase(0, head + 4 + length);
    if (close)
        disconnect();
    return body;
}

std::string HttpClient::get(const std::string& target) {
    const std::string question =
        fmt::format("GET {} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", target, port_);
    if (socket_ >= 0 && was_closed())
        disconnect();  // kept too long
    if (socket_ < 0)
        connect();
    send(question);
    return read_answer();
}

std::string encoded(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool plain =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (plain)
            out += c;
        else
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

}  // namespace firstline
