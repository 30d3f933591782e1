#include "server/http/board_facts.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "server/http/text_holds.h"
#include "server/insight/use_review.h"
#include "server/pages/wording.h"
#include "server/proposals/outcome.h"

namespace firstline {
namespace {

using Holds = std::function<bool(std::string_view text_hash)>;

/// Links on which readers do not get where they are led. Missing images are left to kb-indexer
/// check: a copy of a knowledge base without its pictures would be nothing but these.
constexpr auto kBroken = std::to_array<std::string_view>(
    {"broken-link", "dead-article-link", "missing-file", "dead-anchor", "link-to-draft",
     "link-to-archived", "link-to-narrower"});
constexpr auto kEnded =
    std::to_array<std::string_view>({"about-ended", "past-deadline", "names-ended"});
constexpr std::string_view kAlike = "near-duplicate";
constexpr std::string_view kOrphan = "orphan";

/// Fewer readers of everything say nothing of an article that has none.
constexpr std::size_t kSomebodyReads = 100;
/// What was decided longer ago and is still not in the index never will be.
constexpr std::chrono::days kMergedBy{90};
/// By then what was applied is merged, and the index has read it: who is still on the board is not
/// retired.
constexpr std::chrono::days kIndexedBy{2};
/// Opened so long before its stamp, an article was read for it; a day more on either side, since
/// stamps are days of the reviewer's time zone.
constexpr std::chrono::days kReadForStamp{7};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& codes, std::string_view code) {
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

/// As holds_for(), but the article's text is read only when something was said of another one.
Holds lazily_holds(VoteTable& texts, Reading& reading, const ArticleUpkeep& article) {
    struct Known {
        Found found;
        Holds holds;
    };
    return [&texts, &reading, &article, known = std::make_shared<Known>()](std::string_view hash) {
        if (hash == article.content_hash)
            return true;
        if (!known->holds) {
            known->found = reading.find(article.record.slug);
            known->holds = holds_for(texts, known->found.article);
        }
        return known->holds(hash);
    };
}

ArticleFacts::OwnerTrouble trouble_with(const std::string& key, bool assumed,
                                        const std::vector<Owner>& owners) {
    using enum ArticleFacts::OwnerTrouble;
    if (key.empty())
        return nobody;
    const auto owner = std::find_if(owners.begin(), owners.end(),
                                    [&](const Owner& each) { return each.key == key; });
    if (owner == owners.end())
        // A name that stands elsewhere in the front matter, such as its author's, owns nothing.
        return assumed ? nobody : owners.empty() ? none : unknown;
    return owner->active ? none : inactive;
}

std::map<std::string, Proposal, std::less<>> latest_of(std::vector<Proposal> proposals) {
    std::map<std::string, Proposal, std::less<>> latest;
    for (Proposal& proposal : proposals)
        latest.insert_or_assign(proposal.article, std::move(proposal));
    return latest;
}

/// What was brought into git later was written before.
std::optional<Date> earlier(const std::optional<Date>& one, const std::optional<Date>& other) {
    return one && other ? std::min(*one, *other) : one ? one : other;
}

/// As it stands on a page of its own.
std::string sentence_of(std::string message) {
    if (!message.empty() && message.front() >= 'a' && message.front() <= 'z')
        message.front() = static_cast<char>(message.front() - 'a' + 'A');
    return message;
}

std::string line_words(int line, const std::string& message) {
    return fmt::format("line {}: {}", line, message);
}

}  // namespace

BoardFacts::BoardFacts(const Site& site, Reading& reading)
    : site_(site),
      reading_(reading),
      today_(std::chrono::floor<std::chrono::days>(site.now())),
      articles_(site.board->articles(reading)),
      audit_(site.library.audit()) {
    by_id_.reserve(articles_->size());
    for (const ArticleUpkeep& article : *articles_)
        by_id_.emplace(article.record.id, &article);
    group_stamps();
    pair_alike();
    if (site.listening == nullptr)
        return;
    lease_.emplace(site.listening->store());
    used_ = site.board->used(**lease_, site.now());
    read_store(site.now());
}

void BoardFacts::read_store(std::chrono::sys_seconds now) {
    std::size_t readers = 0;
    for (const auto& [article, views] : used_->views)
        readers += views;
    somebody_reads_ = readers >= kSomebodyReads;
    flags_ = open_flags_by_article(**lease_);
    proposals_ = open_proposals_by_article(**lease_);
    uses_ = uses_by_article(**lease_);
    ProposalTable proposals(**lease_);
    stamps_ = latest_of(proposals.settled(Proposal::Kind::stamp, now - kMergedBy));
    owners_ = latest_of(proposals.settled(Proposal::Kind::owner, now - kMergedBy));
    retired_ = latest_of(proposals.settled(Proposal::Kind::retired, now - kMergedBy));
}

void BoardFacts::group_stamps() {
    for (const ArticleUpkeep& article : *articles_)
        if (const std::string& group = audit_of(article).stamp_group;
            !group.empty() && article.record.reviewed)
            stamp_groups_[group].push_back(&article);
}

void BoardFacts::pair_alike() {
    // A pair is found in one of the two, and concerns both.
    for (const ArticleUpkeep& article : *articles_)
        for (const AuditFinding& finding : audit_of(article).findings)
            if (const ArticleUpkeep* const other = named(finding.other);
                finding.code == kAlike && other != nullptr) {
                alike_[article.record.id].push_back(other);
                alike_[other->record.id].push_back(&article);
            }
}

std::vector<const ArticleUpkeep*> BoardFacts::alike(const ArticleUpkeep& article) const {
    const auto found = alike_.find(article.record.id);
    return found == alike_.end() ? std::vector<const ArticleUpkeep*>{} : found->second;
}

const ArticleAudit& BoardFacts::audit_of(const ArticleUpkeep& article) const {
    return audit_->of(article.record.id);
}

const ArticleUpkeep* BoardFacts::named(const std::string& id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : found->second;
}

bool BoardFacts::is_known(const std::string& id) {
    const auto [known, added] = known_.try_emplace(id, false);
    if (added)  // not another that came to bear the name
        known->second = has_id(reading_.find(id), id);
    return known->second;
}

std::vector<AuditFinding> BoardFacts::findings_of(const ArticleUpkeep& article) {
    std::vector<AuditFinding> findings = audit_of(article).findings;
    std::erase_if(findings, [&](const AuditFinding& finding) {
        return !finding.other.empty() && named(finding.other) == nullptr &&
               !is_known(finding.other);
    });
    return findings;
}

BoardArticle BoardFacts::of(const ArticleUpkeep& article) {
    const auto& owners = reading_.manifest().kb.owners;
    BoardArticle found;
    found.record = article.record;
    found.facts = facts_of(article);
    found.keeper_name = owner_name(article.record, owners);
    if (!found.keeper_name.empty())
        found.keeper = article.record.owner;
    add_findings(article, found);
    if (lease_) {
        add_said(found.facts, article);
        add_decided(found, article);
    }
    add_stamps(found.facts, article);
    if (const auto open = proposals_.find(article.record.id); open != proposals_.end())
        found.proposal = open->second;
    found.staleness = staleness_of(found.facts, today_);
    found.priority = priority_of(found.staleness, found.facts);
    return found;
}

ArticleFacts BoardFacts::facts_of(const ArticleUpkeep& article) const {
    const ArticleRecord& record = article.record;
    const ArticleAudit& audit = audit_of(article);
    ArticleFacts facts{
        .reviewed = record.reviewed,
        .created = earlier(audit.written, record.updated),
        .review_every = record.review_every,
        .expires = record.expires,
        .changed_since_review = record.changed_since_review,
        .owner = trouble_with(record.owner, record.owner_assumed, reading_.manifest().kb.owners),
        .open_flags = count_of(flags_, record.id),
        .critical = record.critical};
    if (!used_)
        return facts;
    facts.views90 = count_of(used_->views, record.id);
    facts.links90 = count_of(used_->links, record.id);
    const auto written = std::max(facts.created, record.updated);
    const bool is_new = written && today_ - *written < kUseWindow;
    // Nobody could read a draft.
    facts.unused = somebody_reads_ && !is_new && facts.views90 == 0 && facts.links90 == 0 &&
                   !record.critical && record.state != State::draft;
    return facts;
}

void BoardFacts::add_findings(const ArticleUpkeep& article, BoardArticle& found) {
    for (const Problem& problem : article.problems)
        if (is_one_of(kBroken, problem.code)) {
            ++found.facts.broken_links;
            found.evidence.push_back(line_words(problem.line, problem.message));
        }
    for (const AuditFinding& finding : findings_of(article)) {
        if (finding.code == kOrphan) {
            found.facts.orphan = true;
        } else if (is_one_of(kBroken, finding.code)) {
            ++found.facts.broken_links;
            found.evidence.push_back(line_words(finding.line, finding.message));
        } else if (is_one_of(kEnded, finding.code)) {
            if (found.facts.ended.empty())
                found.facts.ended = sentence_of(finding.message);
            found.evidence.push_back(line_words(finding.line, finding.message));
        }
    }
    const auto others = alike(article);
    found.facts.alike = alike_words(others);
    if (!others.empty())
        found.alike = others.front()->record.id;
}

std::string BoardFacts::alike_words(const std::vector<const ArticleUpkeep*>& others) const {
    if (others.empty())
        return {};
    std::string words = fmt::format("Largely the same text as “{}”", others.front()->record.title);
    if (others.size() > 1)
        words += fmt::format(" and {} more", others.size() - 1);
    return words;
}

void BoardFacts::add_said(ArticleFacts& facts, const ArticleUpkeep& article) {
    VoteTable texts(**lease_);
    const std::string& id = article.record.id;
    const Holds holds = lazily_holds(texts, reading_, article);
    if (facts.changed_since_review && texts.text(article.reviewed_hash))
        facts.changed_since_review = !holds(article.reviewed_hash);
    if (const auto uses = uses_.find(id);
        uses != uses_.end() && uses->second.size() >= kAgentsOfReview)
        if (const auto review = use_review_of(uses->second, holds); review.reviewed)
            facts.reviewed_by_use = std::chrono::floor<std::chrono::days>(*review.reviewed);
    if (const auto votes = used_->outdated.find(id); votes != used_->outdated.end())
        facts.outdated = outdated_votes_of(votes->second, holds);
}

bool BoardFacts::is_on_its_way(const Proposal& retirement) const {
    if (retirement.applied)
        return *retirement.applied > site_.now() - kIndexedBy;
    if (site_.source == nullptr)
        return true;
    // Upon what was accepted before it. Few articles on the board are to be retired, and most texts
    // are as they were then, so that this is made anew for each look.
    auto accepted = ProposalTable(**lease_).on_their_way(retirement.path, site_.now() - kMergedBy);
    const auto it = std::find_if(accepted.begin(), accepted.end(),
                                 [&](const Proposal& one) { return one.id == retirement.id; });
    if (it == accepted.end())
        return false;
    accepted.erase(it + 1, accepted.end());
    return !is_stuck(outcomes_of(accepted, [&](const std::string& path) {
                         return site_.source->text(path);
                     }).back());
}

void BoardFacts::add_decided(BoardArticle& found, const ArticleUpkeep& article) const {
    const ArticleRecord& record = article.record;
    // A stamp is of one text, and an owner was given in place of one: once either is another, what
    // was decided has come in or was overtaken.
    if (const auto stamp = stamps_.find(record.id); stamp != stamps_.end())
        if (const Proposal& decided = stamp->second; decided.about == article.content_hash) {
            const Date day = std::chrono::floor<std::chrono::days>(*decided.decided);
            if (!record.reviewed || *record.reviewed < day) {
                found.facts.reviewed = day;
                found.facts.changed_since_review = false;
            }
        }
    if (const auto retired = retired_.find(record.id);
        retired != retired_.end() && is_on_its_way(retired->second))
        found.retired_by = retired->second.id;
    if (const auto owner = owners_.find(record.id); owner != owners_.end())
        if (const Proposal& decided = owner->second;
            decided.owner == record.owner && decided.about != record.owner) {
            const auto& owners = reading_.manifest().kb.owners;
            found.facts.owner = trouble_with(decided.about, false, owners);
            const auto named = std::find_if(owners.begin(), owners.end(), [&](const Owner& each) {
                return each.key == decided.about;
            });
            if (named == owners.end())
                return;
            found.keeper = named->key;
            found.keeper_name = named->name;
            found.is_assigned = true;
        }
}

std::optional<bool> BoardFacts::opened_when_stamped(const ArticleUpkeep& article) const {
    const Date stamped = *article.record.reviewed;
    if (!used_ || !used_->listening_since || *used_->listening_since > stamped - kReadForStamp)
        return std::nullopt;
    const auto days = used_->opened_by_desk.find(article.record.id);
    if (days == used_->opened_by_desk.end())
        return false;
    const auto first = days->second.lower_bound(stamped - kReadForStamp);
    return first != days->second.end() && *first <= stamped + std::chrono::days{1};
}

void BoardFacts::add_stamps(ArticleFacts& facts, const ArticleUpkeep& article) const {
    const auto group = stamp_groups_.find(audit_of(article).stamp_group);
    // Stamped again since, it is not what was stamped with others any more.
    if (group == stamp_groups_.end() || facts.reviewed != article.record.reviewed)
        return;
    StampedTogether stamped{.others = group->second.size() - 1};
    if (stamped.others == 0)
        return;
    if (const auto opened = opened_when_stamped(article)) {
        using enum StampedTogether::Opened;
        stamped.this_one = *opened ? yes : no;
        for (const ArticleUpkeep* const other : group->second)
            if (other != &article && opened_when_stamped(*other).value_or(false))
                ++stamped.opened;
    }
    facts.stamped = stamped;
}

}  // namespace firstline
