#include "server/http/server.h"

#include <algorithm>
#include <array>
#include <semaphore>
#include <utility>

#include <fmt/format.h>
#include <unistd.h>

#include "indexer/text/characters.h"
#include "server/http/listener.h"
#include "server/http/routes.h"
#include "server/http/socket_stream.h"

namespace firstline {
namespace {

/// A browser holds up to six connections, mostly idle; threads that wait on them cost little.
constexpr std::size_t kConnectionThreads = 128;
constexpr int kKeepAliveSeconds = 5;
constexpr int kRequestsPerConnection = 1000;
/// Enough for those who may wait for their password to be hashed, and some more.
constexpr int kMostSending = 32;
constexpr std::chrono::seconds kLongestWaitToSend{2};
constexpr int kMostLargeBodies = 6;
constexpr std::size_t kFileChunk = 64U << 10U;

/// For connections that find no place. Nothing was read of them, so nothing says whether a person
/// or a program asks.
const std::string& busy() {
    static constexpr std::string_view kBody =
        R"({"type":"about:blank","title":"Service Unavailable","status":503,)"
        R"("detail":"The server has more to do than it can. Try again in a moment."})";
    static const std::string answer = fmt::format(
        "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/problem+json\r\n"
        "Content-Length: {}\r\nRetry-After: 1\r\nCache-Control: no-store\r\n"
        "X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n{}",
        kBody.size(), kBody);
    return answer;
}

/// Headers that httplib adds to those of the client.
constexpr auto kNotTheClients =
    std::to_array<std::string_view>({"REMOTE_ADDR", "REMOTE_PORT", "LOCAL_ADDR", "LOCAL_PORT"});

Request request_of(const httplib::Request& received) {
    Request request;
    request.method = received.method;
    request.raw_target = received.target;
    request.peer = received.remote_addr;
    request.body = received.body;
    for (const auto& [name, value] : received.headers)
        if (std::find(kNotTheClients.begin(), kNotTheClients.end(), name) == kNotTheClients.end())
            request.headers.emplace_back(name, value);
    return request;
}

/// Who sends a form, or opens a text that is to be looked through first, may have to wait for a
/// turn or a disk: readers do not wait with them.
bool may_wait(const Request& request) {
    constexpr auto kOfTexts =
        std::to_array<std::string_view>({"/edit", "/proposals", "/writer/publish"});
    return request.method == "POST" ||
           std::any_of(kOfTexts.begin(), kOfTexts.end(), [&](std::string_view start) {
               return request.raw_target.starts_with(start);
           });
}

bool send_chunk(const FileBody& file, std::size_t offset, std::size_t length,
                httplib::DataSink& sink) {
    std::array<char, kFileChunk> chunk{};
    const ssize_t got = ::pread(*file.descriptor, chunk.data(), std::min(length, chunk.size()),
                                static_cast<off_t>(file.offset + offset));
    return got > 0 && sink.write(chunk.data(), static_cast<std::size_t>(got));
}

void put(const Reply& reply, httplib::Response& response) {
    response.status = reply.status;
    for (const auto& [name, value] : reply.headers)
        response.set_header(name, value);
    // Else httplib promises ranges of everything to HEAD.
    if (!reply.has("Accept-Ranges"))
        response.set_header("Accept-Ranges", "none");
    if (reply.file.descriptor && reply.file.length > 0)
        response.set_content_provider(
            reply.file.length, reply.content_type,
            [file = reply.file](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
                return send_chunk(file, offset, length, sink);
            });
    else if (!reply.content_type.empty())
        response.set_content(reply.body, reply.content_type);
}

const char* reason_of(int status) {
    switch (status) {
        case 414: return "The address is longer than 4,096 characters.";
        case 416: return "The range is not one that can be read.";
        default:
            return "The request is not HTTP as this server reads it, or its head is larger than "
                   "16 KB.";
    }
}

bool is_token(const std::string& method) {
    return !method.empty() && std::all_of(method.begin(), method.end(),
                                          [](char c) { return is_ascii_alpha(c) || c == '-'; });
}

bool has_body(const httplib::Request& request) {
    const std::string length = request.get_header_value("Content-Length");
    return request.has_header("Transfer-Encoding") || (!length.empty() && length != "0");
}

/// Gives a slot back, whatever happens.
class Slot {
public:
    explicit Slot(std::counting_semaphore<>& slots) : slots_(slots) {}
    ~Slot() { slots_.release(); }
    Slot(const Slot&) = delete;
    Slot& operator=(const Slot&) = delete;

private:
    std::counting_semaphore<>& slots_;
};

/// Reads the body of a POST that a route takes and that says plainly how long it is, into
/// `request`. False if it is left where it is: the connection can serve nothing after it.
bool read_body(SocketStream& stream, httplib::Request& request,
               std::counting_semaphore<>& large_bodies) {
    const std::string text = request.get_header_value("Content-Length");
    const auto target = parse_target(request.target);
    const auto largest =
        request.method == "POST" && target ? largest_body(target->path) : std::nullopt;
    const bool plain =
        largest && !request.has_header("Transfer-Encoding") &&
        !request.has_header("Content-Encoding") &&
        request.get_header_value_count("Content-Length") == 1 && text.size() <= 9 &&
        std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!plain)
        return false;
    const std::size_t length = std::stoul(text);
    if (length > *largest)
        return false;
    if (request.has_header("Expect")) {
        constexpr std::string_view kGoOn = "HTTP/1.1 100 Continue\r\n\r\n";
        stream.write(kGoOn.data(), kGoOn.size());
        stream.flush();
    }
    if (length <= kLargestBody)
        return stream.read_body(request.body, length);
    // Bounds what all of them together take of the memory.
    if (!large_bodies.try_acquire_for(kLongestWaitToSend))
        return false;
    const Slot slot(large_bodies);
    return stream.read_body(request.body, length);
}

/// Nothing that another reader of HTTP could take for two requests, or for another host's.
bool is_well_formed(const httplib::Request& request) {
    const auto in_name = [](char c) {
        return is_ascii_alnum(c) ||
               std::string_view{"!#$%&'*+-.^_`|~"}.find(c) != std::string_view::npos;
    };
    const auto in_value = [](char c) {
        return c == '\t' || (static_cast<unsigned char>(c) >= ' ' && c != '\x7F');
    };
    return request.get_header_value_count("Content-Length") <= 1 &&
           request.get_header_value_count("Host") <= 1 &&
           std::all_of(request.headers.begin(), request.headers.end(), [&](const auto& header) {
               return std::all_of(header.first.begin(), header.first.end(), in_name) &&
                      std::all_of(header.second.begin(), header.second.end(), in_value);
           });
}

/// Serves connections by threads that wait on them. What takes its place later needs no more of
/// httplib than process_request() and these handlers.
class Transport : private httplib::Server {
public:
    Transport(const Listener& listener, Responder& responder, int threads)
        : listener_(listener), responder_(responder), answering_(std::max(threads, 1)) {
        // httplib stops sending files when it has no socket; this server never listens itself.
        svr_sock_ = 0;
        keep_alive_timeout_sec_ = kKeepAliveSeconds;
        keep_alive_max_count_ = kRequestsPerConnection;
        set_pre_routing_handler(
            [this](const auto& request, auto& response) { return answer(request, response); });
        set_error_handler(HandlerWithResponse{
            [this](const auto& request, auto& response) { return refuse(request, response); }});
        set_post_routing_handler(
            [](const auto& /*request*/, auto& response) { correct_headers(response); });
    }

