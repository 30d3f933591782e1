#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include <curl/curl.h>

#include "indexer/external/web_address.h"

namespace firstline {

/// Asks servers whether they have a page, one question at a time, and wants no more of it than its
/// first byte. Sends no cookies and no credentials, and follows no redirect.
class Questioner {
public:
    struct Options {
        std::chrono::milliseconds timeout{20'000};  ///< for one question
        bool private_too = false;                   ///< also ask this machine and its networks
        std::string agent;                          ///< who asks
    };
    /// `stopping` must outlive this.
    Questioner(Options options, const std::atomic<bool>& stopping);

    enum class Method { head, get };

    struct Reply {
        CURLcode code = CURLE_OK;
        long status = 0;       ///< 0: nobody answered
        std::string redirect;  ///< where it sends us; may be no web address
        std::optional<std::chrono::seconds> retry_after;
        bool is_private = false;   ///< and was not asked
        bool has_no_host = false;  ///< the name's own servers say that there is no such host
        std::string error;         ///< in words
    };
    Reply ask(const WebAddress& address, Method method);

private:
    struct Closer {
        void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
    };

    Options options_;
    const std::atomic<bool>& stopping_;
    std::unique_ptr<CURL, Closer> curl_;
    bool met_private_ = false;
};

}  // namespace firstline
