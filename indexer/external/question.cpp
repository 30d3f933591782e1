#include "indexer/external/question.h"

#include <array>
#include <new>
#include <stdexcept>
#include <utility>

#include <netdb.h>
#include <sys/socket.h>

#include "indexer/external/address_range.h"

namespace firstline {

namespace {

void ready_library() {
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (ready != CURLE_OK)
        throw std::runtime_error("libcurl cannot be used on this machine");
}

extern "C" std::size_t want_no_more(const char*, std::size_t, std::size_t, void*) {
    return 0;
}

extern "C" int look_whether_to_end(void* stopping, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return *static_cast<const std::atomic<bool>*>(stopping) ? 1 : 0;
}

/// Judged here, a name cannot mean one address when it is looked at and another when it is asked.
extern "C" curl_socket_t open_if_public(void* met_private, curlsocktype, curl_sockaddr* wanted) {
    if (!is_public(wanted->addr)) {
        *static_cast<bool*>(met_private) = true;
        return CURL_SOCKET_BAD;
    }
    return ::socket(wanted->family, wanted->socktype, wanted->protocol);
}

/// A name that is not found may be none, or the network may be down: only the former is told.
bool has_no_host(const std::string& host) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    const int error = ::getaddrinfo(host.c_str(), nullptr, &hints, &found);
    if (error == 0)
        ::freeaddrinfo(found);
    return error == EAI_NONAME;
}

}  // namespace

Questioner::Questioner(Options options, const std::atomic<bool>& stopping)
    : options_(std::move(options)), stopping_(stopping) {
    ready_library();
    curl_.reset(curl_easy_init());
    if (!curl_)
        throw std::bad_alloc();
    CURL* const c = curl_.get();
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    // A proxy would be asked in place of the host, and nobody could tell where it leads.
    curl_easy_setopt(c, CURLOPT_PROXY, "");
    curl_easy_setopt(c, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    // Asking the next host ends the connection to this one.
    curl_easy_setopt(c, CURLOPT_MAXCONNECTS, 1L);
    curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, static_cast<long>(options_.timeout.count()));
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options_.timeout.count() / 2));
    curl_easy_setopt(c, CURLOPT_USERAGENT, options_.agent.c_str());
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, want_no_more);
    curl_easy_setopt(c, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(c, CURLOPT_XFERINFOFUNCTION, look_whether_to_end);
    curl_easy_setopt(c, CURLOPT_XFERINFODATA,
                     const_cast<void*>(static_cast<const void*>(&stopping_)));
    if (!options_.private_too) {
        curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, open_if_public);
        curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, &met_private_);
    }
}

Questioner::Reply Questioner::ask(const WebAddress& address, Method method) {
    CURL* const c = curl_.get();
    std::array<char, CURL_ERROR_SIZE> error{};
    met_private_ = false;
    curl_easy_setopt(c, CURLOPT_URL, address.url.c_str());
    curl_easy_setopt(c, CURLOPT_ERRORBUFFER, error.data());
    if (method == Method::head) {
        curl_easy_setopt(c, CURLOPT_RANGE, nullptr);
        curl_easy_setopt(c, CURLOPT_NOBODY, 1L);
    } else {
        curl_easy_setopt(c, CURLOPT_HTTPGET, 1L);
        curl_easy_setopt(c, CURLOPT_RANGE, "0-0");
    }
    Reply reply;
    reply.code = curl_easy_perform(c);
    curl_easy_setopt(c, CURLOPT_ERRORBUFFER, nullptr);
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &reply.status);
    // That the body was not wanted is no failure.
    if (reply.code == CURLE_WRITE_ERROR && reply.status > 0)
        reply.code = CURLE_OK;
    if (const char* redirect = nullptr;
        curl_easy_getinfo(c, CURLINFO_REDIRECT_URL, &redirect) == CURLE_OK && redirect != nullptr)
        reply.redirect = redirect;
    curl_off_t wait = 0;
    if (curl_easy_getinfo(c, CURLINFO_RETRY_AFTER, &wait) == CURLE_OK && wait > 0)
        reply.retry_after = std::chrono::seconds{wait};
    reply.is_private = met_private_ && reply.status == 0;
    reply.has_no_host = reply.code == CURLE_COULDNT_RESOLVE_HOST && has_no_host(address.host);
    if (reply.code != CURLE_OK)
        reply.error = error.front() != '\0' ? error.data() : curl_easy_strerror(reply.code);
    return reply;
}

}  // namespace firstline
