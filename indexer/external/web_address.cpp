#include "indexer/external/web_address.h"

#include <memory>

#include <curl/curl.h>

#include "indexer/text/characters.h"

namespace firstline {

namespace {

struct UrlFree {
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
};

/// Empty for a part that is not there.
std::string part_of(CURLU* url, CURLUPart part, unsigned flags = 0) {
    char* text = nullptr;
    if (curl_url_get(url, part, &text, flags) != CURLUE_OK)
        return {};
    std::string copy = text;
    curl_free(text);
    return copy;
}

}  // namespace

std::optional<WebAddress> web_address(std::string_view text) {
    const std::unique_ptr<CURLU, UrlFree> url(curl_url());
    const std::string whole(trimmed(text));
    if (!url || curl_url_set(url.get(), CURLUPART_URL, whole.c_str(), CURLU_URLENCODE) != CURLUE_OK)
        return std::nullopt;
    const std::string scheme = lower_ascii(part_of(url.get(), CURLUPART_SCHEME));
    if (scheme != "http" && scheme != "https")
        return std::nullopt;
    WebAddress address;
    if (const auto fragment = part_of(url.get(), CURLUPART_FRAGMENT); !fragment.empty())
        address.fragment = '#' + fragment;
    for (const auto part : {CURLUPART_FRAGMENT, CURLUPART_USER, CURLUPART_PASSWORD})
        curl_url_set(url.get(), part, nullptr, 0);
    address.host = lower_ascii(part_of(url.get(), CURLUPART_HOST));
    const auto port = part_of(url.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT);
    address.whose = port == "80" || port == "443" ? address.host : address.host + ':' + port;
    address.url = part_of(url.get(), CURLUPART_URL);
    if (address.host.empty() || address.url.empty())
        return std::nullopt;
    return address;
}

}  // namespace firstline
