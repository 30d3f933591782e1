#include "server/http/article_known.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "server/http/board_facts.h"
#include "server/http/helped.h"
#include "server/http/text_holds.h"
#include "server/insight/comparable_text.h"
#include "server/insight/material_change.h"
#include "server/listen/flag_reasons.h"
#include "server/listen/vote_reasons.h"
#include "server/pages/links.h"
#include "server/store/ticket_links.h"

namespace firstline {
namespace {

/// As long as events are usually kept.
constexpr std::chrono::days kWindow{180};

/// What the points and notes say already.
bool is_reason(std::string_view code) {
    constexpr auto kReasons = std::to_array<std::string_view>(
        {"never-reviewed", "review-overdue", "expired", "changed-since-review", "stamped-together",
         "no-owner", "unknown-owner", "inactive-owner", "orphan", "near-duplicate"});
    return std::find(kReasons.begin(), kReasons.end(), code) != kReasons.end();
}

/// Messages that name other files than the article's own, which may not be for this reader. That a
/// fragment is withheld tells that there is one.
constexpr auto kOfOtherFiles = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"include", "a fragment cannot be included"},
    {"include-audience", "a fragment cannot be included"},
    {"link-case", "a link differs from the file's name in capitals"},
    {"moved-link", "a link leads to an address that was redirected"},
    {"name-clash", "its id, slug or an old address of it is another article's, too"},
});

std::string_view words_of(const Problem& problem) {
    for (const auto& [code, words] : kOfOtherFiles)
        if (code == problem.code)
            return words;
    return problem.message;
}

std::string label_of(std::string_view reason) {
    const VoteReason* const known = find_vote_reason(reason);
    return std::string{known != nullptr ? known->label : reason};
}

/// Compares texts of which something was said, by their hashes.
class KeptTexts {
public:
    KeptTexts(VoteTable& votes, const StoredArticle& article) : votes_(votes) {
        texts_.emplace(article.details.content_hash, comparable_text(article.details.html));
    }

    bool same(std::string_view one, std::string_view other) {
        const std::string& a = text(one);
        const std::string& b = text(other);
        return !a.empty() && !b.empty() && (one == other || !material_change(a, b));
    }

private:
    const std::string& text(std::string_view hash) {
        const auto known = texts_.find(hash);
        if (known != texts_.end())
            return known->second;
        const auto kept = votes_.text(hash);
        return texts_.emplace(hash, kept ? comparable_text(kept->text) : std::string{})
            .first->second;
    }

    VoteTable& votes_;
    std::map<std::string, std::string, std::less<>> texts_;
};

/// Reasons and words of those who were not helped by the text as it stands.
void add_reasons(ArticleKnown& known, const std::vector<Vote>& votes,
                 const std::function<bool(std::string_view)>& holds) {
    std::map<std::string, std::size_t> counts;
    std::set<std::string_view> visitors;
    for (auto vote = votes.rbegin(); vote != votes.rend(); ++vote) {
        // Those that helpfulness_of() counts for readers: the last of each.
        if (!vote->visitor || !vote->seen || vote->by_desk || !holds(vote->text_hash) ||
            !visitors.insert(*vote->visitor).second || vote->answer == Vote::Answer::yes)
            continue;
        if (!vote->reason.empty())
            ++counts[vote->reason];
        for (const std::string& words : {vote->step, vote->comment})
            if (!words.empty() && known.remarks.size() < ArticleKnown::kMostRemarks)
                known.remarks.push_back({std::chrono::floor<std::chrono::days>(vote->at),
                                         vote->reason.empty() ? "" : label_of(vote->reason),
                                         words});
    }
    for (const auto& [reason, votes_for] : counts)
        known.reasons.push_back({label_of(reason), votes_for});
    std::stable_sort(known.reasons.begin(), known.reasons.end(),
                     [](const auto& a, const auto& b) { return a.votes > b.votes; });
}

/// The change that made a text: the last one between when the text before was last seen and this
/// one first.
std::optional<TextChange> change_of(const std::vector<TextChange>& changes, const TextEra& era,
                                    const TextEra* before) {
    const Date first = std::chrono::floor<std::chrono::days>(era.first);
    for (const TextChange& change : changes)
        if (change.on <= first) {
            if (before != nullptr &&
                change.on < std::chrono::floor<std::chrono::days>(before->last))
                return std::nullopt;
            return change;
        }
    return std::nullopt;
}

void add_eras(ArticleKnown& known, std::vector<TextEra> eras) {
    for (std::size_t i = 0; i < eras.size(); ++i)
        known.eras.push_back({eras[i], change_of(known.changes, eras[i],
                                                 i + 1 < eras.size() ? &eras[i + 1] : nullptr)});
}

