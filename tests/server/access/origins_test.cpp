#include "server/access/origins.h"

#include <doctest/doctest.h>

using firstline::Origins;

TEST_CASE("a site may ask if its origin is listed, to the letter") {
    struct Case {
        std::string_view list, origin;
        bool listed;
    };
    for (const auto& [list, origin, listed] : {
             Case{"https://desk.example.com", "https://desk.example.com", true},
             Case{"https://Desk.Example.com", "https://desk.example.com", true},
             Case{"https://desk.example.com", "http://desk.example.com", false},
             Case{"https://desk.example.com", "https://desk.example.com:8443", false},
             Case{"https://desk.example.com", "https://desk.example.com.evil.test", false},
             Case{"https://desk.example.com", "https://evil.test/https://desk.example.com", false},
             Case{"https://desk.example.com", "https://xdesk.example.com", false},
             Case{"https://desk.example.com", "null", false},
             Case{"https://desk.example.com", "", false},
             Case{"https://desk.example.com:443", "https://desk.example.com", true},
             Case{"http://desk.example.com:80", "http://desk.example.com", true},
             Case{"http://desk.example.com:443", "http://desk.example.com", false},
             Case{"http://desk.example.com:8443", "http://desk.example.com:8443", true},
             Case{"http://[2001:db8::1]:8443", "http://[2001:db8::1]:8443", true},
             Case{"https://a.example , https://b.example", "https://b.example", true},
             Case{"https://a.example,https://b.example", "https://c.example", false},
             Case{"http://localhost:*", "http://localhost:3000", true},
             Case{"http://localhost:*", "http://localhost", true},
             Case{"http://localhost:*", "https://localhost:3000", false},
             Case{"http://localhost:*", "http://localhost:3000.evil.test", false},
             Case{"http://localhost:*", "http://localhost.evil.test:80", false},
             Case{"http://127.0.0.1:*", "http://127.0.0.1:49152", true},
             Case{"http://[::1]:*", "http://[::1]:49152", true},
             Case{"*", "https://anybody.example", true},
             Case{"*", "null", true},
             Case{"*", "", false},
             Case{"", "https://desk.example.com", false},
         }) {
        CAPTURE(list);
        CAPTURE(origin);
        const auto parsed = Origins::parse(list);
        REQUIRE(parsed);
        CHECK(parsed->contains(origin) == listed);
    }
}

TEST_CASE("what is no list of origins is refused") {
    for (const std::string_view list :
         {"desk.example.com", "https://", "https://desk.example.com/", "https://desk.example.com/a",
          "https://user@desk.example.com", "https://desk.example.com:0", "https://a.example:65536",
          "https://a.example:", "https://a.example:*", "http://localhost.example:*",
          "http://*.example.com", "https://a.example https://b.example", "https://a.example,",
          "*, https://a.example", "null", "file://", "javascript:alert(1)", "https://[::1"}) {
        CAPTURE(list);
        CHECK_FALSE(Origins::parse(list));
    }
}

TEST_CASE("an empty list lets nobody in") {
    CHECK(Origins::parse("")->empty());
    CHECK(Origins::parse("  ")->empty());
    CHECK_FALSE(Origins::parse("*")->empty());
    CHECK(Origins::parse("*")->everybody());
    CHECK_FALSE(Origins::parse("http://localhost:*")->empty());
}
