#include <doctest/doctest.h>

#include "tests/server/pages/samples.h"

using namespace firstline;

namespace {

constexpr const char* kHostile =
    "</title><script>alert(1)</script>\"onfocus='alert(2)' {{kb_name}}";

/// Each text that a person outside can decide is hostile.
Frame hostile_frame() {
    Frame frame = sample_frame();
    frame.kb_name = frame.language = frame.query = frame.after_hours = kHostile;
    frame.desk = {.telephone = std::string{"5"} + kHostile,
                  .hours = kHostile,
                  .contact_url = kHostile,
                  .email = std::string{"a@b"} + kHostile};
    frame.owners = {{.key = "messaging", .name = kHostile}};
    frame.loopback = true;
    return frame;
}

ArticleRecord hostile_record() {
    ArticleRecord record = sample_record(kHostile, kHostile);
    record.summary = record.owner = record.type = record.lang = kHostile;
    record.tags = record.applies_to = record.product = record.audience.groups = {kHostile};
    return record;
}

ResultsView hostile_results() {
    ResultsView view = sample_results(kHostile);
    view.request.explain = true;
    view.request.filter = {{kHostile}, {kHostile}, {kHostile}};
    view.results.correction = Correction{kHostile, kHostile, true};
    view.results.facets.product = {{kHostile, 1, true}};
    view.results.facets.type = {{kHostile, 1, false}};
    view.notices = {{.title = kHostile, .text = kHostile, .link = kHostile}};
    for (Hit& hit : view.results.hits) {
        hit.article = hostile_record();
        hit.section = SectionRef{kHostile, kHostile};
        hit.explanation = {{kHostile, kHostile, 1}};
    }
    return view;
}

ArticleView hostile_article() {
    ArticleView view;
    view.article.record = hostile_record();
    for (int i = 0; i < 3; ++i)
        view.article.sections.push_back({kHostile, kHostile, 2, kHostile});
    view.article.details.ticket.questions = {kHostile};
    view.article.details.diagnose = {{kHostile, kHostile}};
    view.related = {hostile_record()};
    view.edit_url = kHostile;
    return view;
}

TicketForm hostile_form() {
    return {.subject = kHostile,
            .description = kHostile,
            .name = kHostile,
            .email = kHostile,
            .telephone = kHostile,
            .category = kHostile,
            .affects = kHostile,
            .work = kHostile,
            .article = kHostile,
            .query = kHostile,
            .diagnosis = kHostile,
            .answers = {{kHostile, kHostile}},
            .tried = {kHostile}};
}

DraftFile hostile_file() {
    return {1, {kHostile, kHostile, {}}, 10};
}

DeskPlan hostile_plan() {
    DeskPlan plan;
    plan.affects = {{kHostile, kHostile}};
    plan.work = {{kHostile, kHostile}};
    plan.matrix = {{{kHostile, kHostile}, kHostile}};
    plan.levels = {{.key = kHostile, .name = kHostile}};
    plan.categories = {{.key = kHostile, .name = kHostile}};
    return plan;
}

Promise hostile_promise() {
    return {kHostile, kHostile, kHostile, kHostile, kHostile, kHostile, kHostile};
}

HelpView hostile_help() {
    return {.can_send = true,
            .form_key = kHostile,
            .form = hostile_form(),
            .article_title = kHostile,
            .questions = {kHostile},
            .diagnose = {{kHostile, kHostile}},
            .files = {hostile_file()},
            .troubles = {{kHostile, kHostile}},
            .refused = {kHostile},
            .trouble = kHostile,
            .plan = hostile_plan(),
            .presence = kHostile,
            .closed_now = kHostile,
            .notices = {{.title = kHostile, .text = kHostile, .link = kHostile, .key = kHostile}},
            .account = kHostile,
            .cases = {{kHostile, kHostile, hostile_promise()}}};
}

ReviewView hostile_review() {
    return {.form_key = kHostile,
            .form = hostile_form(),
            .article_title = kHostile,
            .files = {hostile_file()},
            .promise = hostile_promise(),
            .category = kHostile,
            .affects = kHostile,
            .work = kHostile,
            .trouble = kHostile};
}

TicketView hostile_ticket() {
    TicketView view{.token = kHostile,
                    .promise = hostile_promise(),
                    .category = kHostile,
                    .affects = kHostile,
                    .work = kHostile,
                    .escalation = {{.contact = kHostile, .telephone = kHostile, .when = kHostile}},
                    .solved_by = hostile_record(),
                    .files = {kHostile},
                    .reclassified = {{{}, kHostile, kHostile, kHostile}},
                    .url = kHostile};
    view.ticket.reference = kHostile;
    view.ticket.subject = kHostile;
    view.ticket.description = kHostile;
    view.ticket.email = kHostile;
    view.ticket.tried = {kHostile};
    return view;
}

std::vector<std::string> all_pages(const Frame& frame, const ResultsView& results,
                                   const ArticleView& article) {
    const HomeView home{.notices = results.notices,
                        .topics = {{kHostile, 3}},
                        .newest = {article.article.record},
                        .nothing_public = true};
    return {pages().home(frame, home),
            pages().results(frame, results),
            pages().results_part(frame, results),
            pages().article(frame, article),
            pages().not_found(frame, {results.request.query, results.results}),
            pages().retired(frame),
            pages().help(frame, hostile_help()),
            pages().ticket_review(frame, hostile_review()),
            pages().ticket(frame, hostile_ticket()),
            pages().incident(
                frame,
                {.notice = {.title = kHostile, .text = kHostile, .link = kHostile, .key = kHostile},
                 .trouble = kHostile}),
            pages().error(frame, {500, frame.kb_name, frame.kb_name})};
}

ArticleView plain_article() {
    ArticleView view;
    view.article.record = sample_record("vpn/drops", "VPN drops");
    view.article.details.html = "<p>Restart it.</p>";
    return view;
}

}  // namespace

