#include <algorithm>

#include <nlohmann/json.hpp>

#include "indexer/text/dates.h"
#include "server/http/insight_rows.h"

namespace firstline {
namespace {

using Json = nlohmann::ordered_json;

Json moment(std::chrono::sys_seconds when) {
    const auto day = std::chrono::floor<std::chrono::days>(when);
    const std::chrono::hh_mm_ss time{when - day};
    char text[16];
    std::snprintf(text, sizeof text, "T%02d:%02d:%02dZ", static_cast<int>(time.hours().count()),
                  static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()));
    return iso_date(day) + text;
}

Json moment(const std::optional<std::chrono::sys_seconds>& when) {
    return when ? moment(*when) : Json();
}

Json share(const Share& share) {
    if (share.n == 0)
        return {{"count", share.count}, {"n", 0}, {"value", nullptr}, {"low", 0}, {"high", 1}};
    return {{"count", share.count},
            {"n", share.n},
            {"value", share.value()},
            {"low", share.interval.low},
            {"high", share.interval.high}};
}

Json deflection(const Deflection& found) {
    Json json{{"problems", found.problems},
              {"provisional", found.provisional},
              {"visitors", found.visitors},
              {"design_effect", found.of(Outcome::confirmed).design_effect}};
    for (std::size_t i = 0; i < kOutcomes; ++i)
        json[std::string{name_of(static_cast<Outcome>(i))}] = share(found.outcomes[i]);
    json["not_denied"] = share(found.not_denied);
    json["usual"] = found.problems > 0 ? Json(found.usual()) : Json();
    json["sentence"] = deflection_sentence(found);
    return json;
}

Json deflection(const DeflectionFindings& found) {
    Json json = deflection(found.all);
    json["requests"] = {{"problems", found.requests}, {"sent", found.requests_sent}};
    json["dominant_incident"] = nullptr;
    if (found.dominant)
        json["dominant_incident"] = {{"key", found.dominant->key},
                                     {"problems", found.dominant->problems},
                                     {"without", deflection(found.dominant->without)}};
    return json;
}

Json votes(const VotesApart& apart) {
    return {{"yes", apart.yes}, {"partly", apart.partly}, {"no", apart.no}};
}

Json self_service(const SelfService& found) {
    return {{"problems", found.problems},
            {"yes", found.yes},
            {"false_yes", found.false_yes},
            {"partly", found.partly},
            {"no", found.no},
            {"failed", found.failed},
            {"success", share(found.success)},
            {"responses", share(found.responses)},
            {"at_least", share(found.at_least)},
            {"at_most", share(found.at_most)},
            {"would_have_asked", share(found.would_have_asked)},
            {"unnamed_votes", votes(found.unnamed)},
            {"unseen_votes", votes(found.unseen)}};
}

Json existing_answers(const ExistingAnswers& found) {
    Json causes = Json::object();
    for (std::size_t i = 0; i < kCauses; ++i)
        causes[std::string{name_of(static_cast<Cause>(i))}] = share(found.causes[i]);
    Json articles = Json::array();
    for (const AnsweredBy& article : found.articles) {
        Json counts = Json::object();
        for (std::size_t i = 0; i < kCauses; ++i)
            counts[std::string{name_of(static_cast<Cause>(i))}] = article.causes[i];
        articles.push_back({{"id", article.article},
                            {"tickets", article.tickets},
                            {"causes", counts},
                            {"failed_steps", article.failed_steps}});
    }
    return {
        {"with_article", share(found.with_article)}, {"causes", causes}, {"articles", articles}};
}

Json queries(const std::vector<SharedQuery>& shared) {
    Json json = Json::array();
    for (const SharedQuery& query : shared)
        json.push_back(
            {{"query", query.query}, {"visitors", query.visitors}, {"searches", query.searches}});
    return json;
}

Json searches(const SearchMeasures& found) {
    return {{"searches", found.searches},
            {"visitors", found.visitors},
            {"nothing_found", share(found.nothing_found)},
            {"not_sure", share(found.not_sure)},
            {"no_click", share(found.no_click)},
            {"queries_without_results", queries(found.found_nothing)},
            {"queries_without_clicks", queries(found.opened_nothing)}};
}

Json seconds(const std::optional<std::chrono::seconds>& duration) {
    return duration ? Json(duration->count()) : Json();
}

Json group(const TicketGroup& found) {
    return {{"key", found.key},
            {"tickets", found.tickets},
            {"first_answer",
             {{"n", found.first_answer.n},
              {"median_seconds", seconds(found.first_answer.median)},
              {"p90_seconds", seconds(found.first_answer.p90)}}},
            {"resolved",
             {{"n", found.resolved.n},
              {"median_seconds", seconds(found.resolved.median)},
              {"p90_seconds", seconds(found.resolved.p90)}}},
            {"reopened", share(found.reopened)},
            {"really_solved", share(found.really_solved)}};
}

Json groups(const std::vector<TicketGroup>& found) {
    Json json = Json::array();
    for (const TicketGroup& one : found)
        json.push_back(group(one));
    return json;
}

Json teams(const TeamMeasures& found) {
    Json json = Json::array();
    for (const TeamFigures& team : found.teams)
        json.push_back({{"team", team.key},
                        {"name", team.name},
                        {"people", team.people},
                        {"linked", share(team.linked)},
                        {"right", share(team.right)}});
    return {{"teams", json}, {"withheld", found.withheld}};
}

Json weeks(const std::vector<Week>& found) {
    Json json = Json::array();
    for (const Week& week : found) {
        Json tickets = Json::object();
        for (const auto& [channel, count] : week.tickets)
            tickets[channel] = count;
        json.push_back({{"monday", iso_date(week.monday)},
                        {"whole", week.whole},
                        {"problems", week.deflection.problems},
                        {"confirmed", share(week.deflection.of(Outcome::confirmed))},
                        {"not_denied", share(week.deflection.not_denied)},
                        {"success", share(week.success)},
                        {"searches", week.searches},
                        {"nothing_found", share(week.nothing_found)},
                        {"tickets", tickets}});
    }
    return json;
}

Json coverage(const Coverage& found) {
    return {{"joined_tickets", share(found.joined_tickets)},
            {"unnamed_tickets", share(found.unnamed_tickets)},
            {"unnamed_votes", share(found.unnamed_votes)},
            {"unnamed_views", share(found.unnamed_views)},
            {"tickets_counted_elsewhere", found.elsewhere},
            {"events_shed", found.shed}};
}

Json outbox(const OutboxHealth& health) {
    return {{"waiting", health.waiting},
            {"dead", health.dead},
            {"oldest_waiting", moment(health.oldest_waiting)},
            {"last_delivered", moment(health.last_delivered)},
            {"last_error", health.last_error}};
}

Json incidents(const std::vector<IncidentCount>& found) {
    Json json = Json::array();
    for (const IncidentCount& incident : found)
        json.push_back({{"key", incident.key},
                        {"title", incident.title},
                        {"joined", incident.joined},
                        {"open", incident.open}});
    return json;
}

}  // namespace

std::string to_json(const InsightReport& report) {
    const Json json{
        {"from", moment(report.from)},
        {"until", moment(report.until)},
        {"deflection", deflection(report.deflection)},
        {"self_service", self_service(report.self_service)},
        {"self_service_without_incident",
         report.self_service_without ? self_service(*report.self_service_without) : Json()},
        {"existing_answers", existing_answers(report.existing_answers)},
        {"searches", searches(report.searches)},
        {"tickets",
         {{"all", group(report.tickets.all)},
          {"channels", groups(report.tickets.channels)},
          {"priorities", groups(report.tickets.priorities)},
          {"categories", groups(report.tickets.categories)}}},
        {"agents", teams(report.teams)},
        {"weeks", weeks(report.weeks)},
        {"coverage", coverage(report.coverage)},
        {"outbox", outbox(report.outbox)},
        {"incidents", incidents(report.incidents)}};
    // What people typed may be cut within a character: shown, never refused.
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace firstline
