#include "server/http/message.h"

#include <algorithm>

#include <strings.h>

namespace firstline {
namespace {

bool same_name(std::string_view a, std::string_view b) {
    return a.size() == b.size() && strncasecmp(a.data(), b.data(), a.size()) == 0;
}

auto find(const std::vector<Header>& headers, std::string_view name) {
    return std::find_if(headers.begin(), headers.end(),
                        [&](const Header& header) { return same_name(header.first, name); });
}

}  // namespace

std::string_view Request::header(std::string_view name) const {
    const auto found = find(headers, name);
    return found == headers.end() ? std::string_view{} : std::string_view{found->second};
}

std::vector<std::string_view> Request::all(std::string_view name) const {
    std::vector<std::string_view> values;
    for (const auto& [key, value] : headers)
        if (same_name(key, name))
            values.push_back(value);
    return values;
}

bool Reply::has(std::string_view name) const {
    return find(headers, name) != headers.end();
}

Reply moved_to(std::string_view location) {
    Reply reply;
    reply.status = 301;
    reply.headers = {{"Location", encode_url(location)}, {"Cache-Control", "private, no-cache"}};
    return reply;
}

Reply see_other(std::string_view location) {
    Reply reply;
    reply.status = 303;
    reply.headers = {{"Location", encode_url(location)}, {"Cache-Control", "no-store"}};
    return reply;
}

}  // namespace firstline