TEST_CASE("no page prints what people write as markup") {
    for (const std::string& page :
         all_pages(hostile_frame(), hostile_results(), hostile_article())) {
        CAPTURE(page);
        CHECK_FALSE(holds(page, "<script>alert"));
        CHECK_FALSE(holds(page, "\"onfocus"));
        CHECK_FALSE(holds(page, "'alert(2)"));
        CHECK_FALSE(holds(page, "href=\"&lt;"));
        CHECK_FALSE(holds(page, "href=\"javascript"));
    }
}

TEST_CASE("every page has the frame: skip link, name, search, door, footer") {
    const Frame frame = sample_frame();
    const auto made = all_pages(frame, sample_results("vpn"), plain_article());
    for (std::size_t i = 0; i < made.size(); ++i) {
        const std::string& page = made[i];
        if (i == 2)
            continue;  // the part that scripts replace has no frame
        CAPTURE(page);
        CHECK(holds(page, "<html lang=\"en\">"));
        CHECK(holds(page, "<a class=\"skip\" href=\"#content\">"));
        CHECK(count_of(page, "<main id=\"content\"") == 1);
        CHECK(count_of(page, "<h1") == 1);
        CHECK(count_of(page, "action=\"/search\" method=\"get\"") == 1);
        CHECK(count_of(page, "name=\"q\"") == 1);
        CHECK(holds(page, "Get help from a person</a>"));
        CHECK(holds(page, "You can read 2,448 articles"));
        CHECK(holds(page, "Updated 20 Nov 2026, 09:40 UTC"));
        CHECK(holds(page, "application/opensearchdescription+xml"));
        CHECK(holds(page, "/static/app.css?v=" + pages().version()));
    }
}

TEST_CASE("pages are small, and hold no script or style that the policy would refuse") {
    for (const std::string& page :
         all_pages(sample_frame(), sample_results("vpn"), plain_article())) {
        CAPTURE(page);
        CHECK(page.size() < 24 * 1024);
        CHECK_FALSE(holds(page, "<style"));
        CHECK_FALSE(holds(page, " style="));
        CHECK_FALSE(holds(page, "<script>"));
        CHECK_FALSE(holds(page, "onclick"));
    }
}

TEST_CASE("the search box of the home page has the focus, others do not take it") {
    CHECK(holds(pages().home(sample_frame(), {}), " autofocus"));
    CHECK_FALSE(holds(pages().help(sample_frame(), {}), "autofocus"));
}

TEST_CASE("home shows incidents, topics as links to browse, and what is new") {
    HomeView view;
    view.notices = {{.title = "E-mail is late", .link = "/a/mail"}};
    view.topics = {{"Wi-Fi & LAN", 12}};
    view.newest = {sample_record("vpn/drops", "VPN drops")};
    std::string page = pages().home(sample_frame(), view);
    CHECK(holds(page, "Known incident:</strong> <span dir=\"auto\">E-mail is late"));
    CHECK(holds(page, "href=\"/search?q=&amp;product=Wi-Fi%20%26%20LAN\""));
    CHECK(holds(page, "href=\"/a/vpn/drops\""));
    CHECK(holds(page, "Reviewed 12 Mar 2026"));
    view.topics.front().is_tag = true;
    CHECK(holds(pages().home(sample_frame(), view), "href=\"/search?q=&amp;tag=Wi-Fi"));
}

