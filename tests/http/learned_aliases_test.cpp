// Words that the search learned, offered to writers as aliases.

#include <doctest/doctest.h>

#include "server/store/learned_pairs.h"
#include "server/store/votes.h"
#include "tests/http/page_fields.h"
#include "tests/http/writer_desk.h"

using namespace firstline;

namespace {

void learned(WriterDesk& desk, const std::string& question, const std::string& article,
             const std::string& source) {
    Store store((*desk.kb.listening().store()).file());
    const Taught taught{question, article, source};
    store.learn({&taught, 1}, ServedKb::kNoon);
}

std::size_t pairs(WriterDesk& desk) {
    return LearnedPairTable(*desk.kb.listening().store()).all().size();
}

}  // namespace

TEST_CASE("what agents linked is offered to writers as an alias, and becomes one with a click") {
    WriterDesk desk;
    learned(desk, "MX-3070 jam", "KB1", "agents");
    const Received page = desk.willi.get("/proposals");
    CHECK(holds(page, "Proposed aliases"));
    CHECK(holds(page, "<strong dir=\"auto\">MX-3070 jam</strong>"));
    CHECK(holds(page, "Agents linked it to a ticket with these words"));
    CHECK_FALSE(holds(desk.anna.get("/proposals?state=open"), "MX-3070"));
    desk.willi.get("/proposals");
    const Received answer =
        desk.willi.post("/writer/aliases", {{"pair", hidden(page, "pair")}, {"do", "add"}});
    CHECK(answer.header("location") == "/proposals?added=1#aliases");
    const Proposal alias = desk.proposal(1);
    CHECK(alias.kind == Proposal::Kind::alias);
    CHECK(alias.text.find("aliases: [paper stuck, MX-3070 jam]\n") != std::string::npos);
    CHECK(holds(desk.willi.get("/proposals"), "The alias waits for its merge"));
    desk.merge();
    CHECK_FALSE(holds(desk.willi.get("/proposals"), "MX-3070"));
}

TEST_CASE("readers' words are shown once three people used them") {
    WriterDesk desk;
    learned(desk, "Zyxname crumpled sheet", "KB1", "readers");
    Received page = desk.willi.get("/proposals");
    CHECK_FALSE(holds(page, "crumpled"));
    CHECK(holds(page, "1 more were learned of words that fewer than three people used"));
    desk.willi.get("/proposals");
    const auto id = std::to_string(LearnedPairTable(*desk.kb.listening().store()).all().front().id);
    CHECK(desk.willi.post("/writer/aliases", {{"pair", id}, {"do", "add"}}).status == 400);
    desk.missed("zyxname Crumpled sheet");
    page = desk.willi.get("/proposals");
    CHECK(holds(page, "<strong dir=\"auto\">zyxname crumpled sheet</strong>"));
    CHECK(holds(page, "3 people searched with these words"));
}

TEST_CASE("what is about something else is forgotten, with a reason") {
    WriterDesk desk;
    learned(desk, "MX-3070", "KB1", "agents");
    const std::string pair = hidden(desk.willi.get("/proposals"), "pair");
    CHECK(desk.willi.post("/writer/aliases", {{"pair", pair}, {"do", "forget"}}).status == 400);
    CHECK(pairs(desk) == 1);
    desk.willi.get("/proposals");
    const Received answer = desk.willi.post(
        "/writer/aliases", {{"pair", pair}, {"do", "forget"}, {"reason", "That is a scanner."}});
    CHECK(answer.status == 303);
    CHECK(pairs(desk) == 0);
    CHECK(desk.kb.audit_trail().back().what == "learned-forgotten");
    CHECK(desk.kb.audit_trail().back().about == "KB1: That is a scanner.");
    desk.willi.get("/proposals");
    CHECK(desk.willi.post("/writer/aliases", {{"pair", pair}, {"do", "add"}}).status == 409);
}

TEST_CASE("what an article has already, or who asks may not read, is not offered") {
    WriterDesk desk;
    learned(desk, "Paper STUCK", "KB1", "agents");
    learned(desk, "the printer has a paper jam", "KB1", "agents");
    learned(desk, "zyxpay", "KB9", "agents");
    learned(desk, "from a file", "KB1", "import");
    CHECK_FALSE(holds(desk.willi.get("/proposals"), "Proposed aliases"));
    const auto lease = desk.kb.listening().store();
    for (const LearnedPair& pair : LearnedPairTable(*lease).all()) {
        if (pair.article != "KB9")
            continue;
        for (const char* what : {"add", "forget"})
            CHECK(desk.willi
                      .post("/writer/aliases",
                            {{"pair", std::to_string(pair.id)}, {"do", what}, {"reason", "x"}})
                      .status == 409);
    }
    CHECK(pairs(desk) == 4);
    desk.anna.get("/proposals");
    CHECK(desk.anna.post("/writer/aliases", {{"pair", "1"}, {"do", "add"}}).status == 404);
}
