#include "server/http/frame.h"

#include <algorithm>
#include <utility>

#include <spdlog/spdlog.h>

#include "indexer/text/characters.h"
#include "indexer/text/language.h"
#include "server/http/client.h"
#include "server/http/form.h"
#include "server/pages/links.h"

namespace firstline {
namespace {

constexpr std::size_t kLongestHost = 255;
constexpr std::string_view kSignInPath = "/sign-in";

bool is_plain_host(std::string_view host) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
               std::string_view{".-:[]"}.find(c) != std::string_view::npos;
    };
    return !host.empty() && host.size() <= kLongestHost &&
           std::all_of(host.begin(), host.end(), allowed);
}

Person person_of(const Site& site, const Request& request) {
    const Caller& caller = request.caller;
    Person person{.name = caller.name, .role = caller.viewer.role};
    if (caller.way == Caller::Way::session)
        person.form_token = form_token(request);
    else
        person.sign_out_url = site.sign_out_url;
    return person;
}

}  // namespace

const Viewer& viewer_of(const Request& request) {
    return request.caller.viewer;
}

bool has_accounts(const Site& site) {
    try {
        return site.gate != nullptr && site.gate->has_accounts();
    } catch (const StoreError& error) {
        spdlog::error("accounts cannot be asked for error=\"{}\"", error.what());
        return false;
    }
}

std::string sign_in_url_of(const Site& site, const Request& request) {
    if (request.caller.way != Caller::Way::none)
        return {};
    if (!site.sign_in_url.empty())
        return site.sign_in_url;
    if (!has_accounts(site))
        return {};
    return request.target.path == kSignInPath
               ? std::string{kSignInPath}
               : std::string{kSignInPath} + "?to=" + encode_component(request.raw_target);
}

std::string base_url_of(const Site& site, const Request& request) {
    if (!site.base_url.empty())
        return site.base_url;
    const std::string host = lower_ascii(request.header("Host"));
    return is_plain_host(host) ? (request.secure ? "https://" : "http://") + host : std::string{};
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
    frame.index_updated_at = reading.updated_at();
    frame.desk = manifest.kb.desk;
    frame.after_hours = manifest.kb.desk.after_hours;
    frame.owners = manifest.kb.owners;
    frame.today = std::chrono::floor<std::chrono::days>(site.now());
    frame.loopback = is_local(request);
    frame.sign_in_url = sign_in_url_of(site, request);
    if (request.caller.is_person())
        frame.person = person_of(site, request);
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
