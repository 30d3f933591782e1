#include "server/http/responder.h"

#include <algorithm>
#include <array>
#include <exception>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "server/http/client.h"
#include "server/http/form.h"
#include "server/http/frame.h"
#include "server/http/identify.h"
#include "server/http/params.h"
#include "server/http/problem_reply.h"
#include "server/http/routes.h"

namespace firstline {
namespace {

constexpr std::size_t kLongestTarget = 4096;
constexpr std::size_t kMostHeaders = 100;
constexpr std::size_t kLongestLoggedPath = 200;

/// Can name no site that may: a page that some may frame goes without it.
constexpr const char* kNoFrames = "X-Frame-Options";

constexpr auto kSecurityHeaders = std::to_array<std::pair<const char*, const char*>>({
    {"Content-Security-Policy",
     "default-src 'self'; img-src 'self' https: data:; object-src 'none'; base-uri 'none'; "
     "frame-ancestors 'none'; form-action 'self'"},
    {"X-Content-Type-Options", "nosniff"},
    {kNoFrames, "DENY"},
    // What people search for stands in the address and is nobody else's business.
    {"Referrer-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
});

/// `64 KB`, `15 MB`
std::string in_bytes(std::size_t size) {
    constexpr std::size_t kMegabyte = std::size_t{1} << 20U;
    return size < kMegabyte ? fmt::format("{} KB", size >> 10U) : fmt::format("{} MB", size >> 20U);
}

/// Who reads the log must not be able to open what people wrote to the desk.
std::string logged_path(const std::string& path) {
    constexpr std::string_view kTicket = "/ticket/";
    if (path.starts_with(kTicket))
        return std::string{kTicket} + "...";
    return encode_path(path).substr(0, kLongestLoggedPath);
}

struct Refusal {
    int status = 400;
    const char* detail = "";
};

bool is_too_large(std::string_view content_length, std::size_t largest) {
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    return content_length.size() > 9 ||
           !std::all_of(content_length.begin(), content_length.end(), digit) ||
           (!content_length.empty() && std::stoul(std::string{content_length}) > largest);
}

/// Bodies come plain and with their length, in one piece; all else is somebody trying something.
std::optional<Refusal> refusal_of_body(const Request& request) {
    if (!request.header("Transfer-Encoding").empty())
        return Refusal{411, "Send the length of the body in Content-Length."};
    if (!request.header("Content-Encoding").empty())
        return Refusal{415, "Send the body as it is, without Content-Encoding."};
    const auto lengths = request.all("Content-Length");
    if (lengths.empty())
        return Refusal{411, "Send the length of the body in Content-Length."};
    if (lengths.size() > 1 || std::to_string(request.body.size()) != lengths.front())
        return Refusal{400, "The body of the request is not of the length that its head says."};
    return std::nullopt;
}

/// What holds for every route.
std::optional<Refusal> refusal_of(const Request& request) {
    if (request.raw_target.size() > kLongestTarget)
        return Refusal{414, "The address is longer than 4,096 characters."};
    if (request.headers.size() > kMostHeaders)
        return Refusal{431, "The request has more than 100 header lines."};
    // Many small ranges of one file would cost far more to answer than to ask for.
    if (request.header("Range").find(',') != std::string_view::npos)
        return Refusal{416, "Only one range can be asked for at a time."};
    return std::nullopt;
}

const char* title_for_people(int status) {
    switch (status) {
        case 400: return "We could not read this request";
        case 403: return "We did not take this";
        case 404: return "There is nothing here";
        case 405: return "This page cannot do that";
        case 413: return "That is too much at once";
        case 414: return "This address is too long";
        case 500: return "Something went wrong on our side";
        case 503: return "Please try again in a moment";
        default: return status_title(status);
    }
}

}  // namespace

Responder::Responder(const Site& site)
    : site_(site), id_prefix_(fmt::format("{:x}", site.now().time_since_epoch().count())) {}

std::string Responder::next_id() {
    return fmt::format("{}-{}", id_prefix_, ++requests_);
}

Reply Responder::answer(Request request) {
    const auto begin = std::chrono::steady_clock::now();
    const std::string id = next_id();
    Reply reply = checked(request, id);
    finish(reply, request, id, begin);
    return reply;
}

Reply Responder::refuse(int status, std::string_view detail, Request request) {
    const auto begin = std::chrono::steady_clock::now();
    const std::string id = next_id();
    request.target = parse_target(request.raw_target).value_or(Target{});
    Reply reply = problem_reply(status, detail);
    finish(reply, request, id, begin);
    return reply;
}

Reply Responder::checked(Request& request, const std::string& id) const {
    try {
        if (const auto refusal = refusal_of(request))
            return problem_reply(refusal->status, refusal->detail);
        auto target = parse_target(request.raw_target);
        if (!target)
            return problem_reply(400, "The address must be a path without control characters.");
        request.target = std::move(*target);
        const auto largest =
            request.method == "POST" ? largest_body(request.target.path) : std::nullopt;
        if (const auto most = largest.value_or(kLargestBody);
            is_too_large(request.header("Content-Length"), most)) {
            const auto detail =
                fmt::format("The body of the request is larger than {}.", in_bytes(most));
            return largest ? failure(request, 413, detail) : problem_reply(413, detail);
        }
        if (largest)
            if (const auto refusal = refusal_of_body(request))
                return problem_reply(refusal->status, refusal->detail);
        find_client(site_, request);
        if (is_from_unknown_proxy(site_, request) && !told_of_proxy_.exchange(true))
            spdlog::warn(
                "a proxy at {} forwards requests; name it in trusted_proxies if it is yours, so "
                "that people can sign in through it and are told apart",
                request.peer);
        request.caller = identify(site_, request);
        return route(site_, request);
    } catch (const BadRequest& bad) {
        return failure(request, 400, bad.what());
    } catch (const InvalidToken& invalid) {
        Reply reply = problem_reply(401, invalid.what());
        reply.headers.emplace_back("WWW-Authenticate", R"(Bearer error="invalid_token")");
        return reply;
    } catch (const ForgedForm& forged) {
        return failure(request, 403, forged.what());
    } catch (const StoreError& error) {
        spdlog::error("request failed id={} path={} error=\"{}\"", id,
                      encode_path(request.target.path), error.what());
        return failure(request, 503,
                       "What is kept here of accounts and of what people said cannot be read or "
                       "written just now. Nothing was changed; please try again.");
    } catch (const std::exception& error) {
        spdlog::error("request failed id={} path={} error=\"{}\"", id,
                      encode_path(request.target.path), error.what());
    } catch (...) {
        spdlog::error("request failed id={} path={} error=unknown", id,
                      encode_path(request.target.path));
    }
    return failure(request, 500,
                   "The server could not answer. Please try again; if it goes on, tell the help "
                   "desk this number: " +
                       id);
}

Reply Responder::failure(const Request& request, int status, const std::string& detail) const {
    if (speaks_json(request.target.path))
        return problem_reply(status, detail);
    try {
        // The frame of an error page must not need the index: that may be what failed.
        Reply reply;
        reply.status = status;
        reply.content_type = "text/html; charset=utf-8";
        reply.body =
            site_.pages.error(bare_frame(site_), {status, title_for_people(status), detail});
        reply.headers = {{"Cache-Control", "no-store"}};
        return reply;
    } catch (const std::exception& error) {
        spdlog::error("error page failed error=\"{}\"", error.what());
        return problem_reply(status, detail);
    }
}

void Responder::finish(Reply& reply, const Request& request, const std::string& id,
                       std::chrono::steady_clock::time_point begin) const {
    for (const auto& [name, value] : kSecurityHeaders)
        if (!reply.has(name) && !(reply.frames_elsewhere && std::string_view{name} == kNoFrames))
            reply.headers.emplace_back(name, value);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
    spdlog::info("request id={} method={} path={} status={} ms={:.1f} bytes={}", id,
                 encode_path(request.method), logged_path(request.target.path), reply.status,
                 took.count(), reply.length());
}

}  // namespace firstline
