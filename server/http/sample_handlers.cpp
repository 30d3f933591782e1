#include <algorithm>
#include <charconv>
#include <utility>

#include "server/http/cookies.h"
#include "server/http/done_articles.h"
#include "server/http/flagged.h"
#include "server/http/form.h"
#include "server/http/frame.h"
#include "server/http/handlers.h"
#include "server/http/params.h"
#include "server/http/private_page.h"
#include "server/http/team.h"
#include "server/insight/link_sample.h"
#include "server/insight/weeks.h"
#include "server/pages/sample_view.h"

namespace firstline {
namespace {

constexpr std::size_t kOfTeam = 10;
constexpr std::chrono::weeks kWeek{1};

void check_kept(const Site& site) {
    if (site.listening == nullptr)
        throw BadRequest("This server keeps nothing, so there are no links to look at.");
}

std::vector<TicketLink> links_of_week(const Site& site, std::chrono::sys_days monday) {
    const auto lease = site.listening->store();
    return TicketLinkTable(*lease).between(monday, monday + kWeek);
}

std::vector<std::string> large_teams(const std::vector<Team>& teams,
                                     const std::vector<TicketLink>& links) {
    std::vector<std::string> large;
    for (const auto& [team, people] : people_of_teams(teams, links))
        if (!team.empty() && people.size() >= kSmallestTeam)
            large.push_back(team);
    return large;
}

std::string name_of_team(const std::string& key, const std::vector<Team>& teams) {
    for (const Team& team : teams)
        if (team.key == key && !team.name.empty())
            return team.name;
    return key;
}

/// Of what this viewer may not read nobody can say whether it was right.
void keep_readable(std::vector<TicketLink>& links, Reading& reading) {
    std::vector<std::string> ids;
    ids.reserve(links.size());
    for (const TicketLink& link : links)
        ids.push_back(link.article);
    const RecordsById records = records_by_id(ids, reading);
    std::erase_if(links, [&](const TicketLink& link) { return !records.contains(link.article); });
}

void add_samples(SampleView& view, std::vector<TicketLink> links, Reading& reading) {
    const auto teams = teams_of(reading.manifest().kb);
    const auto large = large_teams(teams, links);
    keep_readable(links, reading);
    // One draw a week, the same for everybody who looks.
    const auto seed = static_cast<std::uint64_t>(view.monday.time_since_epoch().count());
    DoneArticles articles(reading);
    for (const LinkSample& sample : link_samples(links, large, seed, kOfTeam)) {
        TeamSample shown{name_of_team(sample.team, teams), sample.links, {}};
        for (const TicketLink& link : sample.to_judge)
            shown.links.push_back({link.id, articles.of(link), link.chips});
        view.teams.push_back(std::move(shown));
    }
}

std::optional<TicketLink> link_named(Connection& connection, const std::string& text) {
    std::int64_t id = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return TicketLinkTable(connection).find(id);
}

}  // namespace

Reply show_sample(const Site& site, const Request& request, const std::string& /*rest*/) {
    check_kept(site);
    const auto monday = monday_of(site.now()) - kWeek;
    const auto links = links_of_week(site, monday);
    Reply cookies;
    const std::string token = form_token(request, cookies);
    Reply reply = private_page(site, request, 200, [&](const Frame& frame, Reading& reading) {
        SampleView view;
        view.monday = monday;
        view.form_token = token;
        view.judged = switch_from(request.target, "judged");
        add_samples(view, links, reading);
        return sample_page(site.pages, frame, view);
    });
    move_cookies(cookies, reply);
    return reply;
}

Reply judge_link(const Site& site, const Request& request, const std::string& /*rest*/) {
    check_kept(site);
    const Target fields = fields_of(request);
    const std::string judged = field(fields, "judged");
    if (judged != "right" && judged != "wrong")
        throw BadRequest("Choose \"Right\" or \"Wrong\".");
    const auto lease = site.listening->store();
    const auto link = link_named(*lease, field(fields, "link"));
    const bool readable = link && site.library.ask(viewer_of(request), [&](Reading& reading) {
        return !records_by_id({link->article}, reading).empty();
    });
    if (!readable)
        return message_page(site, request, 404, "There is no such link",
                            "It may be of an article that is not here any more.");
    TicketLinkTable(*lease).judge(link->id, judged, request.caller.name, site.now());
    return see_other("/sample?judged=1");
}

}  // namespace firstline
