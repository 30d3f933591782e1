#include <doctest/doctest.h>

#include "tests/http/served_kb.h"

using namespace firstline;

TEST_CASE("every page of a reader is there") {
    const ServedKb kb;
    struct Case {
        const char *target, *text;
    };
    for (const auto& [target, text] : {
             Case{"/", "Test desk"},
             Case{"/search?q=paper+jam", "The printer has a paper jam"},
             Case{"/search?q=printer&product=Printing", "The printer will not print"},
             Case{"/search?q=", "Test desk"},
             Case{"/search", "Test desk"},
             Case{"/a/printers/paper-jam", "Pull gently with both hands"},
             Case{"/help", "Test desk"},
         }) {
        CAPTURE(target);
        const Received answer = kb.get(target);
        CHECK(answer.status == 200);
        CHECK(answer.header("content-type") == "text/html; charset=utf-8");
        CHECK(holds(answer, text));
    }
}

TEST_CASE("a script gets the part of the results that it replaces") {
    const ServedKb kb;
    const Received whole = kb.get("/search?q=jam");
    CHECK(holds(whole, "<html"));
    for (const Received& part : {kb.get("/search?q=jam&part=1"),
                                 kb.get("/search?q=jam", {{"X-Firstline-Part", "results"}})}) {
        CHECK(part.status == 200);
        CHECK_FALSE(holds(part, "<html"));
        CHECK(holds(part, "paper jam"));
        CHECK(part.header("vary") == "X-Firstline-Part");
    }
    CHECK(whole.header("vary") == "X-Firstline-Part");
    CHECK(kb.get("/search?q=jam",
                 {{"X-Firstline-Part", "results"}, {"If-None-Match", whole.header("etag")}})
              .status == 200);
}

TEST_CASE("every name of an article leads to its one address") {
    const ServedKb kb;
    for (const char* name :
         {"/a/KB0001", "/a/kb0001", "/a/printers/paper-jam/", "/a/Printers/Paper-Jam", "/a/old/jam",
          "/old/jam", "/old/jam/", "/printers/paper-jam", "/printers/paper-jam.md", "/KB0001"}) {
        CAPTURE(name);
        const Received answer = kb.get(name);
        CHECK(answer.status == 301);
        CHECK(answer.header("location") == "/a/printers/paper-jam");
    }
}

TEST_CASE("a retired article says so") {
    const ServedKb kb;
    CHECK(kb.get("/a/old/retired").status == 410);
}

TEST_CASE("what does not exist and what may not be read answer alike to the byte") {
    const ServedKb with;
    const Received forbidden = with.get("/a/vpn/escalation", {{"Host", "kb.example"}});
    const Received by_id = with.get("/a/KB0900", {{"Host", "kb.example"}});
    ServedKb without;
    without.change("vpn/escalation.md",
                   "---\ntitle: Another thing\naudience: agents\nslug: x\nid: y\n---\n\nText.\n");
    const Received missing = without.get("/a/vpn/escalation", {{"Host", "kb.example"}});
    const Received missing_id = without.get("/a/KB0900", {{"Host", "kb.example"}});
    CHECK(forbidden.status == 404);
    CHECK(forbidden.body == missing.body);
    CHECK(forbidden.headers == missing.headers);
    CHECK(by_id.body == missing_id.body);
    CHECK(by_id.headers == missing_id.headers);
    CHECK_FALSE(holds(forbidden, "zyxomatic"));
}

TEST_CASE("a dead address searches for its words and shows no more of itself") {
    const ServedKb kb;
    const Received answer = kb.get("/a/some-folder/the-vpn-connection.html?x=%3Cscript%3E");
    CHECK(answer.status == 404);
    CHECK(holds(answer, "The VPN connection drops"));
    CHECK(holds(answer, "some folder the vpn connection"));
    CHECK_FALSE(holds(answer, "some-folder"));
    CHECK_FALSE(holds(answer, ".html?"));
    CHECK_FALSE(holds(kb.get("/a/%3Cscript%3Ealert(1)%3C/script%3E"), "<script>alert"));
}

