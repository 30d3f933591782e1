#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "server/insight/wording.h"
#include "server/pages/board_tabs.h"
#include "server/pages/frame_data.h"
#include "server/pages/insight_chart.h"
#include "server/pages/trend_view.h"
#include "server/pages/wording.h"

namespace firstline {

namespace {

constexpr double kWidth = 240;
constexpr double kHeight = 48;
constexpr double kMargin = 4;

std::string number(std::size_t count) {
    return count_text(static_cast<unsigned>(count));
}

std::string number(const std::optional<std::size_t>& count) {
    return count ? number(*count) : "–";
}

/// How the last count compares with the first: `+12`, `−3`, `as before`; nothing of a single one.
std::string change_words(const CountLine& line) {
    std::vector<std::size_t> counts;
    for (const auto& week : line.weeks)
        if (week)
            counts.push_back(*week);
    if (counts.size() < 2)
        return {};
    const auto first = counts.front();
    const auto last = counts.back();
    if (first == last)
        return "as before";
    return last > first ? fmt::format("+{}", number(last - first))
                        : fmt::format("−{}", number(first - last));
}

PageData line_data(const CountLine& line) {
    std::vector<std::string> cells;
    std::optional<std::size_t> last;
    for (const auto& week : line.weeks) {
        cells.push_back(number(week));
        if (week)
            last = week;
    }
    PageData item;
    item.text("name", line.name)
        .text("url", line.url)
        .text("last", number(last))
        .text("change", change_words(line))
        .html("chart_html", count_chart(line))
        .texts("cells", cells);
    return item;
}

void add_group(std::vector<PageData>& groups, const char* anchor, const char* title,
               const std::vector<CountLine>& lines) {
    if (lines.empty())
        return;
    std::vector<PageData> items;
    items.reserve(lines.size());
    for (const CountLine& line : lines)
        items.push_back(line_data(line));
    PageData group;
    group.text("anchor", anchor).text("title", title).list("lines", items);
    groups.push_back(std::move(group));
}

void add_trends(PageData& data, const TrendsView& view) {
    std::vector<std::string> mondays;
    std::vector<PageData> weeks;
    for (std::size_t week = 0; week < view.mondays.size(); ++week) {
        mondays.push_back(reader_date(view.mondays[week]));
        PageData item;
        const auto& share = view.answered.at(week);
        item.text("monday", mondays.back()).text("share", share ? share_words(*share) : "–");
        weeks.push_back(std::move(item));
    }
    std::vector<PageData> groups;
    add_group(groups, "findings", "Articles, by what is known against them", view.findings);
    add_group(groups, "gaps", "Gaps, by how readers failed", view.gaps);
    add_board_tabs(data, "trends_here");
    data.text("first", view.first ? reader_date(*view.first) : "")
        .texts("mondays", mondays)
        .list("groups", groups)
        .list("answered", weeks)
        .html("answered_html",
              weekly_chart("Searches that found an article, by week, with the 95 % interval. "
                           "The table below has the numbers.",
                           view.mondays, {{"Found an article", view.answered}}));
}

}  // namespace

Html count_chart(const CountLine& line) {
    std::size_t most = 1;
    std::size_t values = 0;
    for (const auto& week : line.weeks)
        if (week) {
            most = std::max(most, *week);
            ++values;
        }
    if (values < 2)
        return {};
    const auto x = [&](std::size_t week) {
        return kMargin + (kWidth - 2 * kMargin) * static_cast<double>(week) /
                             static_cast<double>(line.weeks.size() - 1);
    };
    const auto y = [&](std::size_t count) {
        return kHeight - kMargin -
               (kHeight - 2 * kMargin) * static_cast<double>(count) / static_cast<double>(most);
    };
    std::string path;
    std::string end;
    bool drawn = false;
    for (std::size_t week = 0; week < line.weeks.size(); ++week) {
        const auto& count = line.weeks[week];
        if (count) {
            path += fmt::format("{}{:.1f} {:.1f}", drawn ? "L" : "M", x(week), y(*count));
            end = fmt::format(R"(<circle cx="{:.1f}" cy="{:.1f}" r="3"/>)", x(week), y(*count));
        }
        drawn = count.has_value();
    }
    return {fmt::format(R"(<svg class="spark" viewBox="0 0 {} {}" aria-hidden="true">)"
                        R"(<line class="grid" x1="0" x2="{}" y1="{:.1f}" y2="{:.1f}"/>)"
                        R"(<path d="{}"/>{}</svg>)",
                        kWidth, kHeight, kWidth, kHeight - kMargin, kHeight - kMargin, path, end)};
}

std::string trends_page(const Pages& pages, const Frame& frame, const TrendsView& view) {
    const PageKind kind{.title = "Over time", .listed = false, .style = "writer"};
    return pages.page("writer_trends", frame, kind,
                      [&](PageData& data) { add_trends(data, view); });
}

}  // namespace firstline
