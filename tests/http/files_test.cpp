#include <doctest/doctest.h>

#include "server/pages/pages.h"
#include "tests/http/served_kb.h"

using namespace firstline;

namespace {

const std::string kTray = "/files/printers/media/tray.png";

}  // namespace

TEST_CASE("a file that an article shows is sent as what it is, harmlessly") {
    const ServedKb kb;
    struct Case {
        const char *name, *type;
    };
    for (const auto& [name, type] :
         {Case{"tray.png", "image/png"}, Case{"guide.pdf", "application/pdf"},
          Case{"drawing.svg", "image/svg+xml"}, Case{"tool.exe", "application/octet-stream"}}) {
        CAPTURE(name);
        const Received answer = kb.get(std::string{"/files/printers/media/"} + name);
        CHECK(answer.status == 200);
        CHECK(answer.header("content-type") == type);
        CHECK(answer.header("x-content-type-options") == "nosniff");
        const bool active =
            std::string{type} == "application/pdf" || std::string{type} == "image/svg+xml";
        CHECK((answer.header("content-security-policy").find("sandbox") != std::string::npos) ==
              active);
        CHECK((answer.header("content-disposition") == "attachment; filename*=UTF-8''tool.exe") ==
              (std::string{name} == "tool.exe"));
    }
}

TEST_CASE("only what a reader's articles show is sent") {
    const ServedKb kb;
    for (const char* target :
         {"/files/printers/media/unused.png", "/files/vpn/media/secret.png", "/files/_kb.yml",
          "/files/printers/paper-jam.md", "/files/../index/current", "/files/%2e%2e/index/current",
          "/files/..%2findex/current", "/files/printers/media/../media/tray.png",
          "/files//etc/passwd", "/files/%2fetc/passwd", "/files/printers%5cmedia%5ctray.png",
          "/files/printers/media/", "/files/printers/media"}) {
        CAPTURE(target);
        const Received answer = kb.get(target);
        CHECK(answer.status == 404);
        CHECK(answer.body == "There is no such file.\n");
    }
    CHECK(kb.get("/files/printers/media/tray.png%00.md").status == 400);
    CHECK(kb.get("/files/").status == 404);
}

TEST_CASE("a range of a file is sent, and no other range") {
    const ServedKb kb;
    const Received whole = kb.get(kTray);
    const std::string size = std::to_string(whole.body.size());
    struct Case {
        std::string range;
        int status;
        std::string content_range, body;
    };
    for (const auto& [range, status, content_range, body] : {
             Case{"bytes=1-3", 206, "bytes 1-3/" + size, "PNG"},
             Case{"bytes=-5", 206,
                  "bytes " + std::to_string(whole.body.size() - 5) + "-" +
                      std::to_string(whole.body.size() - 1) + "/" + size,
                  "bytes"},
             Case{"bytes=0-99999", 206,
                  "bytes 0-" + std::to_string(whole.body.size() - 1) + "/" + size, whole.body},
             Case{"bytes=99999-", 416, "bytes */" + size, ""},
         }) {
        CAPTURE(range);
        const Received answer = kb.get(kTray, {{"Range", range}});
        CHECK(answer.status == status);
        CHECK(answer.header("content-range") == content_range);
        CHECK(answer.body == body);
    }
    for (const char* none : {"bytes=0-1,2-3", "bytes=3-1", "bytes=-", "lines=1-2", "bytes=a-b"}) {
        CAPTURE(none);
        CHECK(kb.get(kTray, {{"Range", none}}).status == 416);
    }
    CHECK(kb.get(kTray, {{"Range", "bytes=0-1"}, {"If-Range", "\"other\""}}).status == 200);
    CHECK(kb.get(kTray, {{"Range", "bytes=0-1"}, {"If-Range", whole.header("etag")}}).status ==
          206);
    const Received page = kb.get("/help", {{"Range", "bytes=0-1"}});
    CHECK(page.status == 200);
    CHECK(page.body.size() > 100);
}

TEST_CASE("a file that the client has is not sent again") {
    const ServedKb kb;
    const Received first = kb.get(kTray);
    const Received again = kb.get(kTray, {{"If-None-Match", first.header("etag")}});
    CHECK(again.status == 304);
    CHECK(again.body.empty());
}

TEST_CASE("a large file arrives whole") {
    ServedKb kb;
    std::string large(5'000'000, 'x');
    for (std::size_t i = 0; i < large.size(); i += 997)
        large[i] = static_cast<char>('a' + i % 26);
    kb.change("printers/media/tray.png", large);
    CHECK(kb.get(kTray).body == large);
}

TEST_CASE("an asset may be kept for ever under the address that names its version") {
    const ServedKb kb;
    const Received css = kb.get("/static/app.css");
    CHECK(css.status == 200);
    CHECK(css.header("content-type") == "text/css; charset=utf-8");
    CHECK(css.header("cache-control") == "no-cache");
    CHECK(kb.get("/static/app.css", {{"If-None-Match", css.header("etag")}}).status == 304);
    const std::string version = Pages(FIRSTLINE_SOURCE_DIR "/templates").version();
    CHECK(kb.get("/static/app.css?v=" + version).header("cache-control") ==
          "public, max-age=31536000, immutable");
    CHECK(kb.get("/static/app.css?v=old").header("cache-control") == "no-cache");
    CHECK(kb.get("/").body.find("/static/app.css?v=" + version) != std::string::npos);
    for (const char* none :
         {"/static/none.css", "/static/../home.html", "/static/%2e%2e/home.html", "/static/"})
        CHECK(kb.get(none).status == 404);
}
