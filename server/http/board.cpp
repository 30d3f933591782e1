#include "server/http/board.h"

#include <algorithm>
#include <array>
#include <memory>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "indexer/format/article_upkeep.h"
#include "server/http/params.h"
#include "server/http/text_holds.h"
#include "server/insight/use_review.h"
#include "server/pages/wording.h"
#include "server/store/article_counts.h"

namespace firstline {
namespace {

using VotesByArticle = std::map<std::string, std::vector<Vote>, std::less<>>;
using Holds = std::function<bool(std::string_view text_hash)>;

/// Problems of these codes are links that lead nowhere. Missing images are left to kb-indexer
/// check: a copy of a knowledge base without its pictures would be nothing but these.
constexpr auto kBroken =
    std::to_array<std::string_view>({"broken-link", "dead-article-link", "missing-file"});

bool is_broken_link(const Problem& problem) {
    return std::find(kBroken.begin(), kBroken.end(), problem.code) != kBroken.end();
}

/// What the store knows of articles.
struct Told {
    CountByArticle views;
    CountByArticle links;
    CountByArticle flags;
    std::map<std::string, std::int64_t, std::less<>> proposals;
    std::map<std::string, std::vector<ArticleUse>, std::less<>> uses;
    VotesByArticle outdated;  ///< votes on articles of which somebody said that they are
};

VotesByArticle votes_where_outdated(Connection& connection, std::chrono::sys_seconds now) {
    VotesByArticle by_article;
    for (Vote& vote : VoteTable(connection).between({}, now))
        by_article[vote.article].push_back(std::move(vote));
    std::erase_if(by_article, [](const auto& entry) {
        return std::none_of(entry.second.begin(), entry.second.end(),
                            [](const Vote& vote) { return vote.reason == "outdated"; });
    });
    return by_article;
}

Told told_by(Connection& connection, std::chrono::sys_seconds now) {
    const auto from = now - kUseWindow;
    return {.views = views_by_article(connection, from),
            .links = links_by_article(connection, from),
            .flags = open_flags_by_article(connection),
            .proposals = open_proposals_by_article(connection),
            .uses = uses_by_article(connection),
            .outdated = votes_where_outdated(connection, now + std::chrono::seconds{1})};
}

std::size_t count_of(const CountByArticle& counts, const std::string& id) {
    const auto found = counts.find(id);
    return found == counts.end() ? 0 : found->second;
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

ArticleFacts::OwnerTrouble owner_trouble_of(const ArticleRecord& article,
                                            const std::vector<Owner>& owners) {
    using enum ArticleFacts::OwnerTrouble;
    if (article.owner.empty())
        return nobody;
    const auto owner = std::find_if(owners.begin(), owners.end(),
                                    [&](const Owner& each) { return each.key == article.owner; });
    if (owner == owners.end())
        // A name that stands elsewhere in the front matter, such as its author's, owns nothing.
        return article.owner_assumed ? nobody : owners.empty() ? none : unknown;
    return owner->active ? none : inactive;
}

class Collecting {
public:
    Collecting(const Site& site, Reading& reading, std::optional<ConnectionPool::Lease>& lease)
        : reading_(reading),
          lease_(lease),
          today_(std::chrono::floor<std::chrono::days>(site.now())) {
        if (lease_)
            told_ = told_by(**lease_, site.now());
    }

    BoardArticle collect(ArticleUpkeep&& article) {
        const auto& owners = reading_.manifest().kb.owners;
        BoardArticle found;
        found.facts = facts_of(article);
        found.keeper_name = owner_name(article.record, owners);
        if (!found.keeper_name.empty())
            found.keeper = article.record.owner;
        for (const Problem& problem : article.problems)
            if (is_broken_link(problem))
                found.broken.push_back(fmt::format("line {}: {}", problem.line, problem.message));
        found.facts.broken_links = found.broken.size();
        if (const auto open = told_.proposals.find(article.record.id);
            open != told_.proposals.end())
            found.proposal = open->second;
        found.staleness = staleness_of(found.facts, today_);
        found.priority = priority_of(found.staleness, found.facts);
        found.record = std::move(article.record);
        return found;
    }

private:
    ArticleFacts facts_of(const ArticleUpkeep& article) {
        const ArticleRecord& record = article.record;
        ArticleFacts facts{.reviewed = record.reviewed,
                           .created = record.updated,
                           .review_every = record.review_every,
                           .expires = record.expires,
                           .changed_since_review = record.changed_since_review,
                           .owner = owner_trouble_of(record, reading_.manifest().kb.owners),
                           .open_flags = count_of(told_.flags, record.id),
                           .views90 = count_of(told_.views, record.id),
                           .links90 = count_of(told_.links, record.id),
                           .critical = record.critical};
        if (lease_)
            add_said(facts, article);
        return facts;
    }

    void add_said(ArticleFacts& facts, const ArticleUpkeep& article) {
        VoteTable texts(**lease_);
        const std::string& id = article.record.id;
        const Holds holds = lazily_holds(texts, reading_, article);
        if (facts.changed_since_review && texts.text(article.reviewed_hash))
            facts.changed_since_review = !holds(article.reviewed_hash);
        if (const auto uses = told_.uses.find(id);
            uses != told_.uses.end() && uses->second.size() >= kAgentsOfReview)
            if (const auto review = use_review_of(uses->second, holds); review.reviewed)
                facts.reviewed_by_use = std::chrono::floor<std::chrono::days>(*review.reviewed);
        if (const auto votes = told_.outdated.find(id); votes != told_.outdated.end())
            facts.outdated = outdated_votes_of(votes->second, holds);
    }

    Reading& reading_;
    std::optional<ConnectionPool::Lease>& lease_;
    Date today_;
    Told told_;
};

std::string parameter(const Target& target, std::string_view name) {
    const std::string* const value = target.parameter(name);
    return value ? *value : std::string{};
}

void count(std::map<std::string, BoardChoice>& choices, const std::string& value,
           const std::string& name) {
    if (value.empty())
        return;
    BoardChoice& choice = choices.try_emplace(value, BoardChoice{value, name, 0}).first->second;
    ++choice.articles;
}

std::vector<BoardChoice> sorted(std::map<std::string, BoardChoice>& choices) {
    std::vector<BoardChoice> all;
    all.reserve(choices.size());
    for (auto& [value, choice] : choices)
        all.push_back(std::move(choice));
    std::stable_sort(all.begin(), all.end(), [](const BoardChoice& a, const BoardChoice& b) {
        return std::pair(a.value.empty(), a.name) < std::pair(b.value.empty(), b.name);
    });
    return all;
}

std::size_t age_of(const ArticleFacts& facts, Date today) {
    const auto reviewed = last_review_of(facts, today);
    if (!reviewed)
        return kReviewAges - 1;
    const auto days = (today - *reviewed).count();
    std::size_t age = 0;
    for (const int limit : {183, 365, 730})
        age += days > limit ? 1 : 0;
    return age;
}

std::optional<Date> known_since(const ArticleFacts& facts, Date today) {
    const auto reviewed = last_review_of(facts, today);
    return reviewed ? reviewed : facts.created;
}

/// Without readers and reviews the oldest come first, those of no known age before them.
std::vector<BoardArticle> in_order(std::vector<BoardArticle> board, Date today) {
    struct Place {
        double priority;
        std::optional<Date> since;
        std::size_t at;
    };
    // Articles are large: each is moved once.
    std::vector<Place> places;
    places.reserve(board.size());
    for (std::size_t at = 0; at < board.size(); ++at)
        places.push_back({board[at].priority, known_since(board[at].facts, today), at});
    std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
        return std::tuple(-a.priority, a.since, a.at) < std::tuple(-b.priority, b.since, b.at);
    });
    std::vector<BoardArticle> sorted;
    sorted.reserve(board.size());
    for (const Place& place : places)
        sorted.push_back(std::move(board[place.at]));
    return sorted;
}

}  // namespace