    /// Answers what comes in on one connection until it ends.
    void serve(int socket);

private:
    HandlerResponse answer(const httplib::Request& received, httplib::Response& response) {
        Request request = request_of(received);
        if (!is_well_formed(received)) {
            put(responder_.refuse(400, "The head of the request is not as HTTP wants it.",
                                  std::move(request)),
                response);
            response.set_header("Connection", "close");
            return HandlerResponse::Handled;
        }
        const bool sends = may_wait(request);
        if (sends && !sending_.try_acquire_for(kLongestWaitToSend)) {
            put(responder_.refuse(503,
                                  "Many people send something just now. Try again in a moment.",
                                  std::move(request)),
                response);
            response.set_header("Retry-After", "1");
            return HandlerResponse::Handled;
        }
        if (!sends)
            answering_.acquire();
        const Slot slot(sends ? sending_ : answering_);
        put(responder_.answer(std::move(request)), response);
        return HandlerResponse::Handled;
    }

    /// Called for every status from 400 on: our own answers are left alone, what httplib refused by
    /// itself is given a body.
    HandlerResponse refuse(const httplib::Request& received, httplib::Response& response) {
        if (response.has_header("X-Content-Type-Options"))
            return HandlerResponse::Unhandled;
        Request request = request_of(received);
        static constexpr auto kKnown =
            std::to_array<std::string_view>({"GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT",
                                             "OPTIONS", "TRACE", "PATCH", "PRI"});
        const bool unknown_method =
            response.status == 400 && is_token(received.method) && !received.version.empty() &&
            std::find(kKnown.begin(), kKnown.end(), received.method) == kKnown.end();
        if (unknown_method) {
            response.set_header("Allow", "GET, HEAD");
            put(responder_.refuse(405, "This address answers GET, HEAD.", std::move(request)),
                response);
        } else {
            put(responder_.refuse(response.status, reason_of(response.status), std::move(request)),
                response);
        }
        response.set_header("Connection", "close");
        return HandlerResponse::Handled;
    }

