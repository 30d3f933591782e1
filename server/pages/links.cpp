#include "server/pages/links.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "indexer/text/web_url.h"

namespace firstline {

namespace {

bool is_unreserved(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '.' || c == '_' ||
           c == '~';
}

std::string encode(std::string_view text, std::string_view kept) {
    std::string encoded;
    encoded.reserve(text.size() + text.size() / 4);
    for (const char c : text) {
        if (is_unreserved(c) || kept.find(c) != std::string_view::npos)
            encoded += c;
        else
            encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return encoded;
}

void append_parameters(std::string& url, std::string_view name,
                       const std::vector<std::string>& values) {
    for (const std::string& value : values)
        url += fmt::format("&{}={}", name, encode_component(value));
}

bool holds_control_or_blank(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '\\'; });
}

}  // namespace

std::string encode_component(std::string_view text) {
    return encode(text, "");
}

std::string article_url(std::string_view slug, std::string_view anchor) {
    std::string url = "/a/" + encode(slug, "/");
    if (!anchor.empty())
        url += "#" + encode(anchor, "");
    return url;
}

std::string search_url(const SearchRequest& request) {
    const SearchRequest defaults;
    std::string url = "/search?q=" + encode_component(request.query);
    append_parameters(url, "product", request.filter.product);
    append_parameters(url, "type", request.filter.type);
    append_parameters(url, "tag", request.filter.tag);
    if (request.as_typed)
        url += "&as_typed=1";
    if (request.explain)
        url += "&explain=1";
    if (request.operators)
        url += "&ops=1";
    if (request.as_words)
        url += "&ops=0";
    if (request.limit != defaults.limit)
        url += fmt::format("&limit={}", request.limit);
    if (request.offset != 0)
        url += fmt::format("&offset={}", request.offset);
    return url;
}

std::string web_url(std::string_view url) {
    return is_web_url(url) && !holds_control_or_blank(url) ? std::string{url} : std::string{};
}

std::string notice_url(std::string_view link) {
    if (link.empty() || holds_control_or_blank(link))
        return {};
    if (link.front() == '/')
        return link.starts_with("//") ? std::string{} : std::string{link};
    if (link.find(':') != std::string_view::npos)
        return web_url(link);
    const std::size_t hash = std::min(link.find('#'), link.size());
    std::string_view path = link.substr(0, hash);
    if (path.ends_with(".md"))
        path.remove_suffix(3);
    return article_url(path, hash < link.size() ? link.substr(hash + 1) : std::string_view{});
}

std::string telephone_url(std::string_view telephone) {
    std::string digits;
    for (const char c : telephone) {
        if (std::isdigit(static_cast<unsigned char>(c)) != 0 || (c == '+' && digits.empty()))
            digits += c;
    }
    return digits.empty() || digits == "+" ? std::string{} : "tel:" + digits;
}

std::string mail_url(std::string_view email, std::string_view subject) {
    if (email.find('@') == std::string_view::npos || holds_control_or_blank(email))
        return {};
    std::string url = "mailto:" + encode(email, "@+");
    if (!subject.empty())
        url += "?subject=" + encode_component(subject);
    return url;
}

}  // namespace firstline
