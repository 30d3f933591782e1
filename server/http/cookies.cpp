#include "server/http/cookies.h"

#include <algorithm>
#include <utility>

namespace firstline {
namespace {

std::string full_name(const Request& request, std::string_view name) {
    return (request.secure ? "__Host-" : "") + std::string{name};
}

}  // namespace

std::string_view cookie(const Request& request, std::string_view name) {
    const std::string wanted = full_name(request, name);
    for (std::string_view cookies : request.all("Cookie"))
        while (!cookies.empty()) {
            std::string_view pair = cookies.substr(0, cookies.find(';'));
            cookies.remove_prefix(std::min(cookies.size(), pair.size() + 1));
            pair.remove_prefix(std::min(pair.size(), pair.find_first_not_of(' ')));
            const auto equals = pair.find('=');
            if (equals != std::string_view::npos && pair.substr(0, equals) == wanted)
                return pair.substr(equals + 1);
        }
    return {};
}

void set_cookie(Reply& reply, const Request& request, std::string_view name,
                std::string_view value) {
    std::string line =
        full_name(request, name) + "=" + std::string{value} + "; Path=/; HttpOnly; SameSite=Lax";
    if (request.secure)
        line += "; Secure";
    if (value.empty())
        line += "; Max-Age=0";
    reply.headers.emplace_back("Set-Cookie", line);
}

void set_cookie(Reply& reply, const Request& request, std::string_view name, std::string_view value,
                std::chrono::seconds life) {
    set_cookie(reply, request, name, value);
    reply.headers.back().second += "; Max-Age=" + std::to_string(life.count());
}

void move_cookies(Reply& from, Reply& to) {
    for (Header& header : from.headers)
        if (header.first == "Set-Cookie")
            to.headers.push_back(std::move(header));
}

}  // namespace firstline
