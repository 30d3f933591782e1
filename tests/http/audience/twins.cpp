#include "tests/http/audience/twins.h"

namespace firstline {

namespace {

/// Whether the article of this readership answers to its id, as a page or by where it has gone.
bool answers(const Viewing& viewing, const Readership& readership) {
    const int status = viewing.ask({"GET", "/a/" + marker(readership, "id")}).status;
    return status == 200 || status == 301 || status == 410;
}

bool is_found(const Viewing& viewing, const Readership& readership) {
    const std::string page =
        viewing.ask({"GET", "/api/v1/search?q=" + marker(readership, "body")}).body;
    return page.find(marker(readership, "slug")) != std::string::npos;
}

std::string difference(const Asked& asked, const std::string& with, const std::string& without) {
    std::size_t at = 0;
    while (at < with.size() && at < without.size() && with[at] == without[at])
        ++at;
    const std::size_t from = at > 80 ? at - 80 : 0;
    return std::string{asked.method} + " " + asked.target +
           "\n  with:    " + with.substr(from, 200) + "\n  without: " + without.substr(from, 200);
}

}  // namespace

void TwinReport::add(const TwinReport& other) {
    checks += other.checks;
    differences += other.differences;
    if (first.empty())
        first = other.first;
}

TwinReport compare(ServedKb& with, ServedKb& without, const Kind& kind,
                   const std::vector<Asked>& asked, std::size_t step) {
    const Viewing all(with, kind);
    const Viewing readable(without, kind);
    TwinReport report;
    for (std::size_t i = 0; i < asked.size(); i += step) {
        const std::string told = comparable(all.ask(asked[i]));
        const std::string expected = comparable(readable.ask(asked[i]));
        ++report.checks;
        if (told == expected)
            continue;
        ++report.differences;
        if (report.first.empty())
            report.first = kind.name() + ": " + difference(asked[i], told, expected);
    }
    return report;
}

TwinReport check_kind(const Kind& kind, std::size_t step) {
    std::vector<Readership> readable;
    for (const Readership& readership : other_audiences())
        if (should_read(kind, readership))
            readable.push_back(readership);
    constexpr auto kClock = [] { return ServedKb::kNoon; };
    ServedKb with(files_with(other_audiences()), kClock, for_viewers());
    ServedKb without(files_with(readable), kClock, for_viewers());
    TwinReport report = compare(with, without, kind, all_asked(), step);
    const Viewing viewing(with, kind);
    for (const Readership& readership : other_audiences()) {
        const bool reads = should_read(kind, readership);
        const bool finds = reads && readership.name != "archived";
        ++report.checks;
        if (answers(viewing, readership) == reads && is_found(viewing, readership) == finds)
            continue;
        ++report.differences;
        if (report.first.empty())
            report.first = kind.name() + ": the article for " + readership.name + " is " +
                           (reads ? "not there, or not found as it should be" : "there");
    }
    return report;
}

}  // namespace firstline
