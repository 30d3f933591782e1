#include "server/tickets/transfer.h"

#include <doctest/doctest.h>

#include "server/tickets/loopback.h"

using namespace firstline;

TEST_CASE("only this machine is this machine") {
    for (const char* here : {"http://127.0.0.1", "http://localhost:8080/x", "http://[::1]:80/x",
                             "smtp://LOCALHOST:25"})
        CHECK(is_loopback_url(here));
    for (const char* elsewhere :
         {"http://127.0.0.1.example.com", "http://localhost.example.com/", "https://example.com",
          "http://127.0.0.1@example.com/", "http://localhost:80@example.com/", "http://[::1].x/",
          "localhost", "", "http://10.0.0.1"}) {
        CAPTURE(elsewhere);
        CHECK_FALSE(is_loopback_url(elsewhere));
    }
}

TEST_CASE("no other protocol is spoken, whatever an address says") {
    const std::function<bool()> stopping = [] { return false; };
    for (const char* url : {"file:///etc/passwd", "gopher://127.0.0.1", "smtp://127.0.0.1:1"}) {
        CAPTURE(url);
        CHECK(Transfer(url, "http,https", stopping).run().code == CURLE_UNSUPPORTED_PROTOCOL);
    }
}
