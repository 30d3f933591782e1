#include "server/http/conditional.h"

#include <doctest/doctest.h>

using namespace firstline;

TEST_CASE("a client is told that it has the answer already only when it has") {
    const std::string tag = weak_tag({"a", "b"});
    CHECK(tag.starts_with("W/\""));
    CHECK(tag == weak_tag({"a", "b"}));
    struct Case {
        std::string header;
        bool has;
    };
    for (const auto& [header, has] : {
             Case{tag, true},
             Case{tag.substr(2), true},
             Case{"\"other\", " + tag, true},
             Case{"\"other\" ,\t" + tag + " , \"more\"", true},
             Case{"\"other\"", false},
             Case{"", false},
             Case{",,", false},
             Case{tag.substr(0, tag.size() - 2), false},
         }) {
        CAPTURE(header);
        CHECK(client_has({.headers = {{"if-none-match", header}}}, tag) == has);
    }
}

TEST_CASE("two different answers never share a tag") {
    CHECK(weak_tag({"a", "b"}) != weak_tag({"ab"}));
    CHECK(weak_tag({"a", "b"}) != weak_tag({"b", "a"}));
    CHECK(weak_tag({"a", ""}) != weak_tag({"a"}));
    CHECK(weak_tag({"1:a"}) != weak_tag({"a"}));
}
