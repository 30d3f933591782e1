#include "tests/indexer/external/stand_in_site.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/support/until.h"

namespace firstline {

StandInSite::StandInSite(Answer other) : other_(std::move(other)) {
    server_.set_pre_routing_handler(
        [this](const httplib::Request& request, httplib::Response& response) {
            answer(request, response);
            return httplib::Server::HandlerResponse::Handled;
        });
    server_.set_tcp_nodelay(true);
    port_ = server_.bind_to_any_port("127.0.0.1");
    serving_ = std::thread([this] { server_.listen_after_bind(); });
    until([this] { return server_.is_running(); });
}

StandInSite::~StandInSite() {
    server_.stop();
    serving_.join();
}

std::string StandInSite::url(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(port_) + path;
}

void StandInSite::answer(const httplib::Request& request, httplib::Response& response) {
    {
        const std::scoped_lock lock(mutex_);
        requests_.push_back(
            {request.method, request.target, request.headers, std::chrono::steady_clock::now()});
    }
    const auto question = request.target.find('?');
    const auto after =
        question == std::string::npos ? std::string() : request.target.substr(question + 1);
    const auto number = request.path.substr(1);
    if (!number.empty() &&
        std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; }))
        response.status = std::stoi(number);
    else if (request.path == "/to" || request.path == "/for-now")
        response.set_redirect(after, request.path == "/to" ? 301 : 302);
    else if (request.path.starts_with("/to/") || request.path.starts_with("/for-now/"))
        response.set_redirect(request.path.substr(request.path.find('/', 1)),
                              request.path.starts_with("/to/") ? 301 : 302);
    else if (other_)
        other_(request, response);
}

std::vector<StandInSite::Request> StandInSite::requests() const {
    const std::scoped_lock lock(mutex_);
    return requests_;
}

std::string StandInSite::asked() const {
    std::string text;
    for (const auto& request : requests())
        text += (text.empty() ? "" : ", ") + request.method + ' ' + request.target;
    return text;
}

HangUp::HangUp() {
    socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    if (::bind(socket_, any, size) != 0 || ::listen(socket_, 8) != 0 ||
        ::getsockname(socket_, any, &size) != 0)
        throw std::runtime_error("no port to hang up on");
    port_ = ntohs(address.sin_port);
    serving_ = std::thread([this] {
        for (int caller = 0; (caller = ::accept(socket_, nullptr, nullptr)) >= 0;)
            ::close(caller);
    });
}

HangUp::~HangUp() {
    ::shutdown(socket_, SHUT_RDWR);
    serving_.join();
    ::close(socket_);
}

}  // namespace firstline
