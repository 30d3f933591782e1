#include "server/insight/staleness.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "server/insight/wording.h"

namespace firstline {
namespace {

using std::chrono::days;

constexpr int kAge = 40;
constexpr int kNeverReviewed = 10;
constexpr int kChanged = 15;
constexpr int kNoOwner = 15;
constexpr int kFlag = 15;
constexpr int kMostForFlags = 30;
constexpr int kOutdated = 15;
constexpr int kBrokenLink = 5;
constexpr int kMostForLinks = 15;
constexpr int kEnded = 15;
constexpr int kStampedTogether = 10;

/// With fewer answers, or if chance could explain it, readers have not said it.
constexpr std::size_t kFewestAnswers = 5;
constexpr double kLeastOutdated = .2;

constexpr double kCriticalViews = 100;

struct Finding {
    int points = 0;
    std::string sentence;
};

std::string many(std::size_t count, const char* one, const char* several) {
    return fmt::format("{} {}", count_words(static_cast<double>(count)),
                       count == 1 ? one : several);
}

/// A day that is known, and not one of the future, which tells nothing.
std::optional<Date> past(const std::optional<Date>& day, Date today) {
    return day && *day <= today ? day : std::nullopt;
}

std::string age_sentence(const ArticleFacts& facts, Date since, bool reviewed, Date today) {
    const auto due = since + facts.review_every.value_or(kUsualReview);
    if (facts.review_every && due <= today)
        return "Review was due " + reader_date(due);
    const std::string day = reader_date(since);
    if (!reviewed)
        return "Dated " + day;
    if (facts.reviewed_by_use == since)
        return "Last reviewed by use " + day;
    return "Last reviewed " + day;
}

Finding find_age(const ArticleFacts& facts, Date today) {
    const auto reviewed = last_review_of(facts, today);
    const auto since = reviewed ? reviewed : past(facts.created, today);
    if (!since)
        // What nobody knows the age of never reads as fresh.
        return {kAge, "Nobody knows how old it is"};
    const days interval = std::max(facts.review_every.value_or(kUsualReview), days{1});
    const double part =
        static_cast<double>((today - *since).count()) / static_cast<double>(interval.count());
    return {static_cast<int>(kAge * std::min(1., part)),
            age_sentence(facts, *since, reviewed.has_value(), today)};
}

Finding find_never_reviewed(const ArticleFacts& facts, Date today) {
    if (last_review_of(facts, today))
        return {};
    return {kNeverReviewed, "Never reviewed"};
}

Finding find_changed(const ArticleFacts& facts, Date today) {
    if (!facts.changed_since_review || !last_review_of(facts, today))
        return {};
    return {kChanged, "The text changed since the review"};
}

Finding find_no_owner(const ArticleFacts& facts, Date /*today*/) {
    switch (facts.owner) {
        case ArticleFacts::OwnerTrouble::none: return {};
        case ArticleFacts::OwnerTrouble::nobody: return {kNoOwner, "No owner"};
        case ArticleFacts::OwnerTrouble::unknown:
            return {kNoOwner, "Its owner is not among the owners"};
        case ArticleFacts::OwnerTrouble::inactive:
            return {kNoOwner, "Its owner is not active any more"};
    }
    return {};
}

Finding find_flags(const ArticleFacts& facts, Date /*today*/) {
    const auto points = static_cast<int>(std::min(facts.open_flags, std::size_t{2})) * kFlag;
    return {std::min(points, kMostForFlags), many(facts.open_flags, "open flag", "open flags")};
}

Finding find_outdated(const ArticleFacts& facts, Date /*today*/) {
    const Share& share = facts.outdated;
    if (share.n < kFewestAnswers || share.interval.low < kLeastOutdated)
        return {};
    return {kOutdated,
            fmt::format("Readers say outdated: {} of {} ({} %, 95 % {})", count_words(share.count),
                        share.n, short_percent(share.value()), range_words(share.interval))};
}

Finding find_broken_links(const ArticleFacts& facts, Date /*today*/) {
    const auto points = static_cast<int>(std::min(facts.broken_links, std::size_t{3}));
    return {std::min(points * kBrokenLink, kMostForLinks),
            many(facts.broken_links, "broken link", "broken links")};
}

Finding find_ended(const ArticleFacts& facts, Date /*today*/) {
    return {facts.ended.empty() ? 0 : kEnded, facts.ended};
}

Finding find_stamped_together(const ArticleFacts& facts, Date /*today*/) {
    using enum StampedTogether::Opened;
    if (!facts.stamped)
        return {};
    const StampedTogether& stamped = *facts.stamped;
    const std::string together =
        fmt::format("Stamped together with {}", many(stamped.others, "other", "others"));
    if (stamped.this_one == unknown)
        return {0, together};
    const std::string opened = stamped.opened == 0 ? "none of them was opened then"
                               : stamped.opened == 1
                                   ? "1 of them was opened then"
                                   : fmt::format("{} of them were opened then",
                                                 count_words(static_cast<double>(stamped.opened)));
    return {stamped.this_one == no ? kStampedTogether : 0,
            fmt::format("{}; {}, this one {}", together, opened,
                        stamped.this_one == no ? "was not" : "was")};
}

Finding find_alike(const ArticleFacts& facts, Date /*today*/) {
    return {0, facts.alike};
}

Finding find_orphan(const ArticleFacts& facts, Date /*today*/) {
    return {0, facts.orphan ? "No other article leads to it" : ""};
}

Finding find_unused(const ArticleFacts& facts, Date /*today*/) {
    return {0, facts.unused ? "Nobody read it in 90 days" : ""};
}

Finding find_expired(const ArticleFacts& facts, Date today) {
    if (!facts.expires || *facts.expires > today)
        return {};
    return {kStalest, "Expired " + reader_date(*facts.expires)};
}

/// Whether a finding is listed, and whether it alone brings an article on the board.
enum class Weight {
    points,  ///< both, with points
    work,    ///< both, whatever its points
    note     ///< listed, beside others
};

struct Rule {
    Weight weight;
    StaleReasonName name;
    Finding (*find)(const ArticleFacts& facts, Date today);
};

constexpr auto kRules = std::to_array<Rule>({
    {Weight::points, {"expired", "expired"}, find_expired},
    {Weight::points, {"flags", "flagged"}, find_flags},
    {Weight::points, {"outdated", "readers say outdated"}, find_outdated},
    {Weight::points, {"links", "broken links"}, find_broken_links},
    {Weight::points, {"changed", "changed since review"}, find_changed},
    {Weight::points, {"ended", "names what has ended"}, find_ended},
    {Weight::points, {"owner", "no active owner"}, find_no_owner},
    {Weight::note, {"together", "stamped together"}, find_stamped_together},
    {Weight::points, {"never", "never reviewed"}, find_never_reviewed},
    {Weight::points, {"age", "review"}, find_age},
    {Weight::work, {"alike", "near-duplicate"}, find_alike},
    {Weight::note, {"orphan", "nothing leads here"}, find_orphan},
    {Weight::note, {"unused", "unused"}, find_unused},
});

bool is_work(std::string_view key) {
    return std::any_of(kRules.begin(), kRules.end(), [&](const Rule& rule) {
        return rule.name.key == key && rule.weight == Weight::work;
    });
}

constexpr auto kNames = [] {
    std::array<StaleReasonName, kRules.size()> names{};
    for (std::size_t i = 0; i < kRules.size(); ++i)
        names[i] = kRules[i].name;
    return names;
}();

}  // namespace

Share outdated_votes_of(std::span<const Vote> votes,
                        const std::function<bool(std::string_view text_hash)>& holds) {
    std::map<std::string_view, const Vote*> last;
    for (const Vote& vote : votes)
        if (vote.visitor && vote.seen && !vote.by_desk && holds(vote.text_hash))
            last[*vote.visitor] = &vote;
    double outdated = 0;
    for (const auto& [visitor, vote] : last)
        if (vote->answer != Vote::Answer::yes && vote->reason == "outdated")
            ++outdated;
    return plain_share(outdated, last.size());
}

bool Staleness::has(std::string_view key) const {
    return std::any_of(reasons.begin(), reasons.end(),
                       [&](const StaleReason& reason) { return reason.key == key; });
}

bool Staleness::asks_for_work() const {
    return std::any_of(reasons.begin(), reasons.end(), [](const StaleReason& reason) {
        return reason.key == "age" ? reason.points == kAge
                                   : reason.points > 0 || is_work(reason.key);
    });
}

std::span<const StaleReasonName> stale_reason_names() {
    return kNames;
}

Staleness staleness_of(const ArticleFacts& facts, Date today) {
    Staleness found;
    for (const Rule& rule : kRules) {
        Finding finding = rule.find(facts, today);
        if (finding.points <= 0 && (rule.weight == Weight::points || finding.sentence.empty()))
            continue;
        found.points += finding.points;
        found.reasons.push_back(
            {rule.name.key, rule.name.word, finding.points, std::move(finding.sentence)});
    }
    found.points = std::min(found.points, kStalest);
    std::stable_sort(found.reasons.begin(), found.reasons.end(),
                     [](const auto& a, const auto& b) { return a.points > b.points; });
    return found;
}

double priority_of(const Staleness& staleness, const ArticleFacts& facts) {
    auto views = static_cast<double>(facts.views90);
    if (facts.critical)
        views = std::max(views, kCriticalViews);
    return staleness.points * std::log2(2 + views + 3 * static_cast<double>(facts.links90));
}

std::optional<Date> last_review_of(const ArticleFacts& facts, Date today) {
    const auto read = past(facts.reviewed, today);
    const auto used = past(facts.reviewed_by_use, today);
    if (!read || !used)
        return read ? read : used;
    return std::max(*read, *used);
}

}  // namespace firstline
