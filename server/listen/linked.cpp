#include "server/listen/linked.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/text/characters.h"
#include "indexer/text/codes.h"
#include "indexer/text/tokens.h"
#include "server/store/text_list.h"
#include "server/store/ticket_links.h"

namespace firstline {

namespace {

constexpr std::size_t kFewestTickets = 2;
constexpr std::size_t kDigitsOfNumber = 3;
constexpr std::string_view kWrong = "wrong";

std::string question_of(const TicketLink& link) {
    std::string question;
    for (const std::string& chip : link.chips)
        question += (question.empty() ? "" : " ") + chip;
    return question;
}

/// The order of chips is no difference between two tickets.
std::string topic_key(std::string_view question) {
    std::vector<std::string> words;
    for (const Token& token : tokens_of(question, false))
        words.push_back(token.word);
    std::sort(words.begin(), words.end());
    return to_lines(words);
}

/// `17.2`, `v2.3.1` and `2019` are versions: of many troubles.
bool is_version(std::string_view word) {
    if (word.starts_with('v'))
        word.remove_prefix(1);
    const bool number = word.find_first_not_of("0123456789.") == word.npos;
    const bool year = word.size() == 4 && (word.starts_with("19") || word.starts_with("20"));
    return number && (year || word.find('.') != word.npos);
}

bool is_exact(const std::string& chip) {
    const auto words = trimmed(chip);
    for (std::size_t at = 0; at < words.size();) {
        const auto end = std::min(words.find(' ', at), words.size());
        const auto word = words.substr(at, end - at);
        const bool number =
            word.size() >= kDigitsOfNumber && std::all_of(word.begin(), word.end(), is_ascii_digit);
        if (!is_version(word) && (number || !codes_in(word).empty()))
            return true;
        at = end + 1;
    }
    return false;
}

bool is_enough(const TicketLink& link, TicketLinkTable& links) {
    if (std::any_of(link.chips.begin(), link.chips.end(), is_exact))
        return true;
    const std::string topic = topic_key(question_of(link));
    std::set<std::string> tickets;
    for (const TicketLink& other : links.of_article(link.article))
        if (other.judged != kWrong && topic_key(question_of(other)) == topic)
            tickets.insert(other.ticket);
    return tickets.size() >= kFewestTickets;
}

std::size_t contradict_taught_by(const TicketLink& link, Store& store) {
    const std::string topic = topic_key(question_of(link));
    std::size_t contradicted = 0;
    for (const LearnedPair& pair : store.learned(link.article))
        if (pair.source == kAgentsSource && topic_key(pair.question) == topic)
            contradicted += store.contradict(pair.id) ? 1 : 0;
    return contradicted;
}

}  // namespace

Linked learn_linked(Store& store, std::chrono::sys_seconds now) {
    Linked outcome;
    TicketLinkTable links(store.connection());
    std::vector<std::int64_t> looked_at;
    std::vector<Taught> taught;
    std::set<std::pair<std::string, std::string>> known;  // ticket and article
    for (const TicketLink& link : links.not_learned()) {
        looked_at.push_back(link.id);
        if (link.judged == kWrong)
            outcome.contradicted += contradict_taught_by(link, store);
        else if (is_enough(link, links) && known.emplace(link.ticket, link.article).second)
            taught.push_back({question_of(link), link.article, kAgentsSource});
    }
    if (!taught.empty())
        store.learn(taught, now);
    outcome.learned = taught.size();
    links.set_learned(looked_at);
    return outcome;
}

}  // namespace firstline
