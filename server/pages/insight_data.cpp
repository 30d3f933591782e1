#include "server/pages/insight_data.h"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "indexer/text/dates.h"
#include "server/insight/wording.h"
#include "server/pages/insight_chart.h"
#include "server/pages/wording.h"

namespace firstline {
namespace {

constexpr auto kRanges = std::to_array<unsigned>({4, 12, 26, 52});
/// No wider than it would be for strangers, but for what a print of one decimal hides.
constexpr double kVisibleDesignEffect = 1.05;
/// In narrow columns the sign stays with its number.
constexpr const char* kPercent = "\u00a0%";

struct OutcomeWords {
    Outcome outcome;
    const char* name;
    const char* anchor;
    const char* meaning;
};

constexpr auto kOutcomeWords = std::to_array<OutcomeWords>({
    {Outcome::confirmed, "Confirmed", "confirmed",
     "read an article, said it solved the problem, sent no ticket"},
    {Outcome::unknown, "Unknown", "unknown", "said nothing and sent nothing: nobody can know"},
    {Outcome::no_or_partly, "No or partly", "no-or-partly",
     "said the article did not or only partly help, sent no ticket here"},
    {Outcome::failed, "Ticket sent", "ticket-sent", "sent a ticket, having read something or not"},
});

struct CauseWords {
    Cause cause;
    const char* name;
    const char* meaning;
};

constexpr auto kCauseWords = std::to_array<CauseWords>({
    {Cause::never_searched, "Never searched", "what helps: suggestions beside the form they used"},
    {Cause::not_shown, "Not shown, or below place 3",
     "what helps: their words as aliases of the article"},
    {Cause::shown_not_opened, "Shown, not opened", "what helps: a clearer title or summary"},
    {Cause::opened_and_failed, "Opened, and did not help",
     "what helps: mending the step that failed"},
    {Cause::not_visible, "They may not read it", "what helps: publishing it, or a part of it"},
    {Cause::stale, "Opened, but overdue for review", "what helps: a review"},
    {Cause::cannot_be_told, "Cannot be told", "the ticket could not be joined to a visit"},
});

std::string counted(std::size_t count) {
    return count_text(static_cast<unsigned>(count));
}

PageData& add_share(PageData& data, const Share& share) {
    const bool any = share.n > 0;
    return data.text("share", any ? percent(share.value()) + kPercent : "-")
        .text("count", any ? count_words(share.count) + " of " + counted(share.n) : "n = 0")
        .text("range", any ? range_words(share.interval) + kPercent : "-");
}

PageData share_row(const char* name, const char* anchor, const char* meaning, const Share& share) {
    PageData row;
    row.text("name", name).text("anchor", anchor).text("meaning", meaning);
    return std::move(add_share(row, share));
}

std::string design_effect_of(const Deflection& deflection) {
    const double effect = deflection.of(Outcome::confirmed).design_effect;
    return effect >= kVisibleDesignEffect ? fmt::format("{:.1f}", effect) : std::string{};
}

std::string rest_of_sentence(const Deflection& deflection) {
    return deflection_sentence(deflection).substr(deflection_headline(deflection).size());
}

std::string title_of(const std::string& incident, const std::vector<IncidentCount>& all) {
    for (const IncidentCount& one : all)
        if (one.key == incident && !one.title.empty())
            return one.title;
    return incident;
}

void add_deflection(PageData& data, const InsightReport& report) {
    const DeflectionFindings& found = report.deflection;
    std::vector<PageData> outcomes;
    for (const OutcomeWords& words : kOutcomeWords) {
        PageData row =
            share_row(words.name, words.anchor, words.meaning, found.all.of(words.outcome));
        row.html("swatch_html", outcome_swatch(words.outcome));
        outcomes.push_back(std::move(row));
    }
    PageData part;
    part.text("headline", deflection_headline(found.all))
        .text("rest", rest_of_sentence(found.all))
        .html("bar_html", outcome_bar(found.all))
        .list("outcomes", outcomes)
        .text("problems", counted(found.all.problems))
        .text("visitors", counted(found.all.visitors))
        .text("usual", short_percent(found.all.usual()))
        .text("design_effect", design_effect_of(found.all))
        .text("provisional", found.all.provisional > 0 ? counted(found.all.provisional) : "")
        .text("requests", found.requests > 0 ? counted(found.requests) : "")
        .text("requests_sent", counted(found.requests_sent))
        .flag("any", found.all.problems > 0);
    PageData dominant;
    if (found.dominant)
        dominant.text("title", title_of(found.dominant->key, report.incidents))
            .text("problems", counted(found.dominant->problems))
            .text("without", deflection_sentence(found.dominant->without))
            .text("usual", short_percent(found.dominant->without.usual()));
    if (found.dominant)
        part.object("dominant", std::move(dominant));
    else
        part.flag("dominant", false);
    data.object("deflection", std::move(part));
}

std::optional<Share> if_any(const Share& share) {
    return share.n > 0 ? std::optional{share} : std::nullopt;
}

std::string short_share(const Share& share) {
    return share.n > 0 ? fmt::format("{} % of {} ({})", percent(share.value()), counted(share.n),
                                     range_words(share.interval))
                       : "-";
}

void add_weeks(PageData& data, const std::vector<Week>& weeks) {
    std::vector<std::chrono::sys_days> mondays;
    WeeklyLine confirmed{"Confirmed", {}};
    WeeklyLine success{"Self-service success", {}};
    WeeklyLine nothing{"Nothing found", {}};
    std::vector<PageData> rows;
    for (const Week& week : weeks) {
        mondays.push_back(week.monday);
        confirmed.weeks.push_back(if_any(week.deflection.of(Outcome::confirmed)));
        success.weeks.push_back(if_any(week.success));
        nothing.weeks.push_back(if_any(week.nothing_found));
        std::size_t tickets = 0;
        for (const auto& [channel, count] : week.tickets)
            tickets += count;
        PageData row;
        row.text("monday", reader_date(week.monday))
            .flag("partial", !week.whole)
            .text("confirmed", short_share(week.deflection.of(Outcome::confirmed)))
            .text("success", short_share(week.success))
            .text("nothing", short_share(week.nothing_found))
            .text("tickets", counted(tickets));
        rows.push_back(std::move(row));
    }
    data.list("weeks", rows)
        .html("deflection_chart_html",
              weekly_chart("Confirmed by week, with its 95 % interval. The table below has the "
                           "numbers.",
                           mondays, {confirmed}))
        .html("success_chart_html",
              weekly_chart("Self-service success and searches that found nothing by week, with "
                           "their 95 % intervals. The table below has the numbers.",
                           mondays, {success, nothing}));
}

void add_self_service(PageData& data, const InsightReport& report) {
    const SelfService& found = report.self_service;
    const auto& others = report.self_service_without;
    data.list("self_service",
              {share_row("Success", "self-service-success",
                         "yes of all answers; partly counts half, a yes with a ticket within 7 "
                         "days counts nothing",
                         found.success),
               share_row("Answered", "response-rate",
                         "of the problems in which an article was read", found.responses),
               share_row("Solved at least", "bounds", "said yes, of all", found.at_least),
               share_row("Solved at most", "bounds", "neither said no or partly nor sent a ticket",
                         found.at_most),
               share_row("Would have asked the help desk", "would-have-asked",
                         "of one in ten who said yes, and told", found.would_have_asked)})
        .text("success_without", others ? share_words(others->success) : "")
        .text("false_yes", found.false_yes > 0 ? counted(found.false_yes) : "")
        .text("unnamed_votes", counted(found.unnamed.all()))
        .text("unseen_votes", found.unseen.all() > 0 ? counted(found.unseen.all()) : "");
}

std::string causes_in_words(const AnsweredBy& article) {
    std::string words;
    for (const CauseWords& cause : kCauseWords)
        if (const auto count = article.causes[static_cast<std::size_t>(cause.cause)]; count > 0)
            words += fmt::format("{}{}: {}", words.empty() ? "" : "; ", cause.name, count);
    return words;
}

void add_existing_answers(PageData& data, const InsightView& view) {
    const ExistingAnswers& found = view.report.existing_answers;
    std::vector<PageData> causes;
    causes.reserve(kCauseWords.size());
    for (const CauseWords& words : kCauseWords)
        causes.push_back(share_row(words.name, "tickets-whose-answer-already-existed",
                                   words.meaning,
                                   found.causes[static_cast<std::size_t>(words.cause)]));
    std::vector<PageData> articles;
    for (const AnsweredBy& article : found.articles) {
        const auto link = view.articles.find(article.article);
        const bool known = link != view.articles.end();
        PageData row;
        row.text("title", known ? link->second.title : article.article)
            .text("url", known ? link->second.url : "")
            .text("tickets", counted(article.tickets))
            .text("causes", causes_in_words(article))
            .text("steps", short_list(article.failed_steps, 5));
        articles.push_back(std::move(row));
    }
    data.list("causes", causes)
        .list("answered_by", articles)
        .text("with_article", share_words(found.with_article))
        .flag("any_answered", found.with_article.count > 0);
}

std::vector<PageData> queries_data(const std::vector<SharedQuery>& queries) {
    std::vector<PageData> items;
    for (const SharedQuery& query : queries) {
        PageData item;
        item.text("query", query.query)
            .text("visitors", counted(query.visitors))
            .text("searches", counted(query.searches));
        items.push_back(std::move(item));
    }
    return items;
}

void add_searches(PageData& data, const SearchMeasures& found) {
    data.list("searches",
              {share_row("Found nothing", "searches", "of all searches", found.nothing_found),
               share_row("Found only what we are not sure of", "searches",
                         "of those that found something", found.not_sure),
               share_row("Opened nothing", "searches",
                         "of those that found something; a suggestion may have been enough",
                         found.no_click)})
        .text("search_count", counted(found.searches))
        .text("search_visitors", counted(found.visitors))
        .list("found_nothing", queries_data(found.found_nothing))
        .list("opened_nothing", queries_data(found.opened_nothing));
}

std::string duration_or_dash(const std::optional<std::chrono::seconds>& duration) {
    return duration ? duration_words(*duration) : "-";
}

PageData ticket_row(const TicketGroup& group, const std::string& name) {
    PageData row;
    row.text("name", name.empty() ? "not told" : name)
        .text("tickets", counted(group.tickets))
        .text("median", duration_or_dash(group.first_answer.median))
        .text("p90", duration_or_dash(group.first_answer.p90))
        .text("answered", counted(group.first_answer.n))
        .text("resolved_median", duration_or_dash(group.resolved.median))
        .text("resolved_p90", duration_or_dash(group.resolved.p90))
        .text("solved", counted(group.resolved.n))
        .text("reopened", short_share(group.reopened))
        .text("really", short_share(group.really_solved));
    return row;
}

PageData ticket_group(const char* title, const std::vector<TicketGroup>& groups, bool folders) {
    std::vector<PageData> rows;
    rows.reserve(groups.size());
    for (const TicketGroup& group : groups)
        rows.push_back(ticket_row(group, folders ? folder_name(group.key) : group.key));
    PageData data;
    data.text("title", title).list("rows", rows);
    return data;
}

void add_tickets(PageData& data, const TicketMeasures& found) {
    data.list("ticket_groups", {ticket_group("By priority", found.priorities, false),
                                ticket_group("By channel", found.channels, true),
                                ticket_group("By category", found.categories, true)})
        .text("ticket_count", counted(found.all.tickets))
        .flag("any_tickets", found.all.tickets > 0);
}

void add_teams(PageData& data, const TeamMeasures& found) {
    std::vector<PageData> rows;
    for (const TeamFigures& team : found.teams) {
        PageData row;
        row.text("name", team.key.empty() ? "Smaller teams together" : team.name)
            .text("people", counted(team.people))
            .text("linked", short_share(team.linked))
            .text("right", short_share(team.right));
        rows.push_back(std::move(row));
    }
    data.list("teams", rows)
        .text("smallest_team", counted(kSmallestTeam))
        .flag("teams_withheld", found.withheld);
}

void add_desk(PageData& data, const InsightReport& report) {
    const OutboxHealth& outbox = report.outbox;
    data.text("waiting", counted(outbox.waiting))
        .text("dead", outbox.dead > 0 ? counted(outbox.dead) : "")
        .text("oldest_waiting",
              outbox.oldest_waiting ? ago(report.now - *outbox.oldest_waiting) : "")
        .text("last_delivered",
              outbox.last_delivered ? ago(report.now - *outbox.last_delivered) : "")
        .text("last_error", outbox.waiting + outbox.dead > 0 ? outbox.last_error : "");
    std::vector<PageData> incidents;
    for (const IncidentCount& incident : report.incidents) {
        PageData item;
        item.text("title", incident.title.empty() ? incident.key : incident.title)
            .text("joined", counted(incident.joined))
            .flag("open", incident.open);
        incidents.push_back(std::move(item));
    }
    data.list("incidents", incidents);
}

void add_coverage(PageData& data, const Coverage& coverage) {
    data.list("coverage", {share_row("Tickets joined to a visit", "what-the-numbers-cannot-see",
                                     "of those sent from this site", coverage.joined_tickets),
                           share_row("Tickets of people who asked not to be followed",
                                     "what-the-numbers-cannot-see", "of those sent from this site",
                                     coverage.unnamed_tickets),
                           share_row("Votes of people who asked not to be followed",
                                     "what-the-numbers-cannot-see", "of all readers' votes",
                                     coverage.unnamed_votes),
                           share_row("Pages read by people who asked not to be followed",
                                     "what-the-numbers-cannot-see", "of all articles opened",
                                     coverage.unnamed_views)})
        .text("elsewhere", coverage.elsewhere > 0 ? counted(coverage.elsewhere) : "")
        .text("shed", coverage.shed > 0 ? counted(coverage.shed) : "");
}

void add_ranges(PageData& data, unsigned weeks) {
    std::vector<PageData> ranges;
    for (const unsigned range : kRanges) {
        PageData item;
        item.text("weeks", std::to_string(range)).flag("here", range == weeks);
        ranges.push_back(std::move(item));
    }
    data.list("ranges", ranges).text("weeks_asked", std::to_string(weeks));
}

}  // namespace

PageData insight_data(const InsightView& view, PageData data) {
    const InsightReport& report = view.report;
    data.text("from", reader_date(std::chrono::floor<std::chrono::days>(report.from)))
        .text("until", reader_date(std::chrono::floor<std::chrono::days>(report.until)))
        .text("definitions", view.definitions)
        .flag("nothing", report.empty);
    add_ranges(data, view.weeks);
    add_deflection(data, report);
    add_weeks(data, report.weeks);
    add_self_service(data, report);
    add_existing_answers(data, view);
    add_searches(data, report.searches);
    add_tickets(data, report.tickets);
    add_teams(data, report.teams);
    add_desk(data, report);
    add_coverage(data, report.coverage);
    return data;
}

}  // namespace firstline
