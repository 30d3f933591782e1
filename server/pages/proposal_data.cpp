#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "server/pages/diff_data.h"
#include "server/pages/fate_label.h"
#include "server/pages/frame_data.h"
#include "server/pages/proposal_view.h"
#include "server/pages/wording.h"

namespace firstline {

namespace {

using Fate = Proposal::State;

struct StateWords {
    std::string_view label;  ///< of a proposal
    std::string_view many;   ///< of a list of them
    std::string_view sign;   ///< tells it apart beside its words
};

/// In the order of Proposal::State.
constexpr auto kWords = std::to_array<StateWords>({
    {"Waiting for a decision", "Waiting", "…"},
    {"Accepted", "Accepted", "✓"},
    {"Rejected", "Rejected", "✕"},
    {"Withdrawn", "Withdrawn", "–"},
    {"Accepted, and on the branch", "On the branch", "✓"},
});

const StateWords& words_of(Fate state) {
    return kWords.at(static_cast<std::size_t>(state));
}

std::string proposal_url(std::int64_t id) {
    return fmt::format("/proposals/{}", id);
}

PageData row_data(const Proposal& proposal, std::chrono::sys_seconds now, std::string_view team) {
    PageData data;
    data.text("url", proposal_url(proposal.id))
        .text("number", std::to_string(proposal.id))
        .text("title", proposal.title)
        .text("path", proposal.path)
        .text("agent", proposal.agent)
        .text("when", ago(now - proposal.at))
        .text("why", proposal.why)
        .text("state", words_of(proposal.state).label)
        .text("sign", words_of(proposal.state).sign)
        .text("word", proposal.word)
        .text("decided_by", proposal.decided_by)
        .flag("is_new", proposal.article.empty())
        .flag("of_team", !team.empty() && proposal.owner == team);
    return data;
}

void add_state(PageData& data, const ProposalView& view) {
    using Kind = Outcome::Kind;
    const Proposal& proposal = view.proposal;
    const bool pending = proposal.state == Fate::open || proposal.state == Fate::accepted;
    const Kind kind = view.outcome.kind;
    const bool takes = kind == Kind::change || kind == Kind::there;
    const bool accepted = proposal.state == Fate::accepted;
    data.text("state", words_of(proposal.state).label)
        .text("sign", words_of(proposal.state).sign)
        .text("word", proposal.word)
        .text("decided_by", proposal.decided_by)
        .text("decided", proposal.decided ? reader_time(*proposal.decided) : "")
        .text("commit", proposal.commit_id.substr(0, 12))
        .flag("is_there", kind == Kind::there && proposal.state != Fate::rejected &&
                              proposal.state != Fate::withdrawn)
        .flag("was_merged", pending && kind == Kind::change && view.outcome.merged)
        .flag("in_conflict", pending && kind == Kind::conflict)
        .flag("is_gone", pending && kind == Kind::gone)
        .flag("can_decide", view.may_decide && pending)
        .flag("can_accept", view.may_decide && proposal.state == Fate::open && takes)
        .flag("can_withdraw", view.is_own && (proposal.state == Fate::open || (accepted && !takes)))
        .flag("can_edit_again",
              view.is_own && proposal.state != Fate::accepted && proposal.state != Fate::applied)
        .flag("can_edit_both",
              (pending && kind == Kind::conflict && (view.is_own || view.may_decide)) ||
                  (accepted && takes && view.may_decide));
}

std::string state_url(Fate state) {
    return fmt::format("/proposals?state={}", name_of(state));
}

void add_filters(PageData& data, const ProposalsView& view) {
    std::vector<PageData> filters;
    const auto add = [&](std::string_view name, const std::string& url, bool chosen) {
        PageData item;
        item.text("name", name).text("url", url).flag("chosen", chosen);
        filters.push_back(std::move(item));
    };
    if (view.may_review)
        for (const Fate state :
             {Fate::open, Fate::accepted, Fate::applied, Fate::rejected, Fate::withdrawn})
            add(words_of(state).many, state_url(state), !view.own && view.state == state);
    if (view.may_review)
        add("My own", "/proposals?own=1", view.own);
    data.list("filters", filters);
}

void add_learned(PageData& data, const ProposalsView& view) {
    std::vector<PageData> aliases;
    for (const LearnedAlias& alias : view.aliases) {
        PageData item;
        item.text("pair", std::to_string(alias.pair))
            .text("words", alias.words)
            .text("title", alias.title)
            .text("url", alias.url)
            .text("evidence", alias.evidence)
            .text("waits", alias.proposal > 0 ? std::to_string(alias.proposal) : "");
        aliases.push_back(std::move(item));
    }
    const bool shown = view.is_writer && !view.own && view.state == Fate::open;
    data.list("aliases", aliases)
        .flag("shows_aliases", shown && (!aliases.empty() || view.unshown > 0))
        .text("unshown", view.unshown > 0 ? std::to_string(view.unshown) : "")
        .text("thanks", view.thanks)
        .text("form_token", view.form_token);
}

}  // namespace

std::string_view fate_label(Proposal::State state) {
    return words_of(state).label;
}

std::string proposal_page(const Pages& pages, const Frame& frame, const ProposalView& view) {
    const Proposal& proposal = view.proposal;
    const PageKind kind{.title = fmt::format("Proposal {}: {}", proposal.id, proposal.title),
                        .listed = false,
                        .style = "edit"};
    return pages.page("proposal", frame, kind, [&](PageData& data) {
        std::vector<PageData> others;
        for (const Proposal& other : view.others) {
            others.push_back(row_data(other, view.now, {}));
            if (!view.may_decide && other.agent != proposal.agent)
                others.back().text("url", "");
        }
        std::vector<PageData> pictures;
        for (const ProposalView::Picture& picture : view.pictures) {
            PageData item;
            item.text("path", picture.path).text("url", picture.url);
            pictures.push_back(std::move(item));
        }
        data.text("form_token", view.form_token)
            .text("number", std::to_string(proposal.id))
            .text("title", proposal.title)
            .text("path", proposal.path)
            .text("article_url", view.url)
            .flag("is_new", proposal.article.empty())
            .text("agent", proposal.agent)
            .text("when", reader_time(proposal.at))
            .text("why", proposal.why)
            .text("ticket", proposal.ticket)
            .text("flag_words", view.flag)
            .text("trouble", view.trouble)
            .list("others", others)
            .list("pictures", pictures)
            .object("change", diff_data(view.change, "What is proposed"))
            .object("meanwhile", diff_data(view.meanwhile, "What others changed meanwhile"))
            .flag("has_change", !view.change.hunks.empty());
        add_state(data, view);
    });
}

std::string proposals_page(const Pages& pages, const Frame& frame, const ProposalsView& view) {
    const PageKind kind{.title = "Proposed changes", .listed = false, .style = "edit"};
    return pages.page("proposals", frame, kind, [&](PageData& data) {
        std::vector<PageData> rows;
        rows.reserve(view.proposals.size());
        for (const Proposal& proposal : view.proposals)
            rows.push_back(row_data(proposal, view.now, view.team));
        add_learned(data, view);
        data.list("proposals", rows)
            .flag("may_review", view.may_review)
            .flag("own", view.own)
            .flag("shows_state", view.own)
            .text("list_name",
                  view.own ? std::string_view{"Your proposals"} : words_of(view.state).many);
        add_filters(data, view);
    });
}

}  // namespace firstline
