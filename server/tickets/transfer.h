#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <curl/curl.h>

namespace firstline {

/// One exchange with another server. Ends after half a minute of silence, after 5 minutes at the
/// latest, and within a second of being told to stop; follows no redirect.
class Transfer {
public:
    /// `protocols` are the only ones that are spoken: `http,https`.
    /// `stopping` must outlive this.
    Transfer(const std::string& url, const char* protocols, const std::function<bool()>& stopping);

    CURL* handle() const { return curl_.get(); }

    void add_header(const std::string& line);
    void add_recipient(const std::string& address);

    struct Result {
        CURLcode code = CURLE_OK;
        long status = 0;    ///< of HTTP or SMTP; 0: nobody answered
        std::string body;   ///< its first 64 KB
        std::string error;  ///< in words; empty if it went well
    };
    Result run();

private:
    struct Closer {
        void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
        void operator()(curl_slist* list) const { curl_slist_free_all(list); }
    };
    using List = std::unique_ptr<curl_slist, Closer>;
    static void append(List& list, const std::string& line);

    std::unique_ptr<CURL, Closer> curl_;
    List headers_;
    List recipients_;
    std::string body_;
};

}  // namespace firstline