    static void correct_headers(httplib::Response& response) {
        if (response.status == 304 || response.status == 204)
            response.headers.erase("Content-Length");
        if (response.get_header_value("Connection") == "close")
            response.headers.erase("Keep-Alive");
    }

    const Listener& listener_;
    Responder& responder_;
    std::counting_semaphore<> answering_;
    std::counting_semaphore<> sending_{kMostSending};
    std::counting_semaphore<> large_bodies_{kMostLargeBodies};
};

void Transport::serve(int socket) {
    SocketStream stream(socket);
    bool unread = false;
    for (int left = kRequestsPerConnection; left > 0 && !unread; --left) {
        if (!stream.has_buffered() && !listener_.wait_readable(socket, kKeepAliveSeconds * 1000))
            return;
        stream.begin_request();
        const bool last = left == 1 || listener_.stopping();
        bool closed = false;
        unread = true;
        const bool served = process_request(stream, last, closed, [&](httplib::Request& request) {
            unread = !is_well_formed(request) ||
                     (has_body(request) && !read_body(stream, request, large_bodies_));
            if (unread) {
                request.headers.erase("Connection");
                request.set_header("Connection", "close");
            }
            // Ranges are the file handler's; httplib would apply several, and to any answer.
            request.ranges.clear();
            // httplib would answer 100 or 417 by itself, also for requests that are refused.
            request.headers.erase("Expect");
            // httplib compresses with brotli's slowest level; a reverse proxy does it better.
            request.headers.erase("Accept-Encoding");
        });
        if (!stream.flush() || !served || closed || last)
            break;
    }
    if (unread)
        stream.finish_politely();
}

}  // namespace

Server::Server(const ServerSettings& settings)
    : settings_(settings), listener_(std::make_unique<Listener>(settings.host, settings.port)) {}

Server::~Server() = default;

int Server::port() const {
    return listener_->port();
}

void Server::run(Responder& responder) {
    Transport transport(*listener_, responder, settings_.threads);
    listener_->run(kConnectionThreads, busy(), [&](int socket) { transport.serve(socket); });
}

void Server::stop() {
    listener_->stop();
}

bool Server::stopping() const {
    return listener_->stopping();
}

}  // namespace firstline
