#include "server/tickets/transfer.h"

#include <algorithm>
#include <array>
#include <new>
#include <stdexcept>

#include "server/tickets/loopback.h"

namespace firstline {

namespace {

constexpr long kConnectSeconds = 10;
/// Without a byte from either side.
constexpr long kSilentSeconds = 30;
/// Enough for the largest attachments on a slow line.
constexpr long kLongestSeconds = 300;
constexpr std::size_t kLargestAnswer = std::size_t{64} << 10U;

void ready_library() {
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (ready != CURLE_OK)
        throw std::runtime_error("libcurl cannot be used on this machine");
}

extern "C" std::size_t keep_answer(const char* bytes, std::size_t size, std::size_t count,
                                   void* body) {
    auto& kept = *static_cast<std::string*>(body);
    // More than fits is read and dropped: that a server is talkative is no failure.
    kept.append(bytes, std::min(size * count, kLargestAnswer - kept.size()));
    return size * count;
}

extern "C" int look_whether_to_stop(void* stopping, curl_off_t, curl_off_t, curl_off_t,
                                    curl_off_t) {
    return (*static_cast<const std::function<bool()>*>(stopping))() ? 1 : 0;
}

}  // namespace

Transfer::Transfer(const std::string& url, const char* protocols,
                   const std::function<bool()>& stopping) {
    ready_library();
    curl_.reset(curl_easy_init());
    if (!curl_)
        throw std::bad_alloc();
    CURL* const c = curl_.get();
    curl_easy_setopt(c, CURLOPT_URL, url.c_str());
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, protocols);
    curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
    curl_easy_setopt(c, CURLOPT_TIMEOUT, kLongestSeconds);
    curl_easy_setopt(c, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(c, CURLOPT_LOW_SPEED_TIME, kSilentSeconds);
    curl_easy_setopt(c, CURLOPT_SERVER_RESPONSE_TIMEOUT, kSilentSeconds);
    // curl would take the proxy of the environment even for this machine.
    if (is_loopback_url(url))
        curl_easy_setopt(c, CURLOPT_PROXY, "");
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, keep_answer);
    curl_easy_setopt(c, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(c, CURLOPT_XFERINFOFUNCTION, look_whether_to_stop);
    curl_easy_setopt(c, CURLOPT_XFERINFODATA, const_cast<std::function<bool()>*>(&stopping));
}

void Transfer::append(List& list, const std::string& line) {
    curl_slist* const longer = curl_slist_append(list.get(), line.c_str());
    if (longer == nullptr)
        throw std::bad_alloc();
    // The list is the same one, unless it was empty.
    static_cast<void>(list.release());
    list.reset(longer);
}

void Transfer::add_header(const std::string& line) {
    append(headers_, line);
}

void Transfer::add_recipient(const std::string& address) {
    append(recipients_, address);
}

Transfer::Result Transfer::run() {
    CURL* const c = curl_.get();
    std::array<char, CURL_ERROR_SIZE> error{};
    body_.clear();
    curl_easy_setopt(c, CURLOPT_ERRORBUFFER, error.data());
    curl_easy_setopt(c, CURLOPT_WRITEDATA, &body_);
    if (headers_)
        curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers_.get());
    if (recipients_)
        curl_easy_setopt(c, CURLOPT_MAIL_RCPT, recipients_.get());
    Result result;
    result.code = curl_easy_perform(c);
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &result.status);
    curl_easy_setopt(c, CURLOPT_ERRORBUFFER, nullptr);
    result.body = body_;
    if (result.code != CURLE_OK)
        result.error = error.front() != '\0' ? error.data() : curl_easy_strerror(result.code);
    return result;
}

}  // namespace firstline