TEST_CASE("home leaves out what it has nothing to say about") {
    const std::string page = pages().home(sample_frame(), {});
    for (const char* absent : {"Common topics", "What is new", "Known incident", "public"})
        CHECK_FALSE(holds(page, absent));
}

TEST_CASE("only the operator is told that there are articles, and how to make them public") {
    Frame frame = sample_frame();
    frame.articles = 0;
    const HomeView view{.nothing_public = true};
    CHECK(pages().home(frame, view) == pages().home(frame, {}));
    frame.loopback = true;
    CHECK(holds(pages().home(frame, view), "Nothing here is public yet"));
    for (const char* way : {"audience: public", "default_audience: public", "--public"})
        CHECK(holds(pages().home(frame, view), way));
}

TEST_CASE("help names every way to a person that the desk has, and none that it lacks") {
    Frame frame = sample_frame();
    frame.after_hours = "Press 9 if a whole site cannot work.";
    HelpView view;
    view.form.subject = "printer jam";
    std::string page = pages().help(frame, view);
    CHECK(holds(page, "href=\"tel:5550142\""));
    CHECK(holds(page, "Mon to Fri 07:30-18:00"));
    CHECK(holds(page, "Press 9 if a whole site"));
    CHECK(holds(page, "href=\"mailto:help@example.com?subject=printer%20jam\""));
    CHECK_FALSE(holds(page, "Write to the help desk"));
    view.can_send = true;
    CHECK(holds(pages().help(frame, view), "Write to the help desk"));
    frame.desk = {.contact_url = "https://portal.example.com/new"};
    page = pages().help(frame, view);
    CHECK(holds(page, "href=\"https://portal.example.com/new\""));
    CHECK_FALSE(holds(page, "tel:"));
    frame.desk = {};
    CHECK(holds(pages().help(frame, view), "does not say how to telephone its help desk"));
}

TEST_CASE("the door carries what was searched for") {
    Frame frame = sample_frame();
    frame.query = "no sound & echo";
    CHECK(holds(pages().results(frame, sample_results(frame.query)),
                "href=\"/help?q=no%20sound%20%26%20echo\""));
}

TEST_CASE("search engines may show home and public articles, not searches and mistakes") {
    const Frame frame = sample_frame();
    const char* const refusal = "<meta name=\"robots\" content=\"noindex\">";
    CHECK_FALSE(holds(pages().home(frame, {}), refusal));
    CHECK(holds(pages().results(frame, sample_results("vpn")), refusal));
    CHECK(holds(pages().not_found(frame, {}), refusal));
    CHECK(holds(pages().error(frame, {}), refusal));
    ArticleView article = plain_article();
    std::string page = pages().article(frame, article);
    CHECK_FALSE(holds(page, refusal));
    CHECK(holds(page, "<link rel=\"canonical\" href=\"https://kb.example.com/a/vpn/drops\">"));
    article.article.record.unlisted = true;
    CHECK(holds(pages().article(frame, article), refusal));
    article.article.record.unlisted = false;
    article.article.record.audience.standing = Standing::employees;
    CHECK(holds(pages().article(frame, article), refusal));
}

TEST_CASE("a page that does not exist is searched for by the words of its URL") {
    Frame frame = sample_frame();
    const NotFoundView view{"printer jam", sample_results("printer jam").results};
    const std::string page = pages().not_found(frame, view);
    CHECK(holds(page, "We did not find this page"));
    CHECK(holds(page, "value=\"printer jam\""));
    CHECK(count_of(page, "<li class=\"hit\">") == 10);
    const std::string empty = pages().not_found(frame, {"zzz", {}});
    CHECK_FALSE(holds(empty, "Articles with the words"));
    CHECK(holds(empty, "Get help from a person</a>"));
}

TEST_CASE("an error says what to do next and keeps what was typed") {
    Frame frame = sample_frame();
    frame.query = "vpn";
    const std::string page =
        pages().error(frame, {503, "That took too long", "Please try again in a moment."});
    CHECK(holds(page, "<h1 dir=\"auto\">That took too long</h1>"));
    CHECK(holds(page, "Please try again in a moment."));
    CHECK(holds(page, "value=\"vpn\""));
    CHECK(holds(page, "Error 503"));
}
