#include "server/pages/insight_chart.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include <fmt/format.h>

#include "indexer/text/dates.h"
#include "server/insight/wording.h"

namespace firstline {
namespace {

constexpr int kBarHeight = 44;
constexpr int kRangeAt = 62;
constexpr int kFigureHeight = 76;
/// In a narrower part of the bar its percentage finds no room on a phone.
constexpr double kRoomForText = .13;

constexpr double kRoomAbove = 1.4;
constexpr int kChartTop = 14;
constexpr int kChartHeight = 150;
constexpr int kChartBottom = kChartTop + kChartHeight;
/// Room for the numbers at the left and half a date at the right, in percent.
constexpr double kLeft = 9;
constexpr double kRight = 95;

/// Patterns tell the outcomes apart where colours do not.
constexpr std::string_view kPatterns =
    R"(<defs><pattern id="hatch" width="8" height="8" patternUnits="userSpaceOnUse" )"
    R"-(patternTransform="rotate(45)"><rect class="ground" width="8" height="8"/>)-"
    R"(<rect class="hatch" width="3" height="8"/></pattern>)"
    R"(<pattern id="dots" width="9" height="9" patternUnits="userSpaceOnUse">)"
    R"(<rect class="ground" width="9" height="9"/><circle class="dot" cx="4.5" cy="4.5" r="2"/>)"
    R"(</pattern></defs>)";

std::string_view fill_of(Outcome outcome) {
    switch (outcome) {
        case Outcome::confirmed: return R"(class="confirmed")";
        case Outcome::unknown: return R"-(fill="url(#hatch)")-";
        case Outcome::no_or_partly: return R"-(fill="url(#dots)")-";
        case Outcome::failed: break;
    }
    return R"(class="failed")";
}

/// A line with an end to each side, from share to share.
std::string range(const char* name, double low, double high, int y) {
    std::string svg = fmt::format(R"(<line class="{}" x1="{:.2f}%" x2="{:.2f}%" y1="{}" y2="{}"/>)",
                                  name, 100 * low, 100 * high, y, y);
    for (const double end : {low, high})
        svg += fmt::format(R"(<line class="{}" x1="{:.2f}%" x2="{:.2f}%" y1="{}" y2="{}"/>)", name,
                           100 * end, 100 * end, y - 6, y + 6);
    return svg;
}

/// One week of few would make the scale that of its interval: that is cut off instead.
double highest(const std::vector<WeeklyLine>& lines) {
    double most = 0;
    for (const WeeklyLine& line : lines)
        for (const auto& week : line.weeks)
            if (week)
                most = std::max(most, week->value());
    return most;
}

/// The end of the scale: a share that people can halve in their heads.
double scale_for(double most) {
    for (const double end : {.1, .2, .4, .6, .8})
        if (most <= end)
            return end;
    return 1;
}

struct Scale {
    double end = 1;
    std::size_t weeks = 0;

    double x(std::size_t week) const {
        return weeks < 2 ? (kLeft + kRight) / 2
                         : kLeft + (kRight - kLeft) * static_cast<double>(week) /
                                       static_cast<double>(weeks - 1);
    }
    double y(double share) const { return kChartBottom - kChartHeight * std::min(share / end, 1.); }
};

std::string grid(const Scale& scale) {
    std::string svg;
    for (const double part : {0., .5, 1.}) {
        const double y = scale.y(part * scale.end);
        svg += fmt::format(R"(<line class="grid" x1="{}%" x2="100%" y1="{:.1f}" y2="{:.1f}"/>)"
                           R"(<text x="{}%" dx="-6" y="{:.1f}" text-anchor="end">{:.0f} %</text>)",
                           kLeft, y, y, kLeft, y + 4, 100 * part * scale.end);
    }
    return svg;
}

std::string dates(const Scale& scale, const std::vector<std::chrono::sys_days>& mondays) {
    std::string svg;
    for (const std::size_t week : {std::size_t{0}, mondays.size() - 1}) {
        const bool first = week == 0;
        if (!first && mondays.size() < 2)
            break;
        svg += fmt::format(R"(<text x="{:.2f}%" y="{}" text-anchor="{}">{}</text>)",
                           first && mondays.size() > 1 ? kLeft : scale.x(week), kChartBottom + 20,
                           mondays.size() < 2 ? "middle"
                           : first            ? "start"
                                              : "end",
                           escape(reader_date(mondays[week])).markup);
    }
    return svg;
}

std::string drawn(const WeeklyLine& line, const Scale& scale, const char* name, double aside) {
    std::string whiskers;
    std::string joins;
    std::string dots;
    for (std::size_t week = 0; week < line.weeks.size(); ++week) {
        if (!line.weeks[week])
            continue;
        const Share& share = *line.weeks[week];
        const double x = scale.x(week) + aside;
        whiskers += fmt::format(
            R"(<line class="whisker" x1="{:.2f}%" x2="{:.2f}%" y1="{:.1f}" y2="{:.1f}"/>)", x, x,
            scale.y(share.interval.low), scale.y(share.interval.high));
        if (week > 0 && line.weeks[week - 1])
            joins += fmt::format(
                R"(<line class="join" x1="{:.2f}%" x2="{:.2f}%" y1="{:.1f}" y2="{:.1f}"/>)",
                scale.x(week - 1) + aside, x, scale.y(line.weeks[week - 1]->value()),
                scale.y(share.value()));
        dots +=
            fmt::format(R"(<circle cx="{:.2f}%" cy="{:.1f}" r="4"/>)", x, scale.y(share.value()));
    }
    return fmt::format(R"(<g class="{}">{}{}{}</g>)", name, whiskers, joins, dots);
}

}  // namespace

Html outcome_bar(const Deflection& deflection) {
    if (deflection.problems == 0)
        return {};
    std::string parts;
    double at = 0;
    for (const Outcome outcome : kBarOrder) {
        const double share = deflection.of(outcome).value();
        if (share <= 0)
            continue;
        parts += fmt::format(R"(<rect {} x="{:.2f}%" width="{:.2f}%" y="0" height="{}"/>)",
                             fill_of(outcome), 100 * at, 100 * share, kBarHeight);
        if (at > 0)
            parts += fmt::format(R"(<line class="cut" x1="{:.2f}%" x2="{:.2f}%" y1="0" y2="{}"/>)",
                                 100 * at, 100 * at, kBarHeight);
        if (share >= kRoomForText)
            parts += fmt::format(
                R"(<text class="{}" x="{:.2f}%" y="{}" text-anchor="middle">{:.0f} %</text>)",
                outcome == Outcome::confirmed || outcome == Outcome::failed ? "on-solid"
                                                                            : "on-pattern",
                100 * (at + share / 2), kBarHeight / 2 + 5, 100 * share);
        at += share;
    }
    const Interval& least = deflection.of(Outcome::confirmed).interval;
    const Interval& most = deflection.not_denied.interval;
    return {fmt::format(
        R"(<svg class="outcomes" role="img" width="100%" height="{}" aria-labelledby="bar-title">)"
        R"(<title id="bar-title">Of {} problems: confirmed {} %, unknown {} %, no or partly {} %, )"
        R"(ticket sent {} %. Solved by an article: between {} and {} %.</title>{}{}{}</svg>)",
        kFigureHeight, deflection.problems, percent(deflection.of(Outcome::confirmed).value()),
        percent(deflection.of(Outcome::unknown).value()),
        percent(deflection.of(Outcome::no_or_partly).value()),
        percent(deflection.of(Outcome::failed).value()), percent(least.low), percent(most.high),
        kPatterns, parts, range("range", least.low, most.high, kRangeAt))};
}

Html outcome_swatch(Outcome outcome) {
    return {fmt::format(R"(<svg class="swatch" width="20" height="20" aria-hidden="true">)"
                        R"(<rect {} width="20" height="20"/></svg>)",
                        fill_of(outcome))};
}

Html weekly_chart(const std::string& title, const std::vector<std::chrono::sys_days>& mondays,
                  const std::vector<WeeklyLine>& lines) {
    const bool any = std::any_of(lines.begin(), lines.end(), [](const WeeklyLine& line) {
        return std::any_of(line.weeks.begin(), line.weeks.end(),
                           [](const auto& week) { return week.has_value(); });
    });
    if (!any)
        return {};
    const Scale scale{scale_for(kRoomAbove * highest(lines)), mondays.size()};
    std::string svg = fmt::format(R"(<svg class="weekly" role="img" width="100%" height="{}">)"
                                  R"(<title>{}</title>)",
                                  kChartBottom + 28, escape(title).markup);
    svg += grid(scale) + dates(scale, mondays);
    // Two in one week stand side by side, or the bar of one would hide in that of the other.
    const double aside = lines.size() > 1 ? .4 : 0;
    for (std::size_t i = 0; i < lines.size(); ++i)
        svg += drawn(lines[i], scale, i == 0 ? "first" : "second", i == 0 ? -aside : aside);
    return {svg + "</svg>"};
}

}  // namespace firstline
