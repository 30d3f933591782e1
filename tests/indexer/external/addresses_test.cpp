#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>

#include "indexer/external/address_range.h"
#include "indexer/external/web_address.h"

using namespace firstline;

namespace {

bool is_public_text(const std::string& text) {
    sockaddr_storage storage{};
    auto& address = reinterpret_cast<sockaddr&>(storage);
    auto& four = reinterpret_cast<sockaddr_in&>(storage);
    auto& six = reinterpret_cast<sockaddr_in6&>(storage);
    if (::inet_pton(AF_INET, text.c_str(), &four.sin_addr) == 1) {
        four.sin_family = AF_INET;
        return is_public(address);
    }
    REQUIRE(::inet_pton(AF_INET6, text.c_str(), &six.sin6_addr) == 1);
    six.sin6_family = AF_INET6;
    return is_public(address);
}

}  // namespace

TEST_CASE("only addresses of the public internet are public") {
    for (const char* const text : {"127.0.0.1",
                                   "127.255.255.254",
                                   "0.0.0.0",
                                   "10.1.2.3",
                                   "172.16.0.1",
                                   "172.31.255.255",
                                   "192.168.1.1",
                                   "169.254.169.254",
                                   "100.64.0.1",
                                   "100.127.255.255",
                                   "192.0.0.8",
                                   "192.0.2.1",
                                   "198.18.0.1",
                                   "198.19.255.255",
                                   "198.51.100.7",
                                   "203.0.113.9",
                                   "224.0.0.1",
                                   "240.0.0.1",
                                   "255.255.255.255",
                                   "::",
                                   "::1",
                                   "::ffff:127.0.0.1",
                                   "::ffff:10.0.0.1",
                                   "::ffff:8.8.8.8",
                                   "::127.0.0.1",
                                   "fe80::1",
                                   "fec0::1",
                                   "fc00::1",
                                   "fd12:3456::1",
                                   "ff02::1",
                                   "2001:db8::1",
                                   "2001::1",
                                   "2002:7f00:1::1",
                                   "64:ff9b::7f00:1",
                                   "64:ff9b::169.254.169.254",
                                   "3fff::1"}) {
        CAPTURE(std::string(text));
        CHECK_FALSE(is_public_text(text));
    }
    for (const char* const text :
         {"8.8.8.8", "1.1.1.1", "172.15.255.255", "172.32.0.0", "100.63.255.255", "100.128.0.0",
          "192.167.255.255", "192.169.0.0", "223.255.255.255", "126.255.255.255", "128.0.0.1",
          "2606:4700::1", "2a00:1450::1", "2001:200::1", "64:ff9b::8.8.8.8"}) {
        CAPTURE(std::string(text));
        CHECK(is_public_text(text));
    }
    sockaddr other{};
    other.sa_family = AF_UNIX;
    CHECK_FALSE(is_public(other));
}

TEST_CASE("an address is asked for without its fragment, and never with a user and a password") {
    struct Case {
        const char* text;
        const char* url;
        const char* whose;
    };
    for (const auto& [text, url, whose] : {
             Case{"https://X.Example/a?b=c#d", "https://X.Example/a?b=c", "x.example"},
             Case{"http://user:secret@x.example/a", "http://x.example/a", "x.example"},
             Case{"HTTP://x.example:80/a", "http://x.example:80/a", "x.example"},
             Case{"http://x.example:8080", "http://x.example:8080/", "x.example:8080"},
             Case{"https://x.example/a b\xC3\xBC", "https://x.example/a%20b%c3%bc", "x.example"},
             Case{"http://[::1]:99/", "http://[::1]:99/", "[::1]:99"},
         }) {
        CAPTURE(std::string(text));
        const auto address = web_address(text);
        REQUIRE(address);
        CHECK(address->url == url);
        CHECK(address->whose == whose);
    }
    for (const char* const text : {"", "x", "/a", "ftp://x.example", "file:///etc/passwd",
                                   "mailto:a@x.example", "https://", "http://x.example:99999/"}) {
        CAPTURE(std::string(text));
        CHECK_FALSE(web_address(text));
    }
}
