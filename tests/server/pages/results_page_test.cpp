#include <doctest/doctest.h>

#include "tests/server/pages/samples.h"

using namespace firstline;

namespace {

std::string shown(const ResultsView& view) {
    Frame frame = sample_frame();
    frame.query = view.request.query;
    return pages().results(frame, view);
}

}  // namespace

TEST_CASE("a hit shows its title, the section that answers, the snippet and what to trust") {
    const std::string page = shown(sample_results("jam"));
    CHECK(count_of(page, "<li class=\"hit\">") == 10);
    CHECK(holds(page, "<a href=\"/a/printers/jam\">The printer is jammed</a>"));
    CHECK(holds(page, "<a href=\"/a/printers/jam#if-it-still-fails\">If it still fails</a>"));
    CHECK(holds(page, "Restart the <mark>printer</mark> &amp; wait."));
    CHECK(holds(page, ">Windows 11, macOS</span>"));
    CHECK(holds(page, ">Reviewed 12 Mar 2026 by Messaging</span>"));
    CHECK(holds(page, "34 articles"));
}

TEST_CASE("hits that not everyone may read or trust are told apart by words") {
    ResultsView view = sample_results("jam");
    view.results.hits.resize(1);
    ArticleRecord& article = view.results.hits[0].article;
    article.audience.standing = Standing::agents;
    article.state = State::unvalidated;
    article.type = "known-error";
    article.expires = day("2026-01-01");
    const std::string page = shown(view);
    for (const char* label :
         {"Agents only", "Not yet validated", "Known error", "Out of date since 1 Jan 2026"})
        CHECK(holds(page, label));
}

TEST_CASE("an applied correction can be undone, an offered one taken") {
    ResultsView view = sample_results("pritner");
    view.results.correction = Correction{"pritner", "printer", true};
    std::string page = shown(view);
    CHECK(holds(page, "Showing results for <strong dir=\"auto\">printer</strong>"));
    CHECK(holds(page, "href=\"/search?q=pritner&amp;as_typed=1\""));
    view.results.correction->applied = false;
    page = shown(view);
    CHECK(holds(page, "Did you mean <a href=\"/search?q=printer\">"));
    CHECK_FALSE(holds(page, "Showing results for"));
}

TEST_CASE("below the threshold the way to a person comes before the articles") {
    ResultsView view = sample_results("qwertz");
    view.results.sure = false;
    const std::string page = shown(view);
    const auto doubt = page.find("We are not sure these fit");
    const auto door = page.find("class=\"button\" href=\"/help?q=qwertz\"");
    const auto first = page.find("<li class=\"hit\">");
    REQUIRE(doubt != std::string::npos);
    CHECK(doubt < door);
    CHECK(door < first);
}

TEST_CASE("browsing by a facet asks nothing, so there is nothing to be unsure of") {
    ResultsView view = sample_results("");
    view.results.sure = false;
    view.request.filter.product = {"Outlook"};
    const std::string page = shown(view);
    CHECK_FALSE(holds(page, "We are not sure"));
    CHECK(holds(page, "<title>Outlook · Larkfield Service Desk</title>"));
}

TEST_CASE("finding nothing is said plainly, with what to do next") {
    ResultsView view;
    view.request.query = "zzz";
    std::string page = shown(view);
    CHECK(holds(page, "We did not find a good match"));
    CHECK(holds(page, "Get help from a person</a>"));
    CHECK(holds(page, "href=\"tel:5550142\""));
    CHECK_FALSE(holds(page, "Search without the chosen filters"));
    view.request.filter.tag = {"vpn"};
    page = shown(view);
    CHECK(holds(page, "<a href=\"/search?q=zzz\">Search without the chosen filters</a>"));
}

TEST_CASE("an empty question is invited, not failed") {
    const std::string page = shown({});
    CHECK(holds(page, "<h1>What do you need help with?</h1>"));
    CHECK_FALSE(holds(page, "did not find"));
}

TEST_CASE("facets are links that switch a value on and off and begin at the first page") {
    ResultsView view = sample_results("vpn");
    view.request.offset = 10;
    CHECK(holds(shown(view), "href=\"/search?q=vpn&amp;product=R%26D%20tools\""));
    view.request.filter.product = {"Outlook"};
    view.results.facets.product[0].selected = true;
    const std::string page = shown(view);
    CHECK(holds(page, "<a href=\"/search?q=vpn\" class=\"on\" aria-current=\"true\">"));
    CHECK(holds(page, "href=\"/search?q=vpn&amp;product=Outlook&amp;type=fix\""));
    CHECK(holds(page, "<span dir=\"auto\">How-to</span>"));
}

