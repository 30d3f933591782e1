#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "indexer/text/dates.h"
#include "server/insight/wording.h"
#include "server/pages/board_tabs.h"
#include "server/pages/frame_data.h"
#include "server/pages/gap_view.h"
#include "server/pages/links.h"
#include "server/pages/wording.h"

namespace firstline {

namespace {

struct KindWords {
    std::string_view what;
    std::string_view action;
    std::string_view hint;
};

/// In the order of GapKind.
constexpr auto kKindWords = std::to_array<KindWords>({
    {"Nothing found", "Write this", "Nothing here answers it."},
    {"Only weak results", "Add an alias",
     "If one of the results answers it, these words belong among its aliases."},
    {"Results, none opened", "Mend the title",
     "The title or summary does not tell that it answers this."},
    {"Opened, not solved", "Mend the article", "Who opened it still needed a person, or said no."},
    {"Only stale results", "Review it", "What is found first is out of date."},
    {"Only for others than readers", "Publish it", "You find an answer; readers may not see it."},
});

/// In the order of Cause.
constexpr auto kCauseWords = std::to_array<std::string_view>(
    {"never searched", "not shown", "shown, not opened", "opened and failed", "not visible",
     "out of date", "cannot be told"});

std::string number(std::size_t count) {
    return count_text(static_cast<unsigned>(count));
}

constexpr std::string_view kWiden = "Change whom it is for";

bool is_to_write(const ShownGap& shown) {
    return shown.kind == GapKind::nothing_found || shown.articles.empty();
}

/// Whether publishing it is enough: else it is for others than readers.
bool is_unpublished(const NamedArticle& article) {
    return article.state == State::draft || article.state == State::unvalidated;
}

/// Where words that readers use could belong among an article's aliases.
bool takes_alias(const ShownGap& shown, bool can_edit) {
    return can_edit && shown.kind != GapKind::hidden;
}

/// Whether that is the first thing to do.
bool begins_with_alias(const ShownGap& shown, bool can_edit) {
    return takes_alias(shown, can_edit) && shown.kind == GapKind::weak && !shown.articles.empty() &&
           shown.aliases.empty();
}

std::string_view action_of(const ShownGap& shown) {
    if (is_to_write(shown))
        return kKindWords.front().action;
    if (shown.kind == GapKind::hidden && !is_unpublished(shown.articles.front()))
        return kWiden;
    return kKindWords.at(static_cast<std::size_t>(shown.kind)).action;
}

/// Empty: nothing is to be done but to wait.
std::string action_url(const ShownGap& shown, bool can_edit) {
    if (std::any_of(shown.aliases.begin(), shown.aliases.end(),
                    [](const AliasOnItsWay& alias) { return !alias.stuck; }))
        return "";
    if (is_to_write(shown))
        return can_edit ? "/edit" : "";
    const NamedArticle& article = shown.articles.front();
    if (shown.kind == GapKind::stale || !can_edit)
        return article.url;
    const bool publish = shown.kind == GapKind::hidden && is_unpublished(article);
    return (publish ? "/writer/publish/" : "/edit/") + encode_component(article.id);
}

std::vector<PageData> alias_data(const ShownGap& shown) {
    std::vector<PageData> items;
    for (const AliasOnItsWay& alias : shown.aliases) {
        PageData item;
        item.text("number", std::to_string(alias.proposal))
            .text("title", alias.title)
            .flag("stuck", alias.stuck);
        items.push_back(std::move(item));
    }
    return items;
}

std::string trend(const Gap& gap) {
    return fmt::format("{} in the 30 days before", number(gap.before));
}

PageData gap_data(const ShownGap& shown, bool can_edit) {
    const Gap& gap = shown.gap;
    const KindWords& words = kKindWords.at(static_cast<std::size_t>(shown.kind));
    std::vector<PageData> articles;
    for (const NamedArticle& article : shown.articles) {
        PageData item;
        item.text("title", article.title)
            .text("url", article.url)
            .text("id", article.id)
            .flag("first", articles.empty());
        articles.push_back(std::move(item));
    }
    std::vector<std::string> ways;
    for (std::size_t kind = 0; kind < kGapKinds; ++kind)
        if (gap.kinds.at(kind) > 0)
            ways.push_back(
                fmt::format("{}: {}", kKindWords.at(kind).what, number(gap.kinds.at(kind))));
    SearchRequest again;
    again.query = gap.query;
    PageData item;
    item.text("topic", gap.topic)
        .text("query", gap.query)
        .text("search_url", search_url(again))
        .texts("words", gap.words)
        .text("what", words.what)
        .text("hint", words.hint)
        .text("action", action_of(shown))
        .text("action_url", begins_with_alias(shown, can_edit) ? "" : action_url(shown, can_edit))
        .flag("begins_with_alias", begins_with_alias(shown, can_edit))
        .flag("takes_alias", takes_alias(shown, can_edit))
        .list("aliases", alias_data(shown))
        .text("people", fmt::format("{} of {} visitors", number(gap.failed), number(gap.visitors)))
        .text("failed", number(gap.failed))
        .text("trend", trend(gap))
        .flag("grows", gap.failed > gap.before)
        .texts("ways", ways)
        .list("articles", articles);
    return item;
}

void add_gaps(PageData& data, const GapsView& view) {
    add_board_tabs(data, "gaps_here");
    std::vector<PageData> gaps;
    gaps.reserve(view.gaps.size());
    for (const ShownGap& shown : view.gaps)
        gaps.push_back(gap_data(shown, view.can_edit));
    for (std::size_t i = 0; i < gaps.size(); ++i)
        gaps[i].text("form_id", fmt::format("alias-{}", i + 1));
    std::vector<PageData> dismissed;
    for (const DismissedGap& gone : view.dismissed) {
        PageData item = gap_data(gone.shown, view.can_edit);
        item.text("why", gone.dismissal.reason)
            .text("by", gone.dismissal.by)
            .text("day", reader_date(std::chrono::floor<std::chrono::days>(gone.dismissal.at)));
        dismissed.push_back(std::move(item));
    }
    data.list("gaps", gaps)
        .list("dismissed", dismissed)
        .text("closed", view.closed > 0 ? number(view.closed) : "")
        .text("form_token", view.form_token)
        .text("thanks", view.thanks)
        .text("added", view.added > 0 ? std::to_string(view.added) : "");
}

std::string votes_line(const Helpfulness& votes) {
    if (!votes.unhelpful)
        return {};
    return "Not helped: " + share_words(*votes.unhelpful);
}

std::string causes_line(const AnsweredBy& answered) {
    std::string line;
    for (std::size_t cause = 0; cause < kCauses; ++cause)
        if (answered.causes.at(cause) > 0)
            line += fmt::format("{}{}: {}", line.empty() ? "" : ", ", kCauseWords.at(cause),
                                answered.causes.at(cause));
    return line;
}

void add_failing(PageData& data, const FailingView& view) {
    add_board_tabs(data, "failing_here");
    std::vector<PageData> articles;
    for (const FailingArticle& failing : view.articles) {
        PageData item;
        item.text("title", failing.article.title)
            .text("url", failing.article.url)
            .text("votes", votes_line(failing.votes))
            .text("tickets",
                  failing.tickets == 0
                      ? ""
                      : fmt::format("{} {} sent after reading it", number(failing.tickets),
                                    failing.tickets == 1 ? "ticket" : "tickets"))
            .text("corrections", failing.corrections == 0
                                     ? ""
                                     : fmt::format("Corrected by the desk {} in 90 days",
                                                   failing.corrections == 1
                                                       ? "once"
                                                       : number(failing.corrections) + " times"))
            .text("known_url", "/writer/article/" + encode_component(failing.article.id))
            .text("readers", fmt::format("{} readers in 90 days", number(failing.views90)));
        articles.push_back(std::move(item));
    }
    std::vector<PageData> unfound;
    for (const UnfoundAnswer& answer : view.unfound) {
        PageData item;
        item.text("title", answer.article.title)
            .text("url", answer.article.url)
            .text("tickets", fmt::format("{} {}", number(answer.answered.tickets),
                                         answer.answered.tickets == 1 ? "ticket" : "tickets"))
            .text("causes", causes_line(answer.answered))
            .texts("steps", answer.answered.failed_steps);
        unfound.push_back(std::move(item));
    }
    data.list("articles", articles).list("unfound", unfound).text("solved", number(view.solved));
}

}  // namespace

NamedArticle named(const ArticleRecord& article) {
    return {article.id, article.title, article_url(article.slug), article.state};
}

double FailingArticle::weight() const {
    const double low = votes.unhelpful ? votes.unhelpful->interval.low : 0;
    return low * static_cast<double>(views90);
}

std::string_view gap_kind_label(GapKind kind) {
    return kKindWords.at(static_cast<std::size_t>(kind)).what;
}

std::string gaps_page(const Pages& pages, const Frame& frame, const GapsView& view) {
    const PageKind kind{.title = "Gaps", .listed = false, .style = "writer"};
    return pages.page("writer_gaps", frame, kind, [&](PageData& data) { add_gaps(data, view); });
}

std::string failing_page(const Pages& pages, const Frame& frame, const FailingView& view) {
    const PageKind kind{.title = "Failing articles", .listed = false, .style = "writer"};
    return pages.page("writer_failing", frame, kind,
                      [&](PageData& data) { add_failing(data, view); });
}

}  // namespace firstline
