#include "server/http/article_stub.h"

#include <doctest/doctest.h>

#include "tests/http/served_kb.h"
#include "tests/http/visitor.h"

using namespace firstline;

namespace {

const std::vector<Chip> kChips{{Chip::Kind::device, "PRN-4-02"},
                               {Chip::Kind::version, "Windows 11"},
                               {Chip::Kind::code, "0x0000011b"},
                               {Chip::Kind::product, "Find\"Me"}};
constexpr const char* kTelling =
    "Hi! The printer PRN-4-02 says \"Out of paper\" and stops. Windows 11, error 0x0000011b.\n"
    "Write to peter@example.com or call +49 30 1234567.\nMy password is\nhunter2blue";

}  // namespace

TEST_CASE("a ticket becomes an article with the words that were used") {
    const ArticleStub stub = stub_of(kTelling, kChips, {});
    CHECK(stub.path == "drafts/the-printer-prn-4-02-says-out-of-paper-and-stops.md");
    for (const char* part :
         {"title: \"The printer PRN-4-02 says \\\"Out of paper\\\" and stops\"\n",
          "  - \"PRN-4-02\"\n", "  - \"0x0000011b\"\n", "  - \"Out of paper\"\n",
          "product: [\"Find\\\"Me\"]\n", "type: fix\nstate: draft\n---\n", "- Windows 11\n",
          "\n## Problem\n\n> Hi! The printer", "\n## Cause\n", "\n## Resolution\n\n1. "}) {
        CAPTURE(part);
        CHECK(stub.text.find(part) != std::string::npos);
    }
    for (const char* person : {"peter@example.com", "1234567", "hunter2blue"}) {
        CAPTURE(person);
        CHECK(stub.text.find(person) == std::string::npos);
    }
}

TEST_CASE("a chip that was taken away is no alias") {
    const ArticleStub stub = stub_of(kTelling, kChips, {"0x0000011b", "Windows 11"});
    CHECK(stub.text.find("  - \"0x0000011b\"") == std::string::npos);
    CHECK(stub.text.find("- Windows 11\n") == std::string::npos);
}

TEST_CASE("any text begins an article that can be read back") {
    for (const std::string& text :
         {std::string{}, std::string{"\"\\ : # - [x]: {y}"}, std::string(5000, 'x'),
          std::string{"プリンターが動かない。助けて"}, std::string{"---\n---\n"},
          std::string{"\t\n\r"}, std::string{"übermäßig "} + std::string(200, 'y')}) {
        CAPTURE(text);
        const ArticleStub stub = stub_of(text, {}, {});
        CHECK(stub.path.starts_with("drafts/"));
        CHECK(stub.path.ends_with(".md"));
        CHECK(stub.path.size() < 80);
        ServedKb kb(std::vector<KbFile>{{"_kb.yml", "name: Test\n"}});
        kb.change(stub.path, stub.text);
        kb.add_account("wanda", "writer");
        Visitor writer(kb.port());
        writer.sign_in("wanda", ServedKb::kPassword);
        CHECK(writer.get("/a/" + stub.path.substr(0, stub.path.size() - 3)).status == 200);
    }
}

TEST_CASE("the file that is downloaded is what stood on the page, under a plain name") {
    ServedKb kb;
    kb.add_account("anna", "agent");
    Visitor agent(kb.port());
    agent.sign_in("anna", ServedKb::kPassword);
    const Received page =
        agent.post("/agent/draft", {{"text", "The printer has a paper jam again today"}});
    CHECK(page.status == 200);
    CHECK(holds(page, "Mend one of these instead?"));
    const Received file =
        agent.post("/agent/draft/download",
                   {{"path", "../a/b\"c\r\nX: y.md"}, {"text", "---\r\ntitle: A\r\n---\r\n"}});
    CHECK(file.body == "---\ntitle: A\n---\n");
    CHECK(file.header("content-disposition") == "attachment; filename=\"b-c--X--y.md\"");
    CHECK(file.header("x").empty());
    CHECK(file.header("content-type") == "text/markdown; charset=utf-8");
}
