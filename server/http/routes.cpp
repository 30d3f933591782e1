#include "server/http/routes.h"

#include <algorithm>
#include <array>

#include "server/http/form.h"
#include "server/http/problem_reply.h"
#include "server/tickets/attachments.h"

namespace firstline {
namespace {

using enum Route::Gives;

constexpr std::optional<Permission> kRead = Permission::read;
constexpr std::optional<Permission> kRecord = Permission::record;
constexpr std::optional<Permission> kReview = Permission::review;
constexpr std::optional<Permission> kReport = Permission::report;
constexpr std::optional<Permission> kAdminister = Permission::administer;
constexpr std::optional<Permission> kPeople = std::nullopt;
/// All files of a ticket at once, and what is written around them.
constexpr std::size_t kLargestTicket = kLargestTogether + (std::size_t{256} << 10U);

/// A ticket of 1 MB, as a form encodes it: three bytes for one that is no letter, six for a line
/// end.
constexpr std::size_t kLargestPaste = std::size_t{7} << 20U;

/// A text and the one it was made from, each of 1 MB, as a form encodes them.
constexpr std::size_t kLargestEdit = std::size_t{8} << 20U;
constexpr std::size_t kLargestPreview = std::size_t{3} << 20U;

// clang-format off
constexpr auto kRoutes = std::to_array<Route>({
    {"GET",  "/",                           Role::reader,   kRead,   page, show_home},
    {"GET",  "/search",                     Role::reader,   kRead,   page, show_results},
    {"GET",  "/a/{rest}",                   Role::reader,   kRead,   page, show_article},
    {"GET",  "/help",                       Role::reader,   kRead,   page, show_help},
    {"POST", "/help",                       Role::reader,   kPeople, page, keep_draft, Route::Sender::page, kLargestTicket},
    {"GET",  "/help/review",                Role::reader,   kPeople, page, show_review},
    {"POST", "/help/send",                  Role::reader,   kPeople, page, send_ticket, Route::Sender::page},
    {"GET",  "/ticket/{rest}",              Role::reader,   kPeople, page, show_ticket},
    {"POST", "/ticket/solved",              Role::reader,   kPeople, page, say_really_solved, Route::Sender::page},
    {"GET",  "/incidents/{rest}",           Role::reader,   kRead,   page, show_incident},
    {"POST", "/incidents/join",             Role::reader,   kPeople, page, join_incident, Route::Sender::page},
    {"POST", "/vote",                       Role::reader,   kPeople, page, vote, Route::Sender::page},
    {"POST", "/vote/more",                  Role::reader,   kPeople, page, explain_vote, Route::Sender::page},
    {"POST", "/api/v1/events",              Role::reader,   kPeople, json, note_events, Route::Sender::page, 8192},
    {"GET",  "/sign-in",                    Role::reader,   kPeople, page, show_sign_in},
    {"POST", "/sign-in",                    Role::reader,   kPeople, page, sign_in},
    {"POST", "/sign-out",                   Role::employee, kPeople, page, sign_out},
    {"GET",  "/account",                    Role::employee, kPeople, page, show_account},
    {"POST", "/account/sessions",           Role::employee, kPeople, page, end_session},
    {"POST", "/account/sign-out-all",       Role::employee, kPeople, page, sign_out_everywhere},
    {"POST", "/account/password",           Role::employee, kPeople, page, change_password},
    {"GET",  "/agent",                      Role::agent,    kPeople, page, show_agent},
    {"POST", "/agent",                      Role::agent,    kPeople, page, match_for_agent, Route::Sender::page, kLargestPaste},
    {"GET",  "/agent/panel",                Role::reader,   kPeople, page, show_agent_panel},
    {"POST", "/agent/panel",                Role::reader,   kPeople, page, match_in_panel, Route::Sender::page, kLargestPaste},
    {"GET",  "/agent/ticket",               Role::agent,    kPeople, page, show_someone},
    {"POST", "/agent/ticket",               Role::agent,    kPeople, page, open_for_someone},
    {"POST", "/agent/draft",                Role::agent,    kPeople, page, show_stub, Route::Sender::page, kLargestPaste},
    {"POST", "/agent/draft/download",       Role::agent,    kPeople, file, download_stub, Route::Sender::page, kLargestPaste},
    {"GET",  "/agent/mine",                 Role::agent,    kPeople, page, show_mine},
    {"POST", "/used",                       Role::agent,    kPeople, page, note_use},
    {"GET",  "/flag/{rest}",                Role::agent,    kPeople, page, show_flag_form},
    {"POST", "/flag",                       Role::agent,    kPeople, page, take_flag},
    {"GET",  "/flags",                      Role::agent,    kPeople, page, show_flags},
    {"POST", "/flags/answer",               Role::writer,   kPeople, page, answer_flag},
    {"POST", "/reviewed",                   Role::writer,   kPeople, page, stamp_review},
    {"POST", "/api/v1/links",               Role::agent,    kRecord, json, api_record_link, Route::Sender::page},
    {"GET",  "/edit",                       Role::agent,    kPeople, page, show_editor},
    {"GET",  "/edit/{rest}",                Role::agent,    kPeople, page, show_editor},
    {"POST", "/edit",                       Role::agent,    kPeople, page, take_edit, Route::Sender::form, kLargestEdit},
    {"GET",  "/proposals",                  Role::agent,    kPeople, page, show_proposals},
    {"GET",  "/proposals/{rest}",           Role::agent,    kPeople, page, show_proposal},
    {"POST", "/proposals/{rest}",           Role::agent,    kPeople, page, decide_proposal},
    {"GET",  "/proposal-files/{rest}",      Role::agent,    kPeople, file, send_proposal_file},
    {"POST", "/api/v1/preview",             Role::agent,    kRecord, json, api_preview, Route::Sender::page, kLargestPreview},
    {"POST", "/api/v1/proposal-files",      Role::agent,    kRecord, json, api_take_proposal_file, Route::Sender::page, kLargestFile},
    {"GET",  "/writer",                     Role::writer,   kReview, page, show_board},
    {"GET",  "/writer/gaps",                Role::writer,   kPeople, page, show_gaps},
    {"POST", "/writer/gaps",                Role::writer,   kPeople, page, dismiss_gap},
    {"POST", "/writer/gaps/alias",          Role::writer,   kPeople, page, add_gap_alias},
    {"POST", "/writer/aliases",             Role::writer,   kPeople, page, decide_learned_alias},
    {"GET",  "/writer/publish/{rest}",      Role::writer,   kPeople, page, show_publish},
    {"POST", "/writer/publish/{rest}",      Role::writer,   kPeople, page, publish},
    {"GET",  "/writer/retire/{rest}",       Role::writer,   kPeople, page, show_retire},
    {"POST", "/writer/retire/{rest}",       Role::writer,   kPeople, page, retire},
    {"POST", "/writer/assign",              Role::writer,   kPeople, page, assign_articles},
    {"GET",  "/writer/failing",             Role::writer,   kPeople, page, show_failing},
    {"GET",  "/writer/trends",              Role::writer,   kPeople, page, show_trends},
    {"GET",  "/writer/article/{rest}",      Role::writer,   kPeople, page, show_known_article},
    {"GET",  "/writer/compare",             Role::writer,   kPeople, page, compare_articles},
    {"GET",  "/writer.csv",                 Role::writer,   kReview, file, send_board_csv},
    {"GET",  "/writer.atom",                Role::writer,   kReview, file, send_board_feed},
    {"GET",  "/api/v1/writer",              Role::writer,   kReview, json, api_board},
    {"GET",  "/insight",                    Role::lead,     kReport, page, show_insight},
    {"GET",  "/insight.csv",                Role::lead,     kReport, file, send_insight_csv},
    {"GET",  "/api/v1/insight",             Role::lead,     kReport, json, api_insight},
    {"GET",  "/sample",                     Role::lead,     kReport, page, show_sample},
    {"POST", "/sample",                     Role::lead,     kPeople, page, judge_link},
    {"GET",  "/files/{rest}",               Role::reader,   kRead,   file, send_kb_file},
    {"GET",  "/static/{rest}",              Role::reader,   kRead,   file, send_asset},
    {"GET",  "/favicon.ico",                Role::reader,   kRead,   file, send_icon},
    {"GET",  "/opensearch.xml",             Role::reader,   kRead,   file, describe_opensearch},
    {"GET",  "/sitemap.xml",                Role::reader,   kRead,   file, list_sitemap},
    {"GET",  "/robots.txt",                 Role::reader,   kRead,   file, tell_robots},
    {"GET",  "/api/v1/search",              Role::reader,   kRead,   json, api_search},
    {"GET",  "/api/v1/suggest",             Role::reader,   kRead,   json, api_suggest},
    {"POST", "/api/v1/suggestions",         Role::reader,   kRead,   json, api_suggestions,
     Route::Sender::anyone, 16U << 10U},
    {"OPTIONS", "/api/v1/suggestions",      Role::reader,   kRead,   json,
     api_suggestions_preflight},
    {"POST", "/api/v1/match",               Role::agent,    kRead,   json, api_match,
     Route::Sender::page, 1U << 20U},
    {"GET",  "/api/v1/articles/{rest}",     Role::reader,   kRead,   json, api_article},
    {"GET",  "/api/v1/opensearch-suggest",  Role::reader,   kRead,   json, api_opensearch_suggest},
    {"POST", "/api/v1/desk/tickets",        Role::reader,   kAdminister, json, take_desk_event,
     Route::Sender::anyone},
    {"POST", "/api/v1/desk/incidents",      Role::reader,   kAdminister, json, take_alerts,
     Route::Sender::anyone, 256U << 10U},
    {"GET",  "/openapi.json",               Role::reader,   kRead,   json, api_description},
    {"GET",  "/healthz",                    Role::reader,   kRead,   json, tell_health},
    {"GET",  "/readyz",                     Role::reader,   kRead,   json, tell_ready},
    {"GET",  "/metrics",                    Role::reader,   kAdminister, file, tell_metrics},
});
// clang-format on

constexpr std::string_view kRest = "{rest}";

bool serves(const Route& route, std::string_view method) {
    return route.method == method || (route.method == "GET" && method == "HEAD");
}

void add_method(std::string& allowed, std::string_view method) {
    if (!allowed.empty())
        allowed += ", ";
    allowed += method;
    if (method == "GET")
        allowed += ", HEAD";
}

/// A route that is not for this caller is not there. A token's role opens it; that its scope does
/// not is told, since its holder can ask for another.
bool may_ask(const Caller& caller, const Route& route) {
    return caller.viewer.role >= route.role &&
           (caller.way != Caller::Way::token || route.scope.has_value());
}

Reply answer_by(const Route& route, const Site& site, const Request& request,
                const std::string& rest) {
    const Caller& caller = request.caller;
    if (caller.way == Caller::Way::token) {
        const auto& scopes = caller.scopes;
        if (std::find(scopes.begin(), scopes.end(), *route.scope) == scopes.end())
            return problem_reply(403, "This token has not the scope \"" +
                                          std::string{name_of(*route.scope)} + "\".");
    } else if (route.method == "POST" && route.sender == Route::Sender::form) {
        check_form(site, request, fields_of(request));
    } else if (route.method == "POST" && route.sender == Route::Sender::page) {
        check_origin(site, request);
    }
    return route.handler(site, request, rest);
}

}  // namespace

std::span<const Route> routes() {
    return kRoutes;
}

std::optional<std::string> match(std::string_view pattern, std::string_view path) {
    if (!pattern.ends_with(kRest))
        return pattern == path ? std::optional<std::string>{""} : std::nullopt;
    pattern.remove_suffix(kRest.size());
    if (!path.starts_with(pattern) || path.size() == pattern.size())
        return std::nullopt;
    return std::string{path.substr(pattern.size())};
}

std::optional<std::size_t> largest_body(std::string_view path) {
    for (const Route& route : kRoutes)
        if (route.method == "POST" && match(route.pattern, path))
            return route.largest_body;
    return std::nullopt;
}

bool speaks_json(std::string_view path) {
    if (path.starts_with("/api/"))
        return true;
    for (const Route& route : kRoutes)
        if (route.gives == json && match(route.pattern, path))
            return true;
    return false;
}

Reply route(const Site& site, const Request& request) {
    const std::string& path = request.target.path;
    std::string allowed;
    bool hidden = false;
    for (const Route& route : kRoutes) {
        const auto rest = match(route.pattern, path);
        if (!rest)
            continue;
        if (!may_ask(request.caller, route)) {
            hidden = hidden || (route.gives == page && serves(route, request.method));
            continue;
        }
        if (serves(route, request.method))
            return answer_by(route, site, request, *rest);
        add_method(allowed, route.method);
    }
    if (!allowed.empty()) {
        Reply reply = problem_reply(405, "This address answers " + allowed + ".");
        reply.headers.emplace_back("Allow", allowed);
        return reply;
    }
    const bool reads = serves({.method = "GET"}, request.method);
    if (hidden && reads && request.caller.way == Caller::Way::none)
        return lead_to_sign_in(site, request);
    if (speaks_json(path) || !reads)
        return problem_reply(404, "There is nothing at this address.");
    return show_not_found(site, request, path.substr(1));
}

}  // namespace firstline