std::vector<BoardArticle> board_of(const Site& site, Reading& reading) {
    std::optional<ConnectionPool::Lease> lease;
    if (site.listening != nullptr)
        lease.emplace(site.listening->store());
    Collecting collecting(site, reading, lease);
    std::vector<BoardArticle> board;
    board.reserve(reading.articles());
    for (ArticleUpkeep& article : reading.upkeep())
        board.push_back(collecting.collect(std::move(article)));
    return in_order(std::move(board), std::chrono::floor<std::chrono::days>(site.now()));
}

BoardQuery board_query_from(const Target& target, bool is_program) {
    BoardQuery query;
    if (parameter(target, "view") == "all")
        query.list = BoardQuery::List::all;
    const std::string* const owner = target.parameter("owner");
    // A form sends what nobody chose as empty; nobody is `-` there.
    if (owner != nullptr && !owner->empty())
        query.owner = *owner == "-" ? std::string{} : *owner;
    query.product = parameter(target, "product");
    query.type = parameter(target, "type");
    query.state = parameter(target, "state");
    query.reason = parameter(target, "reason");
    constexpr unsigned kMostPages = 100'000;
    query.page = std::max(1U, number_from(target, "page", 1, kMostPages,
                                          is_program ? Asker::program : Asker::person));
    return query;
}

