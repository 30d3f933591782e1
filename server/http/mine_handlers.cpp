#include <algorithm>
#include <utility>

#include "server/http/done_articles.h"
#include "server/http/flagged.h"
#include "server/http/handlers.h"
#include "server/http/own_proposals.h"
#include "server/http/params.h"
#include "server/http/private_page.h"
#include "server/insight/weeks.h"
#include "server/pages/mine_view.h"

namespace firstline {
namespace {

constexpr std::chrono::days kBack{90};
constexpr std::size_t kMostLinks = 100;

struct Done {
    std::vector<TicketLink> links;
    std::vector<ArticleUse> uses;
    std::vector<Flag> flags;
    std::vector<Proposal> proposals;
};

Done done_by(Connection& connection, const std::string& agent, std::chrono::sys_seconds from) {
    return {TicketLinkTable(connection).of_agent(agent, from),
            ArticleUseTable(connection).of_agent(agent, from),
            FlagTable(connection).of_agent(agent, from),
            {}};
}

std::vector<WeekOfLinks> weeks_of(const std::vector<TicketLink>& links,
                                  std::chrono::sys_seconds from, std::chrono::sys_seconds now) {
    std::vector<WeekOfLinks> weeks;
    for (auto monday = monday_of(now); monday >= monday_of(from); monday -= std::chrono::weeks{1})
        weeks.push_back({monday, 0});
    for (const TicketLink& link : links)
        for (WeekOfLinks& week : weeks)
            week.links += week.monday == monday_of(link.at) ? 1U : 0U;
    return weeks;
}

Share right_of(const std::vector<TicketLink>& links) {
    std::size_t judged = 0;
    std::size_t right = 0;
    for (const TicketLink& link : links) {
        judged += link.judged.empty() ? 0U : 1U;
        right += link.judged == "right" ? 1U : 0U;
    }
    return plain_share(static_cast<double>(right), judged);
}

/// All of them, since they are one's own: of an article that one may not read only that one did.
std::vector<ShownFlag> own_flags(const std::vector<Flag>& flags, Reading& reading) {
    std::vector<ShownFlag> shown = readable_flags(flags, reading, true);
    for (ShownFlag& flag : shown)
        if (flag.url.empty())
            flag.title.clear();
    return shown;
}

MineView view_of(const Done& done, Reading& reading, std::chrono::sys_seconds from,
                 std::chrono::sys_seconds now) {
    MineView view{.now = now};
    view.back = kBack;
    view.all_links = done.links.size();
    view.weeks = weeks_of(done.links, from, now);
    view.right = right_of(done.links);
    DoneArticles articles(reading);
    for (const TicketLink& link : done.links)
        if (view.links.size() < kMostLinks)
            view.links.push_back(articles.of(link));
    for (const ArticleUse& use : done.uses)
        view.uses.push_back(articles.of(use));
    view.flags = own_flags(done.flags, reading);
    return view;
}

}  // namespace

Reply show_mine(const Site& site, const Request& request, const std::string& /*rest*/) {
    if (site.listening == nullptr)
        throw BadRequest("This server keeps nothing of what agents do.");
    const auto now = site.now();
    const auto from = now - kBack;
    Done done;
    {
        const auto lease = site.listening->store();
        done = done_by(*lease, request.caller.name, from);
        done.proposals = decided_for(site, request, *lease, from);
    }
    return private_page(site, request, 200, [&](const Frame& frame, Reading& reading) {
        MineView view = view_of(done, reading, from, now);
        view.proposals = done.proposals;
        return mine_page(site.pages, frame, view);
    });
}

}  // namespace firstline