TEST_CASE("a facet value that all results share narrows nothing and is left out") {
    ResultsView view = sample_results("vpn");
    view.results.facets = {};
    view.results.facets.tag = {{"network", 34, false}};
    CHECK_FALSE(holds(shown(view), "class=\"facets\""));
    view.results.facets.tag.push_back({"tunnel", 3, false});
    const std::string page = shown(view);
    CHECK(holds(page, "tunnel"));
    CHECK_FALSE(holds(page, ">network</span>"));
}

TEST_CASE("submitting the box again keeps the chosen facets, also without scripts") {
    ResultsView view = sample_results("vpn");
    view.request.filter = {{"R&D \"tools\""}, {"fix"}, {}};
    const std::string page = shown(view);
    CHECK(holds(page,
                "<input type=\"hidden\" name=\"product\" value=\"R&amp;D &quot;tools&quot;\">"));
    CHECK(holds(page, "<input type=\"hidden\" name=\"type\" value=\"fix\">"));
}

TEST_CASE("operators, once asked for, are named and stay on in the box and the links") {
    ResultsView view = sample_results("-scanner tag:vpn");
    CHECK_FALSE(holds(shown(view), "Operators are on"));
    CHECK_FALSE(holds(shown(view), "ops"));
    view.request.operators = true;
    const std::string page = shown(view);
    CHECK(holds(page, "Operators are on"));
    CHECK(holds(page, "<input type=\"hidden\" name=\"ops\" value=\"1\">"));
    CHECK(holds(page, "href=\"/search?q=-scanner%20tag%3Avpn&amp;ops=1&amp;offset=10\""));
    CHECK(holds(page, "q=-scanner%20tag%3Avpn&amp;product=Outlook&amp;ops=1\""));
    view.request.filter.tag = {"vpn"};
    CHECK(holds(shown(view), "q=-scanner%20tag%3Avpn&amp;tag=vpn&amp;ops=1"));
}

TEST_CASE("more results is a link to the next ten, and ends with the last") {
    ResultsView view = sample_results("vpn");
    CHECK(holds(shown(view), "href=\"/search?q=vpn&amp;offset=10\" rel=\"next\""));
    CHECK_FALSE(holds(shown(view), "Earlier results"));
    view.request.offset = 20;
    CHECK(holds(shown(view), "Articles 21 to 30 of 34"));
    CHECK(holds(shown(view), "<ol class=\"hits\" start=\"21\""));
    CHECK(holds(shown(view), "href=\"/search?q=vpn&amp;offset=10\" rel=\"prev\""));
    view.request.offset = 30;
    view.results.hits.resize(4);
    CHECK_FALSE(holds(shown(view), "More results"));
}

TEST_CASE("a page grown to thirty leads on from there") {
    ResultsView view = sample_results("vpn");
    view.request.limit = 30;
    for (int i = 0; i < 20; ++i)
        view.results.hits.push_back(view.results.hits[0]);
    CHECK(holds(shown(view), "href=\"/search?q=vpn&amp;offset=30\" rel=\"next\""));
}

TEST_CASE("incidents the query is about come before the articles") {
    ResultsView view = sample_results("mail late");
    view.notices = {{.title = "E-mail from outside arrives late"}};
    const std::string page = shown(view);
    CHECK(page.find("E-mail from outside") < page.find("<li class=\"hit\">"));
}

TEST_CASE("the part that scripts replace is what stands inside main") {
    Frame frame = sample_frame();
    const ResultsView view = sample_results("vpn");
    frame.query = "vpn";
    const std::string part = pages().results_part(frame, view);
    CHECK_FALSE(holds(part, "<html"));
    CHECK_FALSE(holds(part, "<main"));
    CHECK(holds(pages().results(frame, view), part));
}

TEST_CASE("scores and signals show only when asked for") {
    ResultsView view = sample_results("vpn");
    view.results.hits[0].explanation = {{"title", "vpn", 5.25}};
    CHECK_FALSE(holds(shown(view), "5.250"));
    view.request.explain = true;
    CHECK(holds(shown(view), "<td>5.250</td>"));
}
