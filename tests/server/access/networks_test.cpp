#include "server/access/networks.h"

#include <doctest/doctest.h>

using firstline::address_in;
using firstline::Networks;

TEST_CASE("an address is in a network by its first bits") {
    struct Case {
        std::string_view networks, address;
        bool inside;
    };
    for (const auto& [networks, address, inside] : {
             Case{"127.0.0.1", "127.0.0.1", true},
             Case{"127.0.0.1", "127.0.0.2", false},
             Case{"127.0.0.1", "::ffff:127.0.0.1", true},
             Case{"::ffff:127.0.0.1", "127.0.0.1", true},
             Case{"10.0.0.0/8", "10.255.1.2", true},
             Case{"10.0.0.0/8", "11.0.0.0", false},
             Case{"10.1.2.0/23", "10.1.3.255", true},
             Case{"10.1.2.0/23", "10.1.4.0", false},
             Case{"0.0.0.0/0", "203.0.113.9", true},
             Case{"0.0.0.0/0", "2001:db8::1", false},
             Case{"::/0", "2001:db8::1", true},
             Case{"2001:db8::/33", "2001:db8:7fff::1", true},
             Case{"2001:db8::/33", "2001:db8:8000::1", false},
             Case{" ::1 , 192.168.0.0/16", "192.168.9.9", true},
             Case{"::1", "0.0.0.1", false},
             Case{"", "127.0.0.1", false},
             Case{"10.0.0.0/8", "not an address", false},
             Case{"10.0.0.0/8", "", false},
         }) {
        CAPTURE(networks);
        CAPTURE(address);
        const auto parsed = Networks::parse(networks);
        REQUIRE(parsed);
        CHECK(parsed->contains(address) == inside);
    }
}

TEST_CASE("what is no list of networks is refused") {
    for (const std::string_view list :
         {"localhost", "10.0.0.0/33", "::/129", "10.0.0/8", ",", "127.0.0.1,", "10.0.0.0/",
          "10.0.0.0/-1", "10.0.0.0/8x", "10.0.0.0/8 ::1"}) {
        CAPTURE(list);
        CHECK_FALSE(Networks::parse(list));
    }
}

TEST_CASE("an address is read with a port or without, and nothing else is") {
    struct Case {
        std::string_view text;
        std::optional<std::string> address;
    };
    for (const auto& [text, address] :
         {Case{"192.0.2.7", "192.0.2.7"}, Case{"192.0.2.7:51234", "192.0.2.7"},
          Case{"2001:db8:0::1", "2001:db8::1"}, Case{"[2001:db8::1]:443", "2001:db8::1"},
          Case{"[::1]", "::1"}, Case{"::ffff:192.0.2.7", "::ffff:192.0.2.7"},
          Case{"unknown", std::nullopt}, Case{"", std::nullopt}, Case{"192.0.2", std::nullopt},
          Case{"evil\x1b[31m", std::nullopt}, Case{"[", std::nullopt}, Case{":80", std::nullopt}}) {
        CAPTURE(text);
        CHECK(address_in(text) == address);
    }
}
