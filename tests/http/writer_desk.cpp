#include "tests/http/writer_desk.h"

#include <charconv>

#include "server/proposals/outcome.h"

namespace firstline {
namespace {

std::map<std::string, std::string> first_texts() {
    return {
        {"_kb.yml", "name: Test desk\ndefault_audience: public\ngroups: [hr]\n"},
        {"_owners.yml",
         "print:\n  name: Print team\n  people: [anna]\nnet:\n  name: Network team\n"
         "gone:\n  name: Old team\n  people: [ben]\n  active: false\n"},
        {"jam.md",
         "---\ntitle: The printer has a paper jam  # as people say\nid: KB1\nowner: print\n"
         "aliases: [paper stuck]\n---\n\nOpen the flap.\n\nPull gently.\n\nClose the flap.\n"},
        {"off.md",
         "---\ntitle: The printer will not print\nid: KB2\nowner: net\n---\n\n"
         "Turn it off, see [jams](jam.md).\n"},
        {"staff.md",
         "---\ntitle: The printer room has a key\nid: KB3\nowner: print\naudience: agents\n---\n\n"
         "Ask at the gate.\n"},
        {"pay.md",
         "---\ntitle: The printer of payroll\nid: KB9\nowner: print\naudience: hr\n---\n\n"
         "Behind the zyxdoor. ![plan](plan.png)\n"},
        {"plan.png", "a picture"},
    };
}

std::vector<KbFile> files_of(const std::map<std::string, std::string>& texts) {
    std::vector<KbFile> files;
    for (const auto& [path, text] : texts)
        files.push_back({path, text});
    return files;
}

}  // namespace

WriterDesk::WriterDesk(ServedKb::Clock clock, const ServedWith& with)
    : texts(first_texts()), kb(files_of(texts), std::move(clock), with) {
    kb.add_account("willi", "writer");
    kb.add_account("anna", "agent");
    kb.add_account("ben", "agent");
    willi.sign_in("willi", ServedKb::kPassword);
    anna.sign_in("anna", ServedKb::kPassword);
    ben.sign_in("ben", ServedKb::kPassword);
}

Visitor WriterDesk::somebody(const std::string& name, const std::string& role,
                             const std::vector<std::string>& groups) {
    kb.add_account(name, role, groups);
    Visitor visitor(kb.port());
    visitor.sign_in(name, ServedKb::kPassword);
    return visitor;
}

void WriterDesk::missed(const std::string& query, const std::vector<std::string>& shown,
                        int readers) {
    const auto lease = kb.listening().store();
    for (int i = 0; i < readers; ++i) {
        Event event{.kind = Event::Kind::search, .at = ServedKb::kNoon - std::chrono::hours{48}};
        event.visitor = query + std::to_string(i);
        event.query = query;
        event.topic = query;
        event.shown = shown;
        event.total = static_cast<unsigned>(shown.size());
        EventTable(*lease).add({&event, 1});
    }
}

std::vector<Proposal> WriterDesk::accepted() {
    const auto lease = kb.listening().store();
    return ProposalTable(*lease).accepted();
}

Proposal WriterDesk::proposal(std::int64_t id) {
    const auto lease = kb.listening().store();
    return ProposalTable(*lease).find(id).value_or(Proposal{});
}

void WriterDesk::merge() {
    const auto proposals = accepted();
    const auto outcomes =
        outcomes_of(proposals, [&](const std::string& path) -> std::optional<std::string> {
            const auto known = texts.find(path);
            return known == texts.end() ? std::nullopt : std::optional{known->second};
        });
    for (std::size_t i = 0; i < proposals.size(); ++i)
        if (outcomes[i].kind == Outcome::Kind::change)
            texts[proposals[i].path] = outcomes[i].text;
    kb.change(files_of(texts), {});
}

void WriterDesk::write(const std::string& path, const std::string& text) {
    texts[path] = text;
    kb.change(path, text);
}

void WriterDesk::remove(const std::string& path) {
    texts.erase(path);
    kb.change(std::vector<KbFile>{}, {path});
}

std::int64_t proposal_in(const Received& answer) {
    const std::string location = answer.header("location");
    std::int64_t id = 0;
    for (const std::string_view before : {"/proposals/", "added="})
        if (const auto at = location.find(before); at != std::string::npos) {
            const char* const begin = location.data() + at + before.size();
            std::from_chars(begin, location.data() + location.size(), id);
        }
    return id;
}

}  // namespace firstline
