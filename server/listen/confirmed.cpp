#include "server/listen/confirmed.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "indexer/text/tokens.h"
#include "server/store/text_list.h"
#include "server/store/votes.h"

namespace firstline {

namespace {

constexpr std::size_t kFewestProblems = 2;

/// The order of words is no difference between two questions.
std::string topic_key(const Vote& vote) {
    std::vector<std::string> stems;
    std::string stem;
    for (const char c : vote.topic + " ") {
        if (c != ' ') {
            stem += c;
        } else if (!stem.empty()) {
            stems.push_back(std::exchange(stem, {}));
        }
    }
    std::sort(stems.begin(), stems.end());
    return to_lines(stems);
}

struct Evidence {
    std::set<std::string> confirmed_by;
    std::set<std::string> denied_by;
    std::string question;  ///< the latest that was confirmed
};

Evidence evidence_for(const Vote& vote, VoteTable& votes) {
    Evidence evidence;
    const std::string topic = topic_key(vote);
    for (const Vote& other : votes.with_question(vote.article)) {
        // The desk's own people know the answer; who was never seen on the page may be a script.
        if (other.by_desk || !other.seen || topic_key(other) != topic)
            continue;
        if (other.answer == Vote::Answer::yes) {
            evidence.confirmed_by.insert(*other.visitor);
            evidence.question = other.query;
        } else if (other.reason == "not-mine") {
            evidence.denied_by.insert(*other.visitor);
        }
    }
    return evidence;
}

/// The learned pairs of this article whose question was the vote's.
std::vector<std::int64_t> pairs_denied(const Vote& vote, Store& store) {
    std::vector<std::int64_t> ids;
    const std::string asked = folded_words(vote.query);
    for (const LearnedPair& pair : store.learned(vote.article))
        if (pair.normalised == asked)
            ids.push_back(pair.id);
    return ids;
}

}  // namespace

Confirmed learn_confirmed(Store& store, std::chrono::sys_seconds now) {
    Confirmed outcome;
    VoteTable votes(store.connection());
    std::vector<std::int64_t> looked_at;
    std::map<std::pair<std::string, std::string>, Taught> taught;
    for (const Vote& vote : votes.not_learned()) {
        looked_at.push_back(vote.id);
        if (vote.by_desk || !vote.seen)
            continue;
        if (vote.answer == Vote::Answer::yes) {
            const Evidence evidence = evidence_for(vote, votes);
            if (evidence.confirmed_by.size() >= kFewestProblems &&
                evidence.confirmed_by.size() > evidence.denied_by.size())
                taught[{vote.article, topic_key(vote)}] = {evidence.question, vote.article,
                                                           kReadersSource};
        } else if (vote.reason == "not-mine") {
            for (const auto id : pairs_denied(vote, store))
                outcome.contradicted += store.contradict(id) ? 1 : 0;
        }
    }
    std::vector<Taught> all;
    all.reserve(taught.size());
    for (auto& [key, one] : taught)
        all.push_back(std::move(one));
    if (!all.empty())
        store.learn(all, now);
    outcome.learned = all.size();
    votes.set_learned(looked_at);
    return outcome;
}

}  // namespace firstline
