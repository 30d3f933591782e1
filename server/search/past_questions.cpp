#include "server/search/past_questions.h"

#include <algorithm>
#include <map>
#include <optional>

#include "indexer/format/schema.h"
#include "indexer/format/terms.h"
#include "server/search/name_lookup.h"
#include "server/search/question_index.h"
#include "server/search/question_profiles.h"
#include "server/search/ranking_numbers.h"

namespace firstline {

namespace {

using namespace ranking;

constexpr std::size_t kMostRemembered = 10'000;

/// Rarity among past questions and articles together: the first few questions that are taught say
/// nothing of how rare their words are.
double rarity_of(const std::string& with_prefix, const OpenIndex& index) {
    return idf(
        index.questions.get_doccount() + index.count,
        index.questions.get_termfreq(with_prefix) + index.articles.get_termfreq(with_prefix));
}

double idf_of(const std::string& stem, OpenIndex& index) {
    // People type new words without end, and an index may stay as it is for weeks.
    if (index.question_idf.size() >= kMostRemembered)
        index.question_idf.clear();
    const auto [at, is_new] = index.question_idf.try_emplace(stem);
    if (is_new)
        at->second = rarity_of(term(schema::kBody, stem), index);
    return at->second;
}

using Counts = std::map<std::string, unsigned>;

Counts counted(const std::vector<std::string>& all) {
    Counts counts;
    for (const auto& one : all)
        ++counts[one];
    return counts;
}

/// What a term of the query counts in a question that has it: u idf, as for articles, but stop
/// words count like others: in short questions *how* or *when* is often all the difference.
using Weights = std::map<std::string, double>;

/// The query as it is compared with past questions.
struct Asking {
    std::vector<std::string> stems;
    Weights words;
    Weights pairs;    ///< those that occur in a past question
    double mass = 0;  ///< idf of its words

