#include <algorithm>
#include <utility>

#include "indexer/text/dates.h"
#include "server/insight/wording.h"
#include "server/pages/fate_label.h"
#include "server/pages/frame_data.h"
#include "server/pages/mine_view.h"
#include "server/pages/wording.h"

namespace firstline {

namespace {

constexpr const char* kGone = "An article that is not here any more";

std::string day_of(std::chrono::sys_seconds moment) {
    return reader_date(std::chrono::floor<std::chrono::days>(moment));
}

std::vector<PageData> done_data(const std::vector<DoneWithArticle>& done) {
    std::vector<PageData> rows;
    for (const DoneWithArticle& each : done) {
        PageData row;
        row.text("title", each.title.empty() ? kGone : each.title)
            .text("url", each.url)
            .text("section", each.section)
            .text("ticket", each.ticket)
            .text("day", day_of(each.at))
            .flag("internal", each.internal);
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<PageData> flags_data(const std::vector<ShownFlag>& flags) {
    std::vector<PageData> rows;
    for (const ShownFlag& shown : flags) {
        const Flag& flag = shown.flag;
        PageData row;
        row.text("title", shown.title.empty() ? kGone : shown.title)
            .text("url", shown.url)
            .text("reason", flag_reason_label(flag.reason))
            .text("ticket", flag.ticket)
            .text("day", day_of(flag.at))
            .text("state", label_of(flag.state))
            .text("answered_by", flag.answered_by)
            .text("answered_day", flag.answered ? day_of(*flag.answered) : "")
            .text("answer", flag.answer);
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<PageData> proposals_data(const std::vector<Proposal>& proposals) {
    std::vector<PageData> rows;
    for (const Proposal& proposal : proposals) {
        PageData row;
        row.text("title", proposal.title)
            .text("url", "/proposals/" + std::to_string(proposal.id))
            .text("why", proposal.why)
            .text("state", fate_label(proposal.state))
            .text("decided_by", proposal.decided_by)
            .text("day", proposal.decided ? day_of(*proposal.decided) : "")
            .text("word", proposal.word);
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<PageData> weeks_data(const std::vector<WeekOfLinks>& weeks) {
    std::vector<PageData> rows;
    for (const WeekOfLinks& week : weeks) {
        PageData row;
        row.text("monday", reader_date(week.monday))
            .text("links", count_text(static_cast<unsigned>(week.links)));
        rows.push_back(std::move(row));
    }
    return rows;
}

void add_mine(PageData& data, const MineView& view) {
    data.text("days", std::to_string(view.back.count()))
        .text("link_count", count_text(static_cast<unsigned>(view.all_links)))
        .text("use_count", count_text(static_cast<unsigned>(view.uses.size())))
        .text("flag_count", count_text(static_cast<unsigned>(view.flags.size())))
        .text("right", view.right.n > 0 ? share_words(view.right) : "")
        .flag("more_links", view.all_links > view.links.size())
        .text("links_shown", std::to_string(view.links.size()))
        .list("links", done_data(view.links))
        .list("uses", done_data(view.uses))
        .list("flags", flags_data(view.flags))
        .list("proposals", proposals_data(view.proposals))
        .list("weeks", weeks_data(view.weeks));
}

}  // namespace

std::string mine_page(const Pages& pages, const Frame& frame, const MineView& view) {
    const PageKind kind{.title = "What you did", .listed = false, .style = "forms"};
    return pages.page("mine", frame, kind, [&](PageData& data) { add_mine(data, view); });
}

}  // namespace firstline
