#include "tests/http/proposal_desk.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/http/page_fields.h"

namespace firstline {

std::string changed(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

ProposalDesk::ProposalDesk()
    : kb(std::vector<KbFile>{
          {"_kb.yml", "name: Test desk\ndefault_audience: agents\ngroups: [hr]\n"},
          {"printers/jam.md", kJam},
          {"hr/pay.md",
           "---\ntitle: Zyxpay\nid: KB9\naudience: [hr]\n---\n\nThe zyxsalary table.\n"},
          {"drafts/plan.md",
           "---\ntitle: Zyxplan\nstate: draft\n---\n\nThe zyxmove of the office.\n"},
          {"includes/secret.md", "The zyxfragment.\n"}}) {
    kb.add_account("anna", "agent");
    kb.add_account("ben", "agent");
    kb.add_account("emil", "employee");
    kb.add_account("willi", "writer");
    anna.sign_in("anna", ServedKb::kPassword);
    ben.sign_in("ben", ServedKb::kPassword);
    willi.sign_in("willi", ServedKb::kPassword);
}

Received ProposalDesk::propose(Visitor& who, const std::string& text, Fields more) {
    const Received form = who.get("/edit/printers/jam");
    Fields fields{
        {"key", hidden(form, "key")}, {"article", "KB0001"}, {"base", kJam}, {"text", text},
        {"why", "clearer"},           {"do", "propose"}};
    more.merge(fields);
    return who.post("/edit", more);
}

std::string ProposalDesk::proposed(Visitor& who, const std::string& text, Fields more) {
    const Received answer = propose(who, text, std::move(more));
    CHECK(answer.status == 303);
    return answer.header("location");
}

Received ProposalDesk::decide(Visitor& who, const std::string& page, const std::string& what,
                              const std::string& word) {
    who.get("/proposals");
    return who.post(page, {{"do", what}, {"word", word}});
}

Received post_json(Visitor& who, int port, const std::string& target, const std::string& body,
                   const std::string& type) {
    std::string cookies;
    for (const auto& [name, value] : who.cookies)
        cookies += (cookies.empty() ? "" : "; ") + name + "=" + value;
    const std::string host = "127.0.0.1:" + std::to_string(port);
    return fetch(port, target,
                 {{"Host", host},
                  {"Origin", "http://" + host},
                  {"Cookie", cookies},
                  {"Content-Type", type},
                  {"Content-Length", std::to_string(body.size())}},
                 "POST", body);
}

nlohmann::json preview_of(ProposalDesk& desk, const nlohmann::json& asked) {
    const Received answer = post_json(desk.anna, desk.kb.port(), "/api/v1/preview", asked.dump());
    CHECK(answer.status == 200);
    return nlohmann::json::parse(answer.body);
}

}  // namespace firstline