    Asking(std::string_view text, OpenIndex& index) {
        TokenReader reader(text);
        for (Token token; stems.size() < kMostWordsOfQuestion && reader.next(token);)
            if (!token.piece)
                stems.push_back(index.language.stem(token.word));
        const auto weight = [](unsigned times, double rarity) {
            return 2.0 * times / (1.0 + times) * rarity;
        };
        for (const auto& [stem, times] : counted(stems)) {
            const double rarity = idf_of(stem, index);
            mass += rarity;
            words.emplace(stem, weight(times, rarity));
        }
        for (const auto& [pair, times] : counted(neighbours(stems)))
            if (const auto with = term(schema::kPair, pair);
                index.questions.get_termfreq(with) != 0)
                pairs.emplace(pair, weight(times, rarity_of(with, index)));
    }
};

/// The past questions that share most with the query. Exactly how alike they are is computed from
/// their stems: Xapian knows no length of one field.
Xapian::MSet nearest(const Asking& asking, OpenIndex& index) {
    std::vector<std::pair<double, std::string>> best;
    for (const auto& [stem, weight] : asking.words)
        best.emplace_back(weight, stem);
    const auto kept = std::min(best.size(), kMostQuestionTerms);
    std::partial_sort(best.begin(), best.begin() + static_cast<std::ptrdiff_t>(kept), best.end(),
                      std::greater<>());
    best.resize(kept);
    std::vector<Xapian::Query> terms;
    terms.reserve(best.size());
    for (const auto& [weight, stem] : best)
        terms.emplace_back(term(schema::kBody, stem));
    Xapian::Enquire enquire(index.questions);
    enquire.set_weighting_scheme(Xapian::BM25Weight(kSaturation, 0, 1, kQuestionLength, 0.5));
    enquire.set_query(Xapian::Query(Xapian::Query::OP_OR, terms.begin(), terms.end()));
    return enquire.get_mset(0, kMostLikeQuestions);
}

/// How alike a past question is.
struct Likeness {
    std::string question;
    double weight = 0;
    double share = 0;  ///< how much of the two is the same, 0 to 1, less if it is not trusted
    double same = 0;   ///< the trust in it if it is the query itself, else 0
};

/// The share is clip((dice - kLeastAlike) / (1 - kLeastAlike), 0, 1), dice = 2 idf shared / idf of
/// both; the weight is BM25 of the query's words and pairs in the past question, times the share.
Likeness alike(const Asking& asking, const StoredQuestion& question, OpenIndex& index) {
    const auto stems = split_stems(question.stems);
    const double average = (index.questions.get_avlength() + 1) / 2;
    const double g =
        1 - kQuestionLength + kQuestionLength * static_cast<double>(stems.size()) / average;
    const auto part = [g](unsigned times) {
        return (kSaturation + 1) * times / (kSaturation * g + times);
    };
    double mass = 0;
    double shared = 0;
    double sum = 0;
    for (const auto& [stem, times] : counted(stems)) {
        const double rarity = idf_of(stem, index);
        mass += rarity;
        const auto word = asking.words.find(stem);
        if (word == asking.words.end())
            continue;
        shared += rarity;
        sum += word->second * part(times);
    }
    for (const auto& [pair, times] : counted(neighbours(stems)))
        if (const auto same = asking.pairs.find(pair); same != asking.pairs.end())
            sum += kQuestionPairs * same->second * part(times);
    const double dice = 2 * shared / (asking.mass + mass);
    const double share =
        question.trust * std::clamp((dice - kLeastAlike) / (1 - kLeastAlike), 0.0, 1.0);
    return {question.question, share * sum, share, dice >= kSame ? question.trust : 0};
}

/// Orders the likenesses of an article's questions, keeps the best, and says what they are worth.
/// @param mass  idf of the query's words
AskedBefore asked_of_article(std::vector<Likeness> questions, double mass) {
    std::stable_sort(questions.begin(), questions.end(),
                     [](const auto& a, const auto& b) { return a.weight > b.weight; });
    questions.resize(std::min(questions.size(), kQuestionsOfArticle));
    AskedBefore article;
    for (auto& [question, weight, share, same] : questions) {
        const double counted =
            std::max(weight * kAskedBefore / static_cast<double>(kQuestionsOfArticle),
                     kSameQuestion * mass * same);
        article.weight += counted;
        article.questions.push_back({std::move(question), counted});
        article.profile += share / static_cast<double>(kQuestionsOfArticle);
    }
    article.profile = kProfile * std::min(1.0, article.profile / kAlikeForProfile);
    return article;
}

}  // namespace

std::vector<AskedBefore> asked_before(std::string_view text, OpenIndex& index) {
    if (index.questions.get_doccount() == 0)
        return {};
    const Asking asking(text, index);
    const auto found = nearest(asking, index);
    std::map<std::string, std::vector<Likeness>> by_article;
    for (auto it = found.begin(); it != found.end(); ++it) {
        const auto question = decode_question(it.get_document().get_data());
        if (auto likeness = alike(asking, question, index); likeness.weight > 0)
            by_article[question.article].push_back(std::move(likeness));
    }
    std::vector<ProfileScore> profiles;
    profiles.reserve(by_article.size());
    for (const auto& [article, questions] : by_article)
        profiles.push_back({article});
    score_profiles(asking.stems, profiles, index);
    std::vector<AskedBefore> asked;
    for (const auto& [article, score] : profiles) {
        const auto document = document_named(article, index);
        if (!document)
            continue;
        asked.push_back(asked_of_article(std::move(by_article[article]), asking.mass));
        AskedBefore& one = asked.back();
        one.document = *document;
        one.profile *= score;
        one.weight += one.profile;
    }
    return asked;
}

const AskedBefore* asked_of(const std::vector<AskedBefore>& asked, Xapian::docid document) {
    const auto found = std::find_if(asked.begin(), asked.end(), [&](const AskedBefore& article) {
        return article.document == document;
    });
    return found == asked.end() ? nullptr : &*found;
}

}  // namespace firstline
