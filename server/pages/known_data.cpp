#include <utility>

#include <fmt/format.h>

#include "indexer/text/dates.h"
#include "server/insight/wording.h"
#include "server/pages/diff_data.h"
#include "server/pages/frame_data.h"
#include "server/pages/known_view.h"
#include "server/pages/links.h"
#include "server/pages/wording.h"

namespace firstline {

namespace {

std::string number(std::size_t count) {
    return count_text(static_cast<unsigned>(count));
}

Date day_of(std::chrono::sys_seconds when) {
    return std::chrono::floor<std::chrono::days>(when);
}

std::vector<PageData> links_of(const std::vector<NamedArticle>& articles) {
    std::vector<PageData> items;
    for (const NamedArticle& article : articles) {
        PageData item;
        item.text("title", article.title)
            .text("url", article.url)
            .text("known_url", "/writer/article/" + encode_component(article.id));
        items.push_back(std::move(item));
    }
    return items;
}

/// `3 May 2026` of the change that began it, or since when its text was seen.
std::string since(const KnownEra& known) {
    if (known.change)
        return fmt::format("Since the change of {}", reader_date(known.change->on));
    return fmt::format("Seen since {}", reader_date(day_of(known.era.first)));
}

/// Without a percentage where that would say more of chance.
std::string yes_words(const Share& share) {
    return share.n >= kFewestVotes || share.n == 0
               ? share_words(share)
               : fmt::format("{} of {}", count_words(share.count), share.n);
}

PageData era_data(const KnownEra& known) {
    const TextEra& era = known.era;
    PageData item;
    item.text("since", since(known))
        .text("by", known.change
                        ? fmt::format("{}: {}", known.change->author, known.change->subject)
                        : "")
        .text("yes", yes_words(era.yes))
        .text("failed", era.sought == 0
                            ? "none yet (n = 0)"
                            : share_words(plain_share(static_cast<double>(era.failed), era.sought)))
        .text("tickets", share_words(era.tickets));
    return item;
}

/// What the last change did, in a sentence; empty where there is nothing to compare.
std::string reward(const std::vector<KnownEra>& eras) {
    if (eras.size() < 2 || std::min(eras[0].era.yes.n, eras[1].era.yes.n) < kFewestVotes)
        return {};
    const auto said = [](const Share& share) {
        return fmt::format("{} of {}", count_words(share.count), share.n);
    };
    return fmt::format("{}, {} said yes; before, {}.", since(eras[0]), said(eras[0].era.yes),
                       said(eras[1].era.yes));
}

void add_said(PageData& data, const ArticleKnown& known) {
    std::vector<PageData> reasons;
    for (const KnownReason& reason : known.reasons) {
        PageData item;
        item.text("label", reason.label).text("votes", number(reason.votes));
        reasons.push_back(std::move(item));
    }
    std::vector<PageData> remarks;
    for (const KnownRemark& remark : known.remarks) {
        PageData item;
        item.text("day", reader_date(remark.on))
            .text("reason", remark.reason)
            .text("words", remark.words);
        remarks.push_back(std::move(item));
    }
    std::vector<PageData> eras;
    eras.reserve(known.eras.size());
    for (const KnownEra& era : known.eras)
        eras.push_back(era_data(era));
    const std::size_t earlier = known.votes.earlier;
    data.text("helped", known.helped)
        .text("earlier", earlier == 0 ? ""
                                      : fmt::format("{} more {} of a text that has changed since.",
                                                    number(earlier),
                                                    earlier == 1 ? "answer is" : "answers are"))
        .list("vote_reasons", reasons)
        .list("remarks", remarks)
        .list("eras", eras)
        .text("reward", reward(known.eras));
}

void add_sought(PageData& data, const ArticleKnown& known) {
    std::vector<PageData> queries;
    for (const LeadingQuery& query : known.queries.queries) {
        SearchRequest again;
        again.query = query.query;
        PageData item;
        item.text("query", query.query)
            .text("url", search_url(again))
            .text("visitors", number(query.visitors))
            .text("failed", number(query.failed));
        queries.push_back(std::move(item));
    }
    const std::size_t others = known.queries.others;
    data.list("queries", queries)
        .text("other_queries",
              others == 0 ? ""
                          : fmt::format("{} {} came by words that fewer than three used, which are "
                                        "shown to nobody.",
                                        number(others), others == 1 ? "visitor" : "visitors"))
        .text("window", number(static_cast<std::size_t>(known.window.count())))
        .texts("tickets", known.tickets)
        .text("links90", number(known.article.facts.links90));
}

void add_open(PageData& data, const ArticleKnown& known) {
    std::vector<PageData> flags;
    for (const KnownFlag& flag : known.flags) {
        PageData item;
        item.text("reason", flag.reason)
            .text("words", flag.flag.note.empty() ? flag.flag.line : flag.flag.note)
            .text("day", reader_date(day_of(flag.flag.at)))
            .text("state", flag.flag.state == Flag::State::open     ? "Open"
                           : flag.flag.state == Flag::State::mended ? "Mended"
                                                                    : "Declined");
        flags.push_back(std::move(item));
    }
    std::vector<PageData> proposals;
    for (const Proposal& proposal : known.proposals) {
        PageData item;
        item.text("url", fmt::format("/proposals/{}", proposal.id))
            .text("why", proposal.why.empty() ? "A change of the text" : proposal.why)
            .text("by", proposal.agent)
            .text("day", reader_date(day_of(proposal.at)));
        proposals.push_back(std::move(item));
    }
    data.list("flags", flags)
        .text("flags_url", "/flags?article=" + encode_component(known.article.record.id))
        .list("proposals", proposals);
}

void add_around(PageData& data, const ArticleKnown& known) {
    std::vector<PageData> alike;
    const std::string id = encode_component(known.article.record.id);
    for (const NamedArticle& other : known.alike) {
        PageData item;
        item.text("title", other.title)
            .text("url", other.url)
            .text("compare_url",
                  fmt::format("/writer/compare?a={}&b={}", id, encode_component(other.id)));
        alike.push_back(std::move(item));
    }
    std::vector<PageData> changes;
    for (const TextChange& change : known.changes) {
        PageData item;
        item.text("day", reader_date(change.on))
            .text("author", change.author)
            .text("subject", change.subject)
            .text("commit", change.commit.substr(0, 10));
        changes.push_back(std::move(item));
    }
    data.list("alike", alike)
        .list("linked_from", links_of(known.linked_from))
        .list("leads_to", links_of(known.leads_to))
        .list("changes", changes)
        .texts("findings", known.findings)
        .flag("has_history", known.has_history);
}

void add_known(PageData& data, const ArticleKnown& known) {
    const BoardArticle& article = known.article;
    const std::string id = encode_component(article.record.id);
    std::vector<PageData> reasons;
    for (const StaleReason& reason : article.staleness.reasons) {
        PageData item;
        item.text("points", reason.points > 0 ? "+" + std::to_string(reason.points) : "")
            .text("sentence", reason.sentence);
        reasons.push_back(std::move(item));
    }
    data.text("title", article.record.title)
        .text("url", article_url(article.record.slug))
        .text("edit_url", known.can_edit ? "/edit/" + id : "")
        .text("retire_url", known.can_edit ? "/writer/retire/" + id : "")
        .text("path", article.record.path)
        .text("id", article.record.path.starts_with(article.record.id) ? "" : article.record.id)
        .text("keeper", article.keeper_name)
        .flag("assigned", article.is_assigned)
        .text("state", state_label(article.record.state))
        .text("readership", readership_label(article.record.audience))
        .text("retired_by_url",
              article.retired_by ? fmt::format("/proposals/{}", *article.retired_by) : "")
        .text("points", std::to_string(article.staleness.points))
        .flag("worst", article.staleness.points >= kStalest)
        .text("readers", number(article.facts.views90))
        .list("reasons", reasons);
    add_said(data, known);
    add_sought(data, known);
    add_open(data, known);
    add_around(data, known);
}

PageData side_of(const NamedArticle& article, bool can_edit) {
    const std::string id = encode_component(article.id);
    PageData item;
    item.text("title", article.title)
        .text("url", article.url)
        .text("known_url", "/writer/article/" + id)
        .text("edit_url", can_edit ? "/edit/" + id : "")
        .text("retire_url", can_edit ? "/writer/retire/" + id : "");
    return item;
}

}  // namespace

std::string known_page(const Pages& pages, const Frame& frame, const ArticleKnown& known) {
    const PageKind kind{.title = known.article.record.title, .listed = false, .style = "writer"};
    return pages.page("writer_article", frame, kind,
                      [&](PageData& data) { add_known(data, known); });
}

std::string compare_page(const Pages& pages, const Frame& frame, const ComparedArticles& compared) {
    const PageKind kind{.title = "Compare two articles", .listed = false, .style = "edit"};
    return pages.page("writer_compare", frame, kind, [&](PageData& data) {
        data.object("first", side_of(compared.first, compared.can_edit))
            .object("second", side_of(compared.second, compared.can_edit))
            .flag("differ", !compared.change.hunks.empty())
            .object("change", diff_data(compared.change, "From the first to the second"));
    });
}

}  // namespace firstline
