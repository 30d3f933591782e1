#include "server/http/board.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "server/http/board_facts.h"
#include "server/http/params.h"
#include "server/pages/wording.h"

namespace firstline {
namespace {

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

/// Where priority does not tell: what stands twice, then what nothing leads to.
int worth_a_look(const ArticleFacts& facts) {
    return !facts.alike.empty() ? 2 : facts.orphan ? 1 : 0;
}

/// Without readers and reviews the oldest come first, those of no known age before them.
std::vector<BoardArticle> in_order(std::vector<BoardArticle> board, Date today) {
    struct Place {
        double priority;
        int worth;
        std::optional<Date> since;
        std::size_t at;
    };
    // Articles are large: each is moved once.
    std::vector<Place> places;
    places.reserve(board.size());
    for (std::size_t at = 0; at < board.size(); ++at)
        places.push_back({board[at].priority, worth_a_look(board[at].facts),
                          known_since(board[at].facts, today), at});
    std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
        return std::tuple(-a.priority, -a.worth, a.since, a.at) <
               std::tuple(-b.priority, -b.worth, b.since, b.at);
    });
    std::vector<BoardArticle> sorted;
    sorted.reserve(board.size());
    for (const Place& place : places)
        sorted.push_back(std::move(board[place.at]));
    return sorted;
}

}  // namespace

std::vector<BoardArticle> board_of(const Site& site, Reading& reading) {
    BoardFacts facts(site, reading);
    std::vector<BoardArticle> board;
    board.reserve(facts.articles().size());
    for (const ArticleUpkeep& article : facts.articles())
        board.push_back(facts.of(article));
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
    const bool listed =
        !article.retired_by && (article.staleness.asks_for_work() || !query.reason.empty());
    return listed && (!query.owner || *query.owner == article.keeper) &&
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
        return std::tuple(own_team.empty() || group.key != own_team,
                          -group.articles.front().priority, group.name);
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
        if (article.retired_by)
            continue;
        // What is only worth knowing brings no article on the board, unless one asks for it.
        for (const StaleReason& reason : article.staleness.reasons)
            count(reasons, std::string{reason.key}, std::string{reason.word});
        if (!article.staleness.asks_for_work())
            continue;
        count(owners, article.keeper.empty() ? "-" : article.keeper,
              article.keeper.empty() ? "Nobody" : article.keeper_name);
        for (const std::string& product : article.record.product)
            count(products, product, product);
        count(types, article.record.type, type_label(article.record.type));
        count(states, state_name(article.record.state), state_name(article.record.state));
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
