#include "server/pages/links.h"

#include <doctest/doctest.h>

using namespace firstline;

TEST_CASE("one search has one URL") {
    SearchRequest request;
    request.query = "C++ & 50 %";
    CHECK(search_url(request) == "/search?q=C%2B%2B%20%26%2050%20%25");
    request.filter.product = {"R&D", "Wi-Fi"};
    request.filter.tag = {"é"};
    request.as_typed = true;
    request.operators = true;
    request.offset = 10;
    CHECK(search_url(request) ==
          "/search?q=C%2B%2B%20%26%2050%20%25&product=R%26D&product=Wi-Fi&tag=%C3%A9"
          "&as_typed=1&ops=1&offset=10");
}

TEST_CASE("an article's URL keeps its folders and leads to the section") {
    CHECK(article_url("printers/jam") == "/a/printers/jam");
    CHECK(article_url("a b?c", "x y") == "/a/a%20b%3Fc#x%20y");
}

TEST_CASE("a notice leads only where a link may lead") {
    struct Case {
        std::string_view link, expected;
    };
    for (const auto& [link, expected] :
         {Case{"/a/desk#known", "/a/desk#known"}, Case{"printers/jam.md", "/a/printers/jam"},
          Case{"printers/jam.md#top", "/a/printers/jam#top"},
          Case{"https://status.example.com/x", "https://status.example.com/x"},
          Case{"javascript:alert(1)", ""}, Case{"java\nscript:alert(1)", ""},
          Case{"data:text/html,x", ""}, Case{"//evil.example.com", ""},
          Case{"/\\evil.example.com", ""}, Case{"", ""}}) {
        CAPTURE(link);
        CHECK(notice_url(link) == expected);
    }
}

TEST_CASE("telephone numbers and addresses become links, other text does not") {
    CHECK(telephone_url("+44 (0)20 555-0142") == "tel:+440205550142");
    CHECK(telephone_url("ask Mara").empty());
    CHECK(mail_url("help@example.com", "printer jam?") ==
          "mailto:help@example.com?subject=printer%20jam%3F");
    CHECK(mail_url("help@example.com", "") == "mailto:help@example.com");
    CHECK(mail_url("not an address", "").empty());
    CHECK(web_url("http://desk.example.com/new?x=1") == "http://desk.example.com/new?x=1");
    CHECK(web_url("javascript:alert(1)").empty());
}
