#include "server/http/learned_aliases.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "indexer/text/tokens.h"
#include "server/http/flagged.h"
#include "server/http/frame.h"
#include "server/insight/search_measures.h"
#include "server/listen/confirmed.h"
#include "server/listen/linked.h"
#include "server/pages/links.h"
#include "server/store/events.h"
#include "server/store/learned_pairs.h"
#include "server/store/proposals.h"
#include "server/store/votes.h"

namespace firstline {
namespace {

constexpr std::size_t kMostAliases = 50;
/// Searches that tell how many people use words.
constexpr std::chrono::days kUsed{90};
constexpr std::chrono::days kWait{180};

/// Who typed what, by folded_words().
using VisitorsByWords = std::map<std::string, std::set<std::string>, std::less<>>;

VisitorsByWords visitors_by_words(Connection& connection, std::chrono::sys_seconds now) {
    VisitorsByWords visitors;
    for (const Event& event : EventTable(connection).between(now - kUsed, now))
        if (event.kind == Event::Kind::search && !event.by_desk)
            visitors[folded_words(event.query)].insert(event.visitor);
    return visitors;
}

/// Who said that the article answered just these words.
std::set<std::string> confirmed_by(const LearnedPair& pair, Connection& connection) {
    std::set<std::string> visitors;
    for (const Vote& vote : VoteTable(connection).with_question(pair.article))
        if (vote.answer == Vote::Answer::yes && !vote.by_desk && vote.seen && vote.visitor &&
            folded_words(vote.query) == pair.normalised)
            visitors.insert(*vote.visitor);
    return visitors;
}

std::size_t visitors_of(const LearnedPair& pair, Connection& connection,
                        const VisitorsByWords& searched) {
    if (pair.source != kReadersSource)
        return 0;
    auto visitors = confirmed_by(pair, connection);
    if (const auto found = searched.find(pair.normalised); found != searched.end())
        visitors.insert(found->second.begin(), found->second.end());
    return visitors.size();
}

bool is_from_people(const LearnedPair& pair) {
    return (pair.source == kReadersSource || pair.source == kAgentsSource) &&
           pair.contradicted < pair.count;
}

bool is_known(const LearnedPair& pair, const ArticleRecord& article) {
    return folded_words(article.title) == pair.normalised ||
           std::any_of(article.aliases.begin(), article.aliases.end(),
                       [&](const auto& alias) { return folded_words(alias) == pair.normalised; });
}

std::string evidence_for(const LearnedPair& pair, std::size_t visitors) {
    if (pair.source == kAgentsSource)
        return fmt::format("Agents linked it to {} with these words",
                           pair.count == 1 ? "a ticket" : fmt::format("{} tickets", pair.count));
    return fmt::format("Readers said that it solved this; {} people searched with these words",
                       visitors);
}

/// By article and words, of aliases that were accepted and are not merged yet.
std::map<std::pair<std::string, std::string>, std::int64_t> waiting(Connection& connection,
                                                                    std::chrono::sys_seconds now) {
    std::map<std::pair<std::string, std::string>, std::int64_t> found;
    for (const Proposal& alias :
         ProposalTable(connection).settled(Proposal::Kind::alias, now - kWait))
        found[{alias.article, alias.about}] = alias.id;
    return found;
}

std::vector<std::string> articles_of(const std::vector<LearnedPair>& pairs) {
    std::vector<std::string> ids;
    ids.reserve(pairs.size());
    for (const LearnedPair& pair : pairs)
        ids.push_back(pair.article);
    return ids;
}

}  // namespace

std::string alias_of(const LearnedPair& pair, std::size_t visitors) {
    if (pair.source == kAgentsSource)
        return pair.question;
    // As the last of them typed it would be one person's text.
    return visitors >= kFewestVisitors ? pair.normalised : std::string{};
}

std::size_t visitors_of(const LearnedPair& pair, Connection& connection,
                        std::chrono::sys_seconds now) {
    return visitors_of(pair, connection, visitors_by_words(connection, now));
}

LearnedAliases learned_aliases(const Site& site, const Request& request, Connection& connection) {
    auto pairs = LearnedPairTable(connection).all();
    std::erase_if(pairs, [](const LearnedPair& pair) { return !is_from_people(pair); });
    const RecordsById records = site.library.ask(viewer_of(request), [&](Reading& reading) {
        return records_by_id(articles_of(pairs), reading);
    });
    std::stable_sort(pairs.begin(), pairs.end(), [](const LearnedPair& a, const LearnedPair& b) {
        return a.count - a.contradicted > b.count - b.contradicted;
    });
    std::erase_if(pairs, [&](const LearnedPair& pair) {
        const auto record = records.find(pair.article);
        return record == records.end() || is_known(pair, record->second);
    });
    VisitorsByWords searched;
    if (std::any_of(pairs.begin(), pairs.end(),
                    [](const LearnedPair& pair) { return pair.source == kReadersSource; }))
        searched = visitors_by_words(connection, site.now());
    const auto accepted = waiting(connection, site.now());
    LearnedAliases found;
    for (const LearnedPair& pair : pairs) {
        const ArticleRecord& record = records.at(pair.article);
        const std::size_t visitors = visitors_of(pair, connection, searched);
        std::string words = alias_of(pair, visitors);
        if (words.empty()) {
            ++found.unshown;
            continue;
        }
        if (found.aliases.size() == kMostAliases)
            break;
        const auto proposal = accepted.find({pair.article, pair.normalised});
        found.aliases.push_back({.pair = pair.id,
                                 .words = std::move(words),
                                 .title = record.title,
                                 .url = article_url(record.slug),
                                 .evidence = evidence_for(pair, visitors),
                                 .proposal = proposal == accepted.end() ? 0 : proposal->second});
    }
    return found;
}

}  // namespace firstline
