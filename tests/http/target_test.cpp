#include "server/http/target.h"

#include <string>

#include <doctest/doctest.h>

using namespace firstline;

TEST_CASE("an address is read as the person who sent it meant it") {
    struct Case {
        std::string_view raw, path, query;
    };
    for (const auto& [raw, path, query] : {
             Case{"/search?q=printer", "/search", "printer"},
             Case{"/search?q=a=b", "/search", "a=b"},
             Case{"/search?q==", "/search", "="},
             Case{"/search?q=wont+print", "/search", "wont print"},
             Case{"/search?q=c%2B%2B", "/search", "c++"},
             Case{"/search?q=100%", "/search", "100%"},
             Case{"/search?q=%zz%4", "/search", "%zz%4"},
             Case{"/search?q=%C3%BC", "/search", "\xC3\xBC"},
             Case{"/search?q=a%FFb", "/search",
                  "a\xEF\xBF\xBD"
                  "b"},
             Case{"/search?q=%C0%AF", "/search", "\xEF\xBF\xBD\xEF\xBF\xBD"},
             Case{"/search?q=%ED%A0%80", "/search", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
             Case{"/search?q=a?b", "/search", "a?b"},
             Case{"/search?q=a&q=b", "/search", "a"},
             Case{"/search?&&q=a&", "/search", "a"},
             Case{"/search?q", "/search", ""},
             Case{"/search?q=a#top", "/search", "a"},
             Case{"/a/C%2B%2B+basics", "/a/C+++basics", ""},
             Case{"/a/x%2Fy", "/a/x/y", ""},
             Case{"//evil.example", "//evil.example", ""},
         }) {
        CAPTURE(raw);
        const auto target = parse_target(raw);
        REQUIRE(target);
        CHECK(target->path == path);
        const std::string* value = target->parameter("q");
        CHECK((value ? *value : std::string{}) == query);
    }
}

TEST_CASE("what is no address of ours is refused") {
    for (const std::string_view raw : {"", "*", "search", "http://other.example/", "/a%00b",
                                       "/a%0d%0aSet-Cookie:x", "/a%7F", "?q=x"}) {
        CAPTURE(raw);
        CHECK_FALSE(parse_target(raw));
    }
}

TEST_CASE("a parameter may be given several times") {
    const auto target = parse_target("/search?tag=a&tag=&product=p&tag=b%20c");
    REQUIRE(target);
    CHECK(target->all("tag") == std::vector<std::string>{"a", "b c"});
    CHECK(target->all("type").empty());
}

TEST_CASE("a dead address is searched for by its words") {
    struct Case {
        std::string_view path, words;
    };
    for (const auto& [path, words] : {
             Case{"printers/paper-jam.html", "printers paper jam"},
             Case{"Printers/HP_LaserJet%20", "Printers HP LaserJet%20"},
             Case{"v1.2/setup", "v1 2 setup"},
             Case{"notes.v2.md", "notes v2"},
             Case{".hidden", "hidden"},
             Case{"///", ""},
             Case{"", ""},
         }) {
        CAPTURE(path);
        CHECK(words_of_path(path) == words);
    }
    const std::string many(5000, 'x');
    CHECK(words_of_path(many).size() == 200);
    std::string accents = "x";
    while (accents.size() < 5000)
        accents += "\xC3\xBC";
    CHECK(words_of_path(accents).size() == 199);
}

TEST_CASE("no address breaks out of a header") {
    CHECK(encode_url("/a/x\r\nSet-Cookie: y") == "/a/x%0D%0ASet-Cookie:%20y");
    CHECK(encode_url("https://kb.example/a?b=c%20d#e") == "https://kb.example/a?b=c%20d#e");
    CHECK(encode_path("a b/\xC3\xBC?#") == "a%20b/%C3%BC%3F%23");
}
