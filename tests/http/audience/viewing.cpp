#include "tests/http/audience/viewing.h"

#include "server/pages/links.h"
#include "tests/http/visitor.h"

namespace firstline {

namespace {

constexpr const char* kUserHeader = "X-User";
constexpr const char* kGroupsHeader = "X-Groups";

std::string joined(const std::vector<std::string>& groups) {
    std::string all;
    for (const std::string& group : groups)
        all += (all.empty() ? "" : ",") + group;
    return all;
}

/// Tokens as roles are in no group and proxies' writers are no different from ours, so this covers
/// each way with and without a group.
enum class Way { none, session, token, proxy };

Way way_of(const Kind& kind) {
    if (kind.role.empty())
        return Way::none;
    if (kind.role == "agent")
        return kind.groups.empty() ? Way::token : Way::proxy;
    if (kind.role == "employee")
        return kind.groups.empty() ? Way::proxy : Way::session;
    return kind.role == "admin" ? Way::token : Way::session;
}

}  // namespace

ServedWith for_viewers() {
    return {.trusted_proxies = "127.0.0.1",
            .single_sign_on = {.user_header = kUserHeader,
                               .groups_header = kGroupsHeader,
                               .roles = {{"desk", Role::agent}}}};
}

Viewing::Viewing(ServedKb& kb, const Kind& kind) : kb_(kb) {
    kb.add_account("zoe", kind.role.empty() ? "employee" : kind.role, kind.groups);
    headers_ = {{"Host", "localhost"}};
    switch (way_of(kind)) {
        case Way::none: break;
        case Way::session: {
            Visitor zoe(kb.port());
            zoe.sign_in("zoe", ServedKb::kPassword);
            headers_.emplace_back("Cookie",
                                  "firstline_session=" + zoe.cookies.at("firstline_session"));
            zoe.get("/account");
            form_token_ = zoe.form_token;
            break;
        }
        case Way::token:
            headers_.emplace_back("Authorization", "Bearer " + kb.add_token("zoe", {"read"}));
            break;
        case Way::proxy:
            headers_.emplace_back(kUserHeader, "pat");
            headers_.emplace_back(
                kGroupsHeader, joined(kind.groups) + (kind.role == "agent" ? ",desk" : ",nothing"));
            break;
    }
}

Received Viewing::ask(const Asked& asked) const {
    Headers headers = headers_;
    const bool is_form = !asked.body.empty() && asked.body.find_first_of("[{") != 0;
    std::string body = asked.body;
    if (is_form && asked.from_page && !form_token_.empty())
        body += "&form_token=" + encode_component(form_token_);
    if (asked.method == "POST")
        headers.emplace_back("Content-Length", std::to_string(body.size()));
    if (!body.empty())
        headers.emplace_back("Content-Type",
                             is_form ? "application/x-www-form-urlencoded" : "application/json");
    if (asked.from_page) {
        headers.emplace_back("Origin", "http://localhost");
        headers.emplace_back("User-Agent", "Mozilla/5.0 Firefox/128.0");
    }
    return kb_.answer(std::string{asked.method}, asked.target, headers, body);
}

}  // namespace firstline