bool is_asked_for(const BoardArticle& article, const BoardQuery& query) {
    const ArticleRecord& record = article.record;
    const auto& products = record.product;
    return article.staleness.asks_for_work() && (!query.owner || *query.owner == article.keeper) &&
           (query.product.empty() ||
            std::find(products.begin(), products.end(), query.product) != products.end()) &&
           (query.type.empty() || query.type == record.type) &&
           (query.state.empty() || query.state == state_name(record.state)) &&
           (query.reason.empty() || article.staleness.has(query.reason));
}

std::vector<BoardGroup> this_week(std::vector<BoardArticle> articles, const std::string& own_team) {
    std::map<std::string, BoardGroup> groups;
    for (BoardArticle& article : articles) {
        BoardGroup& group = groups[article.keeper];
        group.key = article.keeper;
        group.name = article.keeper_name;
        if (group.articles.size() < kOfWeek)
            group.articles.push_back(std::move(article));
    }
    std::vector<BoardGroup> found;
    found.reserve(groups.size());
    for (auto& [key, group] : groups)
        found.push_back(std::move(group));
    const auto place = [&](const BoardGroup& group) {
        return std::tuple(own_team.empty() || group.key != own_team, group.key.empty(), group.name);
    };
    std::stable_sort(found.begin(), found.end(),
                     [&](const BoardGroup& a, const BoardGroup& b) { return place(a) < place(b); });
    return found;
}

BoardChoices choices_among(const std::vector<BoardArticle>& articles) {
    std::map<std::string, BoardChoice> owners;
    std::map<std::string, BoardChoice> products;
    std::map<std::string, BoardChoice> types;
    std::map<std::string, BoardChoice> states;
    std::map<std::string, BoardChoice> reasons;
    for (const BoardArticle& article : articles) {
        if (!article.staleness.asks_for_work())
            continue;
        count(owners, article.keeper.empty() ? "-" : article.keeper,
              article.keeper.empty() ? "Nobody" : article.keeper_name);
        for (const std::string& product : article.record.product)
            count(products, product, product);
        count(types, article.record.type, type_label(article.record.type));
        count(states, state_name(article.record.state), state_name(article.record.state));
        for (const StaleReason& reason : article.staleness.reasons)
            count(reasons, std::string{reason.key}, std::string{reason.word});
    }
    return {sorted(owners), sorted(products), sorted(types), sorted(states), sorted(reasons)};
}

std::vector<ReviewAges> review_ages_of(const std::vector<BoardArticle>& articles, Date today) {
    std::map<std::string, ReviewAges> by_product;
    for (const BoardArticle& article : articles) {
        auto products = article.record.product;
        if (products.empty())
            products.emplace_back();
        for (const std::string& product : products) {
            ReviewAges& ages = by_product[product];
            ages.product = product;
            ++ages.articles.at(age_of(article.facts, today));
        }
    }
    std::vector<ReviewAges> all;
    all.reserve(by_product.size());
    for (auto& [product, ages] : by_product)
        all.push_back(std::move(ages));
    std::stable_sort(all.begin(), all.end(),
                     [](const ReviewAges& a, const ReviewAges& b) { return a.all() > b.all(); });
    return all;
}

}  // namespace firstline