std::vector<Ticket> tickets_of(Connection& connection, const std::vector<Event>& events,
                               std::chrono::sys_seconds from, std::chrono::sys_seconds until) {
    std::set<std::string_view> visitors;
    for (const Event& event : events)
        visitors.insert(event.visitor);
    auto tickets = TicketTable(connection).between(from, until);
    std::erase_if(tickets, [&](const Ticket& ticket) {
        return !ticket.visitor || !visitors.contains(*ticket.visitor);
    });
    return tickets;
}

void add_readers(ArticleKnown& known, Connection& connection, const StoredArticle& article,
                 std::chrono::sys_seconds now) {
    const std::string& id = article.record.id;
    VoteTable table(connection);
    const auto votes = table.of_article(id);
    const auto holds = holds_for(table, article);
    known.votes = helpfulness_of(votes, holds);
    known.helped = helped_line(connection, article);
    add_reasons(known, votes, holds);

    known.window = kWindow;
    const auto from = now - kWindow;
    const auto events = EventTable(connection).of_readers(id, from);
    const auto tickets = tickets_of(connection, events, from, now + std::chrono::seconds{1});
    const auto problems = problems_of(events, votes, tickets);
    KeptTexts texts(table, article);
    add_eras(known, text_eras_of({.article = id,
                                  .votes = votes,
                                  .problems = problems,
                                  .same = [&](std::string_view a, std::string_view b) {
                                      return texts.same(a, b);
                                  }}));
    known.queries = leading_queries_of(id, problems);
}

void add_desk(ArticleKnown& known, Connection& connection, const std::string& id,
              const std::string& path) {
    const auto links = TicketLinkTable(connection).of_article(id);
    for (auto link = links.rbegin(); link != links.rend(); ++link)
        if (known.tickets.size() < ArticleKnown::kMostTickets &&
            std::find(known.tickets.begin(), known.tickets.end(), link->ticket) ==
                known.tickets.end())
            known.tickets.push_back(link->ticket);
    for (Flag& flag : FlagTable(connection).of_article(id)) {
        const FlagReason* const reason = find_flag_reason(flag.reason);
        std::string label{reason != nullptr ? reason->label : flag.reason};
        known.flags.push_back({std::move(flag), std::move(label)});
    }
    for (Proposal& proposal : ProposalTable(connection).open_on(path))
        if (proposal.article == id)
            known.proposals.push_back(std::move(proposal));
}

/// A commit's words may be about all that it touched, some of which may not be this reader's: the
/// audit does not have them, whoever reads.
void say_why_without_words(std::vector<TextChange>& changes) {
    for (TextChange& change : changes)
        if (change.touched_others)
            change.subject = "A commit that touched other articles, too";
}

void add_links(ArticleKnown& known, const StoredArticle& article, const BoardFacts& facts,
               const ArticleAudit& audit) {
    for (const std::string& id : audit.linked_from)
        if (const ArticleUpkeep* const other = facts.named(id))
            known.linked_from.push_back(named(other->record));
    std::set<std::string_view> targets;
    for (const Link& link : article.details.links)
        if (!link.image && !link.resolved.empty() && link.resolved != article.record.path)
            targets.insert(link.resolved);
    for (const ArticleUpkeep& other : facts.articles())
        if (targets.contains(other.record.path))
            known.leads_to.push_back(named(other.record));
}

}  // namespace

ArticleKnown known_of(const Site& site, Reading& reading, const StoredArticle& article) {
    BoardFacts facts(site, reading);
    ArticleKnown known{.can_edit = site.source != nullptr};
    known.today = std::chrono::floor<std::chrono::days>(site.now());
    const ArticleUpkeep* const upkeep = facts.named(article.record.id);
    if (upkeep == nullptr) {
        // Archived: it is on no board.
        known.article.record = article.record;
    } else {
        known.article = facts.of(*upkeep);
        for (const Problem& problem : upkeep->problems)
            known.findings.push_back(fmt::format("line {}: {}", problem.line, words_of(problem)));
        for (const AuditFinding& finding : facts.findings_of(*upkeep))
            if (!is_reason(finding.code) && known.findings.size() < ArticleKnown::kMostFindings)
                known.findings.push_back(fmt::format("line {}: {}", finding.line, finding.message));
        for (const ArticleUpkeep* const other : facts.alike(*upkeep))
            known.alike.push_back(named(other->record));
    }
    const auto audit = site.library.audit();
    const ArticleAudit& of_this = audit->of(article.record.id);
    known.changes = of_this.changes;
    say_why_without_words(known.changes);
    known.has_history = of_this.written.has_value() || !of_this.changes.empty();
    add_links(known, article, facts, of_this);
    if (site.listening == nullptr)
        return known;
    const auto lease = site.listening->store();
    add_readers(known, *lease, article, site.now());
    add_desk(known, *lease, article.record.id, article.record.path);
    return known;
}

}  // namespace firstline
