#include "tests/http/audience/mixed_kb.h"

#include <algorithm>
#include <array>

namespace firstline {

namespace {

constexpr auto kPlaces = std::to_array<std::string_view>(
    {"title", "body", "heading", "summary", "tag", "product", "applies", "alias", "id", "slug",
     "path", "redirect", "leads", "owner", "synonym", "image", "attachment", "code", "type"});

int rank_of(const std::string& role) {
    static constexpr auto kRanks =
        std::to_array<std::string_view>({"", "employee", "agent", "writer", "lead", "admin"});
    return static_cast<int>(std::find(kRanks.begin(), kRanks.end(), role) - kRanks.begin());
}

}  // namespace

std::vector<Readership> other_audiences() {
    return {{"employees", "audience: employees\n"},
            {"agents", "audience: agents\n"},
            {"group", "audience: [hr]\n"},
            {"draft", "audience: public\nstate: draft\n"},
            {"unvalidated", "audience: public\nstate: unvalidated\n"},
            {"archived", "audience: employees\nstate: archived\n"},
            {"undeclared", ""},
            {"groupdraft", "audience: [hr]\nstate: unvalidated\n"}};
}

std::string Kind::name() const {
    return (role.empty() ? "reader" : role) + (groups.empty() ? "" : " in " + groups.front());
}

std::vector<Kind> kinds() {
    return {{"", {}},       {"employee", {}},  {"employee", {"hr"}},
            {"agent", {}},  {"agent", {"hr"}}, {"agent", {"finance"}},
            {"writer", {}}, {"lead", {}},      {"admin", {}}};
}

bool should_read(const Kind& kind, const Readership& readership) {
    const int rank = rank_of(kind.role);
    const bool admin = kind.role == "admin";
    const bool in_hr = !kind.groups.empty() && kind.groups.front() == "hr";
    if (readership.name == "employees" || readership.name == "archived")
        return rank >= 1;
    if (readership.name == "agents" || readership.name == "undeclared" ||
        readership.name == "unvalidated")
        return rank >= 2;
    if (readership.name == "draft")
        return rank >= 3;
    if (readership.name == "group")
        return in_hr || admin;
    return (in_hr && rank >= 2) || admin;
}

std::vector<std::string_view> places() {
    return {kPlaces.begin(), kPlaces.end()};
}

std::string marker(const Readership& audience, std::string_view place) {
    return "zq" + audience.name + std::string{place} + "wx";
}

std::vector<std::string> all_markers() {
    std::vector<std::string> markers;
    for (const Readership& audience : other_audiences())
        for (const std::string_view place : kPlaces)
            markers.push_back(marker(audience, place));
    return markers;
}

std::vector<KbFile> public_files() {
    std::string synonyms;
    for (const Readership& audience : other_audiences())
        synonyms += "- [printer, " + marker(audience, "synonym") + "]\n";
    return {
        {"_kb.yml", "name: Test desk\ndefault_audience: agents\ngroups: [hr, finance]\n"},
        {"_synonyms.yml", synonyms},
        {"printers/jam.md",
         "---\ntitle: The printer has a paper jam\nid: KB1\naudience: public\nproduct: Printing\n"
         "tags: [paper]\ntype: fix\naliases: [paper stuck]\nreviewed: 2026-03-01\n"
         "related: [KB2, zqagentsidwx]\n---\n\nOpen the flap. [more](agents/more.md) "
         "[more](employees/more.md#x) ![tray](media/tray.png)\n\n"
         "## Pull the paper out\n\nPull gently with both hands.\n"},
        {"printers/off.md",
         "---\ntitle: The printer will not print\nid: KB2\naudience: public\nproduct: Printing\n"
         "tags: [power]\ntype: fix\n---\n\nTurn the printer off and on. Error 0x80070005.\n"},
        {"printers/media/tray.png", "a picture"},
    };
}

std::vector<KbFile> files_for(const Readership& audience) {
    const auto mark = [&](std::string_view place) { return marker(audience, place); };
    const std::string folder = "printers/" + audience.name + "/";
    std::string text = "---\ntitle: The printer and its paper jam " + mark("title") + "\n";
    text += audience.front_matter;
    text += "id: " + mark("id") + "\nslug: printers/" + mark("slug") + "\n";
    text += "summary: The printer " + mark("summary") + "\ntags: [paper, " + mark("tag") + "]\n";
    text += "product: [Printing, " + mark("product") + "]\napplies_to: [" + mark("applies") + "]\n";
    text += "type: " + mark("type") + "\nowner: " + mark("owner") + "\n";
    text += "aliases: [paper stuck " + mark("alias") + ", /old/" + mark("redirect") + "]\n";
    text += "redirect_to: /new/" + mark("leads") + "\nrelated: [KB1]\n";
    text += "reviewed: 2026-03-11\n---\n\nPull the paper of the printer: " + mark("body") + ", " +
            mark("synonym") + ".\n\n## Pull the paper out " + mark("heading") +
            "\n\nError 0x80070005, `" + mark("code") + "-17`. ![tray](" + mark("image") +
            ".png) [form](" + mark("attachment") + ".pdf)\n";
    return {
        {folder + mark("path") + ".md", text},
        {folder + "more.md", "---\ntitle: More on it\n" + audience.front_matter + "---\n\nText.\n"},
        {folder + mark("image") + ".png", "a picture"},
        {folder + mark("attachment") + ".pdf", "%PDF-1.4"}};
}

std::vector<KbFile> files_with(const std::vector<Readership>& audiences) {
    std::vector<KbFile> files = public_files();
    for (const Readership& audience : audiences)
        for (KbFile& file : files_for(audience))
            files.push_back(std::move(file));
    return files;
}

}  // namespace firstline
