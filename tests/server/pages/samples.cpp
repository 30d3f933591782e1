#include "tests/server/pages/samples.h"

#include <chrono>

#include "indexer/text/dates.h"

namespace firstline {

Date day(std::string_view text) {
    return parse_date(text).value_or(Date{});
}

Date today() {
    return day("2026-11-21");
}

const Pages& pages() {
    static const Pages the_pages{std::filesystem::path{FIRSTLINE_SOURCE_DIR} / "templates"};
    return the_pages;
}

Frame sample_frame() {
    Frame frame;
    frame.kb_name = "Larkfield Service Desk";
    frame.language = "en";
    frame.base_url = "https://kb.example.com";
    frame.articles = 2448;
    frame.index_updated_at = day("2026-11-20") + std::chrono::hours{9} + std::chrono::minutes{40};
    frame.desk.telephone = "555-0142";
    frame.desk.email = "help@example.com";
    frame.desk.hours = "Mon to Fri 07:30-18:00";
    frame.owners = {{.key = "messaging", .name = "Messaging"}, {.key = "print", .name = "Print"}};
    frame.today = today();
    return frame;
}

ArticleRecord sample_record(const std::string& slug, const std::string& title) {
    ArticleRecord record;
    record.path = slug + ".md";
    record.id = slug;
    record.slug = slug;
    record.title = title;
    record.audience = {Standing::anyone, {}};
    record.reviewed = day("2026-03-12");
    record.reviewed_by = "messaging";
    record.applies_to = {"Windows 11", "macOS"};
    record.product = {"Outlook"};
    record.type = "fix";
    return record;
}

Hit sample_hit(const std::string& slug, const std::string& title) {
    Hit hit;
    hit.article = sample_record(slug, title);
    hit.snippet = {"Restart the <mark>printer</mark> &amp; wait."};
    hit.section = SectionRef{"If it still fails", "if-it-still-fails"};
    return hit;
}

ResultsView sample_results(const std::string& query) {
    ResultsView view;
    view.request.query = query;
    view.results.query = query;
    view.results.total = 34;
    view.results.sure = true;
    for (int i = 0; i < 10; ++i)
        view.results.hits.push_back(sample_hit("printers/jam", "The printer is jammed"));
    view.results.facets.product = {{"Outlook", 9, false}, {"R&D tools", 4, false}};
    view.results.facets.type = {{"fix", 12, false}, {"how-to", 3, false}};
    return view;
}

bool holds(std::string_view page, std::string_view text) {
    return page.find(text) != std::string_view::npos;
}

int count_of(std::string_view page, std::string_view text) {
    int count = 0;
    for (auto at = page.find(text); at != std::string_view::npos; at = page.find(text, at + 1))
        ++count;
    return count;
}

}  // namespace firstline
