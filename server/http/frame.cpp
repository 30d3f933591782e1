#include "server/http/frame.h"

#include <algorithm>
#include <utility>

#include "indexer/text/characters.h"
#include "indexer/text/language.h"

namespace firstline {
namespace {

constexpr std::size_t kLongestHost = 255;

bool is_plain_host(std::string_view host) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
               std::string_view{".-:[]"}.find(c) != std::string_view::npos;
    };
    return !host.empty() && host.size() <= kLongestHost &&
           std::all_of(host.begin(), host.end(), allowed);
}

}  // namespace

Viewer viewer_of(const Request& /*request*/) {
    return Viewer{};
}

bool is_local(const Request& request) {
    const bool through_a_proxy =
        !request.header("X-Forwarded-For").empty() || !request.header("Forwarded").empty();
    return !through_a_proxy && (request.client == "127.0.0.1" || request.client == "::1" ||
                                request.client == "::ffff:127.0.0.1");
}

std::string base_url_of(const Site& site, const Request& request) {
    if (!site.base_url.empty())
        return site.base_url;
    const std::string host = lower_ascii(request.header("Host"));
    return is_plain_host(host) ? "http://" + host : std::string{};
}

Frame frame_of(const Site& site, const Request& request, Reading& reading, std::string path,
               std::string query) {
    const Manifest& manifest = reading.manifest();
    Frame frame;
    frame.kb_name = manifest.kb.name;
    frame.language = language_tag(manifest.kb.language);
    frame.base_url = base_url_of(site, request);
    frame.path = std::move(path);
    frame.query = std::move(query);
    frame.articles = reading.articles();
    frame.index_updated_at = manifest.updated_at;
    frame.desk = manifest.kb.desk;
    frame.after_hours = manifest.kb.desk.after_hours;
    frame.owners = manifest.kb.owners;
    frame.today = std::chrono::floor<std::chrono::days>(site.now());
    frame.loopback = is_local(request);
    return frame;
}

Frame bare_frame(const Site& site) {
    Frame frame;
    frame.kb_name = "Knowledge base";
    frame.language = "en";
    frame.path = "/";
    frame.today = std::chrono::floor<std::chrono::days>(site.now());
    return frame;
}

}  // namespace firstline
