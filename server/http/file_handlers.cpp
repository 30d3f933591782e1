#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "server/http/answer_from_index.h"
#include "server/http/handlers.h"
#include "server/pages/links.h"

namespace firstline {
namespace {

/// A year: the address of an asset changes with its content.
constexpr const char* kForever = "public, max-age=31536000, immutable";

/// The one file of ours that pages of other sites load.
constexpr std::string_view kForOtherSites = "kb-suggest.js";

constexpr const char* kSandbox = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

Reply no_such_file() {
    Reply reply;
    reply.status = 404;
    reply.content_type = "text/plain; charset=utf-8";
    reply.body = "There is no such file.\n";
    reply.headers = {{"Cache-Control", "no-store"}};
    return reply;
}

struct Span {
    std::size_t first = 0;
    std::size_t last = 0;
};

std::optional<std::size_t> number_of(std::string_view text) {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

/// The one range of `bytes=0-99`, `bytes=100-` or `bytes=-100`. Nothing if it is none of a file of
/// this size.
std::optional<Span> span_of(std::string_view range, std::size_t size) {
    static constexpr std::string_view kUnit = "bytes=";
    const std::size_t dash = range.find('-');
    if (!range.starts_with(kUnit) || dash == std::string_view::npos || size == 0)
        return std::nullopt;
    const std::string_view first_text = range.substr(kUnit.size(), dash - kUnit.size());
    const std::string_view last_text = range.substr(dash + 1);
    const auto first = number_of(first_text);
    const auto last = number_of(last_text);
    if (first_text.empty() && last && *last > 0)
        return Span{size - std::min(size, *last), size - 1};
    if (!first || *first >= size || (!last_text.empty() && (!last || *last < *first)))
        return std::nullopt;
    return Span{*first, last ? std::min(*last, size - 1) : size - 1};
}

Reply refuse_range(std::size_t size) {
    Reply reply;
    reply.status = 416;
    reply.headers = {{"Content-Range", fmt::format("bytes */{}", size)},
                     {"Cache-Control", kAskAgain}};
    return reply;
}

/// What a browser may show in place; the rest is saved by name.
void say_how_to_show(Reply& reply, const std::string& path) {
    const std::string& type = reply.content_type;
    if (type == "image/svg+xml" || type == "application/pdf")
        reply.headers.emplace_back("Content-Security-Policy", kSandbox);
    if (type == "application/octet-stream") {
        const std::string name = path.substr(path.find_last_of('/') + 1);
        reply.headers.emplace_back("Content-Disposition",
                                   "attachment; filename*=UTF-8''" + encode_component(name));
    }
}

Reply file_reply(const Request& request, const std::string& path, const KbFiles::Opened& opened) {
    const std::string tag = '"' + opened.stamp + '"';
    if (client_has(request, tag))
        return not_modified(tag, caching_for(request));
    Reply reply;
    reply.content_type = content_type_of(path);
    reply.file = {opened.descriptor, 0, opened.size};
    reply.headers = {
        {"ETag", tag}, {"Cache-Control", caching_for(request)}, {"Accept-Ranges", "bytes"}};
    say_how_to_show(reply, path);
    const std::string_view if_range = request.header("If-Range");
    if (const auto range = request.header("Range");
        !range.empty() && (if_range.empty() || if_range == tag)) {
        const auto span = span_of(range, opened.size);
        if (!span)
            return refuse_range(opened.size);
        reply.status = 206;
        reply.file.offset = span->first;
        reply.file.length = span->last - span->first + 1;
        reply.headers.emplace_back(
            "Content-Range", fmt::format("bytes {}-{}/{}", span->first, span->last, opened.size));
    }
    return reply;
}

}  // namespace

Reply send_kb_file(const Site& site, const Request& request, const std::string& rest) {
    if (!site.files || !KbFiles::is_servable(rest))
        return no_such_file();
    const bool shown = site.library.ask(viewer_of(request),
                                        [&](Reading& reading) { return reading.shows_file(rest); });
    const auto opened = shown ? site.files->open(rest) : std::nullopt;
    return opened ? file_reply(request, rest, *opened) : no_such_file();
}

Reply send_asset(const Site& site, const Request& request, const std::string& rest) {
    const Asset* asset = site.assets.find(rest);
    if (!asset)
        return no_such_file();
    const std::string* version = request.target.parameter("v");
    const bool unchanging = version && *version == site.pages.version();
    const char* caching = unchanging ? kForever : "no-cache";
    Reply reply;
    if (client_has(request, asset->tag)) {
        reply = not_modified(asset->tag, caching);
    } else {
        reply.content_type = asset->content_type;
        reply.body = asset->content;
        reply.headers = {{"ETag", asset->tag}, {"Cache-Control", caching}};
    }
    // With a 304, too: its headers take the place of those that the browser kept.
    if (rest == kForOtherSites) {
        reply.headers.emplace_back("Cross-Origin-Resource-Policy", "cross-origin");
        reply.headers.emplace_back("Access-Control-Allow-Origin", "*");
    }
    return reply;
}

Reply send_icon(const Site& site, const Request& request, const std::string& /*rest*/) {
    if (site.assets.find("icon.svg"))
        return send_asset(site, request, "icon.svg");
    Reply reply;
    reply.status = 204;
    reply.headers = {{"Cache-Control", "no-cache"}};
    return reply;
}

}  // namespace firstline
