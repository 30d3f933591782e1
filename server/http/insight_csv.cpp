#include <string_view>

#include <fmt/format.h>

#include "indexer/text/dates.h"
#include "server/http/csv.h"
#include "server/http/insight_rows.h"

namespace firstline {
namespace {

class Sheet {
public:
    void share(std::string_view section, std::string_view group, std::string_view measure,
               const Share& share) {
        begin(section, group, measure);
        if (share.n == 0)
            text_ += "0,0,,,\r\n";
        else
            text_ += fmt::format("{},{},{:.4f},{:.4f},{:.4f}\r\n", share.count, share.n,
                                 share.value(), share.interval.low, share.interval.high);
    }

    void count(std::string_view section, std::string_view group, std::string_view measure,
               std::uint64_t count) {
        begin(section, group, measure);
        text_ += fmt::format("{},,,,\r\n", count);
    }

    void seconds(std::string_view section, std::string_view group, std::string_view measure,
                 const std::optional<std::chrono::seconds>& duration, std::size_t n) {
        begin(section, group, measure);
        text_ += fmt::format(",{},{},,\r\n", n,
                             duration ? std::to_string(duration->count()) : std::string{});
    }

    std::string text() && { return std::move(text_); }

private:
    void begin(std::string_view section, std::string_view group, std::string_view measure) {
        text_ += csv_cell(section) + ',' + csv_cell(group) + ',' + csv_cell(measure) + ',';
    }

    std::string text_ = "section,group,measure,count,n,value,low,high\r\n";
};

void add(Sheet& sheet, std::string_view group, const Deflection& found) {
    constexpr std::string_view kSection = "deflection";
    for (std::size_t i = 0; i < kOutcomes; ++i)
        sheet.share(kSection, group, name_of(static_cast<Outcome>(i)), found.outcomes[i]);
    sheet.share(kSection, group, "not_denied", found.not_denied);
    sheet.count(kSection, group, "provisional", found.provisional);
}

void add(Sheet& sheet, const SelfService& found) {
    constexpr std::string_view kSection = "self_service";
    sheet.share(kSection, "", "success", found.success);
    sheet.share(kSection, "", "responses", found.responses);
    sheet.share(kSection, "", "at_least", found.at_least);
    sheet.share(kSection, "", "at_most", found.at_most);
    sheet.share(kSection, "", "would_have_asked", found.would_have_asked);
    sheet.count(kSection, "", "false_yes", found.false_yes);
    sheet.count(kSection, "", "unnamed_votes", found.unnamed.all());
    sheet.count(kSection, "", "unseen_votes", found.unseen.all());
}

void add(Sheet& sheet, const ExistingAnswers& found) {
    constexpr std::string_view kSection = "existing_answers";
    sheet.share(kSection, "", "with_article", found.with_article);
    for (std::size_t i = 0; i < kCauses; ++i)
        sheet.share(kSection, "", name_of(static_cast<Cause>(i)), found.causes[i]);
    for (const AnsweredBy& article : found.articles)
        sheet.count(kSection, article.article, "tickets", article.tickets);
}

void add(Sheet& sheet, const SearchMeasures& found) {
    constexpr std::string_view kSection = "searches";
    sheet.share(kSection, "", "nothing_found", found.nothing_found);
    sheet.share(kSection, "", "not_sure", found.not_sure);
    sheet.share(kSection, "", "no_click", found.no_click);
    for (const SharedQuery& query : found.found_nothing)
        sheet.count(kSection, query.query, "visitors_who_found_nothing", query.visitors);
    for (const SharedQuery& query : found.opened_nothing)
        sheet.count(kSection, query.query, "visitors_who_opened_nothing", query.visitors);
}

void add(Sheet& sheet, std::string_view section, const std::vector<TicketGroup>& groups) {
    for (const TicketGroup& group : groups) {
        sheet.count(section, group.key, "tickets", group.tickets);
        sheet.seconds(section, group.key, "first_answer_median_seconds", group.first_answer.median,
                      group.first_answer.n);
        sheet.seconds(section, group.key, "first_answer_p90_seconds", group.first_answer.p90,
                      group.first_answer.n);
        sheet.seconds(section, group.key, "resolved_median_seconds", group.resolved.median,
                      group.resolved.n);
        sheet.seconds(section, group.key, "resolved_p90_seconds", group.resolved.p90,
                      group.resolved.n);
        sheet.share(section, group.key, "reopened", group.reopened);
        sheet.share(section, group.key, "really_solved", group.really_solved);
    }
}

void add(Sheet& sheet, const TeamMeasures& found) {
    constexpr std::string_view kSection = "agents";
    for (const TeamFigures& team : found.teams) {
        const std::string key = team.key.empty() ? "others" : team.key;
        sheet.count(kSection, key, "people", team.people);
        sheet.share(kSection, key, "linked", team.linked);
        sheet.share(kSection, key, "right", team.right);
    }
}

void add(Sheet& sheet, const Week& week) {
    constexpr std::string_view kSection = "weeks";
    const std::string monday = iso_date(week.monday);
    sheet.share(kSection, monday, "confirmed", week.deflection.of(Outcome::confirmed));
    sheet.share(kSection, monday, "not_denied", week.deflection.not_denied);
    sheet.share(kSection, monday, "success", week.success);
    sheet.share(kSection, monday, "nothing_found", week.nothing_found);
    for (const auto& [channel, count] : week.tickets)
        sheet.count(kSection, monday, "tickets_" + channel, count);
}

void add(Sheet& sheet, const Coverage& found) {
    constexpr std::string_view kSection = "coverage";
    sheet.share(kSection, "", "joined_tickets", found.joined_tickets);
    sheet.share(kSection, "", "unnamed_tickets", found.unnamed_tickets);
    sheet.share(kSection, "", "unnamed_votes", found.unnamed_votes);
    sheet.share(kSection, "", "unnamed_views", found.unnamed_views);
    sheet.count(kSection, "", "tickets_counted_elsewhere", found.elsewhere);
    sheet.count(kSection, "", "events_shed", found.shed);
}

}  // namespace

std::string to_csv(const InsightReport& report) {
    Sheet sheet;
    add(sheet, "", report.deflection.all);
    if (report.deflection.dominant)
        add(sheet, "without " + report.deflection.dominant->key,
            report.deflection.dominant->without);
    sheet.count("deflection", "", "requests", report.deflection.requests);
    add(sheet, report.self_service);
    add(sheet, report.existing_answers);
    add(sheet, report.searches);
    add(sheet, "tickets", {report.tickets.all});
    add(sheet, "tickets_by_channel", report.tickets.channels);
    add(sheet, "tickets_by_priority", report.tickets.priorities);
    add(sheet, "tickets_by_category", report.tickets.categories);
    add(sheet, report.teams);
    for (const Week& week : report.weeks)
        add(sheet, week);
    add(sheet, report.coverage);
    sheet.count("outbox", "", "waiting", report.outbox.waiting);
    sheet.count("outbox", "", "dead", report.outbox.dead);
    for (const IncidentCount& incident : report.incidents)
        sheet.count("incidents", incident.title, "joined", incident.joined);
    return std::move(sheet).text();
}

}  // namespace firstline
