#include "server/http/form.h"

#include <algorithm>

#include "indexer/text/characters.h"
#include "server/access/secrets.h"
#include "server/http/cookies.h"
#include "server/http/frame.h"
#include "server/http/identify.h"

namespace firstline {
namespace {

constexpr std::string_view kFormCookie = "firstline_form";
constexpr std::size_t kShortestKey = 20;
constexpr std::size_t kLongestPath = 2000;

bool is_token_character(char c) {
    return is_ascii_alnum(c) || c == '-' || c == '_';
}

/// What the form's token is made from; empty if the browser has shown nothing.
std::string_view key_of(const Request& request) {
    const auto key = request.caller.way == Caller::Way::session ? session_token(request)
                                                                : cookie(request, kFormCookie);
    const bool sound =
        key.size() >= kShortestKey && std::all_of(key.begin(), key.end(), is_token_character);
    return sound ? key : std::string_view{};
}

/// Bound to who sends it, so that a form filled in as one person is not sent as another.
std::string token_for(const Request& request, std::string_view key) {
    return hash_of_token("form " + request.caller.name + " " + std::string{key});
}

/// `https://kb.example.com` of `https://kb.example.com/sign-in`.
std::string_view origin_of(std::string_view url) {
    const auto scheme = url.find("://");
    if (scheme == std::string_view::npos)
        return url;
    return url.substr(0, url.find('/', scheme + 3));
}

}  // namespace

Target fields_of(const Request& request) {
    const std::string type = lower_ascii(request.header("Content-Type"));
    if (!type.starts_with("application/x-www-form-urlencoded"))
        return {};
    return parse_target("/?" + request.body).value_or(Target{});
}

std::string field(const Target& fields, std::string_view name) {
    const std::string* const value = fields.parameter(name);
    return value ? *value : std::string{};
}

std::string form_token(const Request& request) {
    const auto key = key_of(request);
    return key.empty() ? std::string{} : token_for(request, key);
}

std::string form_token(const Request& request, Reply& reply) {
    if (auto token = form_token(request); !token.empty())
        return token;
    const std::string key = random_token();
    set_cookie(reply, request, kFormCookie, key);
    return token_for(request, key);
}

bool comes_from_here(const Site& site, const Request& request) {
    if (const auto fetch = request.header("Sec-Fetch-Site");
        !fetch.empty() && fetch != "same-origin")
        return false;
    std::string_view origin = request.header("Origin");
    if (origin.empty())
        origin = origin_of(request.header("Referer"));
    const std::string sender = lower_ascii(origin);
    const std::string here =
        (request.secure ? "https://" : "http://") + lower_ascii(request.header("Host"));
    return sender == here || (request.secure && !site.base_url.empty() &&
                              sender == lower_ascii(origin_of(site.base_url)));
}

void check_origin(const Site& site, const Request& request) {
    if (!comes_from_here(site, request))
        throw ForgedForm(
            "This was not sent from a page of this knowledge base. Open the page here and send it "
            "again.");
}

void check_form(const Site& site, const Request& request, const Target& fields) {
    check_origin(site, request);
    const std::string token = form_token(request);
    if (token.empty() || !equal_secrets(field(fields, "form_token"), token))
        throw ForgedForm(
            "This form is from another session, or your browser keeps no cookies. Open the page "
            "again and send it once more.");
}

std::string local_path(const std::string& text) {
    const bool sound =
        text.size() <= kLongestPath && text.starts_with('/') && !text.starts_with("//") &&
        std::none_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '\\'; });
    return sound ? text : "/";
}

}  // namespace firstline
