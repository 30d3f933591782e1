#include "tests/http/visitor.h"

#include "server/pages/links.h"

namespace firstline {

Headers Visitor::with_cookies(const Headers& more) const {
    Headers headers = more;
    const auto given = [&](std::string_view name) {
        for (const auto& header : more)
            if (header.first == name)
                return true;
        return false;
    };
    if (!given("Host"))
        headers.emplace_back("Host", host_);
    if (!given("User-Agent") && !user_agent.empty())
        headers.emplace_back("User-Agent", user_agent);
    std::string all;
    for (const auto& [name, value] : cookies)
        all += (all.empty() ? "" : "; ") + name + "=" + value;
    if (!all.empty())
        headers.emplace_back("Cookie", all);
    return headers;
}

Received Visitor::keep(const Received& answer) {
    const auto [begin, end] = answer.headers.equal_range("set-cookie");
    for (auto at = begin; at != end; ++at) {
        const std::string pair = at->second.substr(0, at->second.find(';'));
        const auto equals = pair.find('=');
        if (equals + 1 == pair.size())
            cookies.erase(pair.substr(0, equals));
        else
            cookies[pair.substr(0, equals)] = pair.substr(equals + 1);
    }
    static constexpr std::string_view kField = "name=\"form_token\" value=\"";
    if (const auto at = answer.body.find(kField); at != std::string::npos) {
        const auto value = at + kField.size();
        form_token = answer.body.substr(value, answer.body.find('"', value) - value);
    }
    return answer;
}

Received Visitor::get(const std::string& target, const Headers& more) {
    return keep(fetch(port_, target, with_cookies(more)));
}

Received Visitor::post(const std::string& target, std::map<std::string, std::string> fields,
                       const Headers& more) {
    fields.try_emplace("form_token", form_token);
    std::string body;
    for (const auto& [name, value] : fields)
        body += (body.empty() ? "" : "&") + encode_component(name) + "=" + encode_component(value);
    Headers headers = with_cookies(more);
    bool has_origin = false;
    for (const auto& [name, value] : more)
        has_origin = has_origin || name == "Origin" || name == "Referer";
    if (!has_origin)
        headers.emplace_back("Origin", "http://" + host_);
    headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    headers.emplace_back("Content-Length", std::to_string(body.size()));
    return keep(fetch(port_, target, headers, "POST", body));
}

Received Visitor::sign_in(const std::string& name, const std::string& password,
                          const Headers& more) {
    get("/sign-in", more);
    return post("/sign-in", {{"name", name}, {"password", password}}, more);
}

}  // namespace firstline
