#include "tests/bench/relevance/offered.h"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "indexer/text/tokens.h"
#include "server/search/offers.h"
#include "tests/bench/relevance/indexed_articles.h"
#include "tests/support/temporary_folder.h"

namespace firstline {

namespace {

struct Tally {
    std::size_t asked = 0;
    std::size_t offered = 0;
    std::size_t right = 0;

    void add(const std::vector<Hit>& offers, const std::set<std::string>& answers) {
        ++asked;
        offered += offers.empty() ? 0 : 1;
        right += std::any_of(offers.begin(), offers.end(),
                             [&](const Hit& hit) { return answers.contains(hit.article.id); })
                     ? 1
                     : 0;
    }
    double share(std::size_t n) const {
        return static_cast<double>(n) / static_cast<double>(std::max<std::size_t>(asked, 1));
    }
};

std::string first_words(const std::string& text, std::size_t words) {
    const auto tokens = tokens_of(text, false);
    return tokens.size() <= words ? text : text.substr(0, tokens[words - 1].end);
}

/// Two neighbours of the longest word change places.
std::string with_slip(std::string text) {
    const auto tokens = tokens_of(text, false);
    const auto longest = std::max_element(tokens.begin(), tokens.end(), [](auto& a, auto& b) {
        return a.end - a.begin < b.end - b.begin;
    });
    if (longest != tokens.end() && longest->end - longest->begin > 4)
        std::swap(text[longest->begin + 2], text[longest->begin + 3]);
    return text;
}

Writing whole(const std::string& question) {
    return {"", question};
}
Writing six_words(const std::string& question) {
    return {"", first_words(question, 6)};
}
Writing slip(const std::string& question) {
    return {"", with_slip(question)};
}
Writing subject_and_text(const std::string& question) {
    return {first_words(question, 12), question};
}

struct Way {
    const char* name;
    Writing (*written)(const std::string& question);
};
constexpr auto kWays = std::to_array<Way>({{"as written", whole},
                                           {"first 12 words as subject", subject_and_text},
                                           {"first 6 words", six_words},
                                           {"with a slip", slip}});

/// Of sets that exist in several sizes, one.
bool is_counted(const JudgedSet& set) {
    return !set.name.ends_with("-k0") && !set.name.ends_with("-k10");
}

void print_of(const JudgedSet& articles, const std::vector<JudgedSet>& sets) {
    const TemporaryFolder folder;
    index_articles(articles.articles, folder.path() / "index");
    Library library(folder.path() / "index");
    for (const auto& [name, written] : kWays) {
        Tally answered, unanswered, others;
        for (const auto& set : sets)
            for (const auto& query : set.queries) {
                const auto offers = library.ask(Viewer{}, [&](Reading& reading) {
                    return offers_for(written(query.text), 3, reading);
                });
                const bool own = set.name == articles.name;
                Tally& tally = !own ? others : query.right.empty() ? unanswered : answered;
                tally.add(offers, own ? query.right : std::set<std::string>{});
            }
        fmt::print("{:16} {:26} {:5}  {:.3f}  {:.3f}   {:5}  {:.3f}   {:6}  {:.3f}\n",
                   articles.name, name, answered.asked, answered.share(answered.offered),
                   answered.share(answered.right), unanswered.asked,
                   unanswered.share(unanswered.offered), others.asked,
                   others.share(others.offered));
    }
}

}  // namespace

void print_offered(const std::vector<JudgedSet>& sets) {
    fmt::print("{:16} {:26} {:5}  {:5}  {:5}   {:5}  {:5}   {:6}  {:5}\n", "articles", "questions",
               "own", "shown", "right", "none", "shown", "others", "shown");
    std::vector<JudgedSet> counted;
    std::copy_if(sets.begin(), sets.end(), std::back_inserter(counted), is_counted);
    for (const auto& set : counted)
        print_of(set, counted);
}

}  // namespace firstline