TEST_CASE("an unchanged page is not sent again, a changed one is") {
    ServedKb kb;
    for (const char* target :
         {"/", "/search?q=jam", "/a/printers/paper-jam", "/api/v1/search?q=jam",
          "/api/v1/articles/KB0001", "/api/v1/suggest?q=ja", "/sitemap.xml", "/opensearch.xml"}) {
        CAPTURE(target);
        const Received first = kb.get(target);
        const std::string tag = first.header("etag");
        CHECK(tag.starts_with("W/\""));
        CHECK(first.header("cache-control") == "private, no-cache");
        const Received again = kb.get(target, {{"If-None-Match", tag}});
        CHECK(again.status == 304);
        CHECK(again.body.empty());
        CHECK(again.header("etag") == tag);
        CHECK(again.header("cache-control") == "private, no-cache");
        CHECK(again.headers.count("content-length") == 0);
    }
    const std::string tag = kb.get("/").header("etag");
    kb.change("vpn/drops.md", "---\ntitle: The VPN connection drops often\n---\n\nText.\n");
    const Received changed = kb.get("/", {{"If-None-Match", tag}});
    CHECK(changed.status == 200);
    CHECK(changed.header("etag") != tag);
}

TEST_CASE("a page changes when an incident ends, though the index does not") {
    std::atomic<std::int64_t> hours_later{0};
    const ServedKb kb([&] { return ServedKb::kNoon + std::chrono::hours{hours_later}; });
    const Received during = kb.get("/");
    CHECK(holds(during, "Mail is late"));
    hours_later = 7;
    const Received after = kb.get("/", {{"If-None-Match", during.header("etag")}});
    CHECK(after.status == 200);
    CHECK_FALSE(holds(after, "Mail is late"));
}

TEST_CASE("the tag of one address says nothing about another") {
    const ServedKb kb;
    const std::string tag = kb.get("/help").header("etag");
    CHECK(kb.get("/a/none", {{"If-None-Match", tag}}).status == 404);
    CHECK(kb.get("/", {{"If-None-Match", tag}}).status == 200);
}

TEST_CASE("absolute links follow a plain Host and no other") {
    const ServedKb kb;
    const std::string page = "/a/printers/paper-jam";
    CHECK(holds(kb.get(page, {{"Host", "KB.example:81"}}), "http://kb.example:81" + page));
    for (const char* host : {"evil\"><script>", "a/b", "a b", "user@host", "h\xC3\xBC.example"}) {
        CAPTURE(host);
        CHECK_FALSE(holds(kb.get(page, {{"Host", host}}), "http://" + std::string{host}));
        CHECK(kb.get("/sitemap.xml", {{"Host", host}}).status == 400);
    }
}

TEST_CASE("feeds and crawlers see what is listed") {
    const ServedKb kb;
    const Received map = kb.get("/sitemap.xml", {{"Host", "kb.example"}});
    CHECK(map.header("content-type") == "application/xml");
    CHECK(holds(map, "<loc>http://kb.example/a/printers/paper-jam</loc><lastmod>2026-03-01<"));
    CHECK_FALSE(holds(map, "unlisted"));
    CHECK_FALSE(holds(map, "escalation"));
    CHECK(kb.get("/a/vpn/unlisted").header("x-robots-tag") == "noindex");
    CHECK(kb.get("/a/vpn/drops").header("x-robots-tag") == "");
    CHECK(holds(kb.get("/robots.txt", {{"Host", "kb.example"}}),
                "Sitemap: http://kb.example/sitemap.xml"));
    const Received search = kb.get("/opensearch.xml", {{"Host", "kb.example"}});
    CHECK(search.header("content-type") == "application/opensearchdescription+xml");
    CHECK(holds(search, "http://kb.example/search?q={searchTerms}"));
}

TEST_CASE("a person's odd request is answered as well as it can be") {
    const ServedKb kb;
    CHECK(kb.get("/search?q=jam&offset=x&limit=9999").status == 200);
    CHECK(kb.get("/search?q=" + std::string(3000, 'x')).status == 200);
    CHECK(kb.get("/search?q=%FF%FE").status == 200);
    CHECK(kb.get("/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").body.find("<script>alert") ==
          std::string::npos);
}
