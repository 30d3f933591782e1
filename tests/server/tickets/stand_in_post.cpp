#include "tests/server/tickets/stand_in_post.h"

#include <array>
#include <optional>
#include <stdexcept>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "indexer/text/characters.h"

namespace firstline {

namespace {

void say(int client, const std::string& line) {
    const std::string bytes = line + "\r\n";
    static_cast<void>(::send(client, bytes.data(), bytes.size(), MSG_NOSIGNAL));
}

/// Reads lines that must end in CR LF; nothing at the end.
class Lines {
public:
    explicit Lines(int client) : client_(client) {}

    std::optional<std::string> next() {
        std::size_t end = 0;
        while ((end = buffer_.find("\r\n")) == std::string::npos) {
            std::array<char, 4096> bytes{};
            const auto got = ::recv(client_, bytes.data(), bytes.size(), 0);
            if (got <= 0)
                return std::nullopt;
            buffer_.append(bytes.data(), static_cast<std::size_t>(got));
        }
        std::string line = buffer_.substr(0, end);
        buffer_.erase(0, end + 2);
        return line;
    }

private:
    int client_;
    std::string buffer_;
};

/// The message after DATA, dots taken off again.
std::vector<std::string> read_message(Lines& lines) {
    std::vector<std::string> message;
    for (auto line = lines.next(); line && *line != "."; line = lines.next())
        message.push_back(line->starts_with(".") ? line->substr(1) : *line);
    return message;
}

}  // namespace

std::vector<std::string> StandInPost::Letter::head() const {
    std::vector<std::string> head;
    for (const std::string& line : lines) {
        if (line.empty())
            break;
        if (line.starts_with(' ') && !head.empty())
            head.back() += line;
        else
            head.push_back(line);
    }
    return head;
}

std::string StandInPost::Letter::header(const std::string& name) const {
    for (const std::string& line : head())
        if (line.starts_with(name + ": "))
            return line.substr(name.size() + 2);
    return {};
}

std::string StandInPost::Letter::text() const {
    std::string text;
    for (const std::string& line : lines)
        text += line + "\n";
    return text;
}

StandInPost::StandInPost() {
    socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    if (::bind(socket_, any, length) != 0 || ::listen(socket_, 5) != 0 ||
        ::getsockname(socket_, any, &length) != 0)
        throw std::runtime_error("no port for the stand-in");
    port_ = ntohs(address.sin_port);
    serving_ = std::thread([this] { serve(); });
}

StandInPost::~StandInPost() {
    ::shutdown(socket_, SHUT_RDWR);
    serving_.join();
    ::close(socket_);
}

void StandInPost::serve() {
    for (int client = ::accept(socket_, nullptr, nullptr); client >= 0;
         client = ::accept(socket_, nullptr, nullptr)) {
        talk(client);
        ::close(client);
    }
}

void StandInPost::talk(int client) {
    Lines lines(client);
    Letter letter;
    say(client, "220 stand-in");
    for (auto line = lines.next(); line; line = lines.next()) {
        const std::string command = lower_ascii(line->substr(0, 4));
        if (command == "quit") {
            say(client, "221 bye");
            return;
        }
        if (command == "mail")
            letter.from = line->substr(10);
        if (command == "rcpt") {
            letter.to.push_back(line->substr(8));
            say(client, reply_to_recipient());
            continue;
        }
        if (command == "data") {
            say(client, "354 go on");
            letter.lines = read_message(lines);
            const std::scoped_lock lock(mutex_);
            letters_.push_back(std::exchange(letter, {}));
        }
        say(client, "250 ok");
    }
}

void StandInPost::say_to_recipients(const std::string& reply) {
    const std::scoped_lock lock(mutex_);
    recipient_reply_ = reply;
}

std::string StandInPost::reply_to_recipient() const {
    const std::scoped_lock lock(mutex_);
    return recipient_reply_;
}

std::vector<StandInPost::Letter> StandInPost::letters() const {
    const std::scoped_lock lock(mutex_);
    return letters_;
}

}  // namespace firstline
