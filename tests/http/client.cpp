#include "tests/http/client.h"

#include <array>
#include <sstream>
#include <stdexcept>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace firstline {
namespace {

constexpr timeval kPatience{60, 0};

std::string lower(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return text;
}

Received parse_head(const std::string& head) {
    Received answer;
    std::istringstream lines(head);
    std::string line;
    std::getline(lines, line);
    if (line.starts_with("HTTP/1.1 "))
        answer.status = std::stoi(line.substr(9));
    while (std::getline(lines, line)) {
        while (line.ends_with('\r'))
            line.pop_back();
        if (const auto colon = line.find(": "); colon != std::string::npos)
            answer.headers.emplace(lower(line.substr(0, colon)), line.substr(colon + 2));
    }
    return answer;
}

}  // namespace

std::string Received::header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string{} : found->second;
}

bool holds(const Received& answer, std::string_view text) {
    return answer.body.find(text) != std::string::npos;
}

ClientConnection::ClientConnection(int port)
    : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &kPatience, sizeof kPatience);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        ::close(socket_);
        throw std::runtime_error("nobody listens");
    }
}

ClientConnection::~ClientConnection() {
    ::close(socket_);
}

void ClientConnection::send(std::string_view bytes) const {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            return;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

bool ClientConnection::has_input() const {
    pollfd event{socket_, POLLIN, 0};
    return !buffer_.empty() || ::poll(&event, 1, 0) > 0;
}

bool ClientConnection::fill() {
    std::array<char, 16384> chunk{};
    const ssize_t got = ::recv(socket_, chunk.data(), chunk.size(), 0);
    if (got > 0)
        buffer_.append(chunk.data(), static_cast<std::size_t>(got));
    return got > 0;
}

Received ClientConnection::receive(bool to_head) {
    std::size_t end = 0;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos)
        if (!fill())
            return {};
    Received answer = parse_head(buffer_.substr(0, end + 2));
    buffer_.erase(0, end + 4);
    const std::string length = answer.header("content-length");
    const bool bodiless = to_head || answer.status == 304 || answer.status == 204;
    const std::size_t size = length.empty() || bodiless ? 0 : std::stoul(length);
    while (buffer_.size() < size)
        if (!fill())
            return {};
    answer.body = buffer_.substr(0, size);
    buffer_.erase(0, size);
    return answer;
}

bool ClientConnection::closed() {
    return buffer_.empty() && !fill();
}

Received fetch(int port, const std::string& target, const Headers& headers,
               const std::string& method, const std::string& body) {
    ClientConnection connection(port);
    std::string request = method + " " + target + " HTTP/1.1\r\nConnection: close\r\n";
    bool has_host = false;
    for (const auto& [name, value] : headers) {
        request += name + ": " + value + "\r\n";
        has_host = has_host || lower(name) == "host";
    }
    if (!has_host)
        request += "Host: 127.0.0.1:" + std::to_string(port) + "\r\n";
    connection.send(request + "\r\n" + body);
    return connection.receive(method == "HEAD");
}

}  // namespace firstline
