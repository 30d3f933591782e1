#include <utility>

#include <fmt/format.h>

#include "indexer/text/dates.h"
#include "server/pages/frame_data.h"
#include "server/pages/sample_view.h"

namespace firstline {

namespace {

PageData link_data(const SampledLink& link) {
    PageData item;
    item.text("id", std::to_string(link.id))
        .text("title", link.done.title)
        .text("url", link.done.url)
        .text("section", link.done.section)
        .text("ticket", link.done.ticket)
        .text("day", reader_date(std::chrono::floor<std::chrono::days>(link.done.at)))
        .flag("internal", link.done.internal)
        .texts("chips", link.chips);
    return item;
}

void add_sample(PageData& data, const SampleView& view) {
    std::vector<PageData> teams;
    for (const TeamSample& team : view.teams) {
        std::vector<PageData> links;
        links.reserve(team.links.size());
        for (const SampledLink& link : team.links)
            links.push_back(link_data(link));
        PageData item;
        item.text("name", team.team.empty() ? "Smaller teams together" : team.team)
            .text("anchor", fmt::format("team-{}", teams.size() + 1))
            .text("left", fmt::format("{} of {} to look at", team.links.size(), team.drawn))
            .list("links", links);
        teams.push_back(std::move(item));
    }
    data.list("teams", teams)
        .text("from", reader_date(view.monday))
        .text("until", reader_date(view.monday + std::chrono::days{6}))
        .text("form_token", view.form_token)
        .flag("judged", view.judged);
}

}  // namespace

std::string sample_page(const Pages& pages, const Frame& frame, const SampleView& view) {
    const PageKind kind{.title = "Sampled links", .listed = false, .style = "forms"};
    return pages.page("sample", frame, kind, [&](PageData& data) { add_sample(data, view); });
}

}  // namespace firstline
