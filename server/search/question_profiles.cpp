#include "server/search/question_profiles.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "indexer/format/schema.h"
#include "indexer/format/terms.h"
#include "server/search/open_index.h"
#include "server/search/ranking_numbers.h"

namespace firstline {

namespace {

using namespace ranking;

/// How many questions it is made of; less for those that are not trusted.
constexpr unsigned kTrustedSlot = 1;

/// An article's profile.
struct Profile {
    Xapian::docid document = 0;
    double length = 0;  ///< as a share of the average
    double factor = 0;  ///< of its score, by how many questions it is made of
    double* weight = nullptr;
};

/// In the order of their documents, so that postings are read once.
std::vector<Profile> profiles_of(std::vector<ProfileScore>& articles,
                                 const Xapian::Database& profiles) {
    const double average = profiles.get_avlength();
    std::vector<Profile> found;
    for (auto& article : articles) {
        const std::string name = term(schema::kIdName, folded_name(article.article));
        const auto at = profiles.postlist_begin(name);
        if (at == profiles.postlist_end(name))
            continue;
        const double trusted = Xapian::sortable_unserialise(
            profiles.get_document(*at, Xapian::DOC_ASSUME_VALID).get_value(kTrustedSlot));
        if (trusted > 1)
            found.push_back(
                {*at, profiles.get_doclength(*at) / average, 1 - 1 / trusted, &article.weight});
    }
    std::sort(found.begin(), found.end(),
              [](const Profile& a, const Profile& b) { return a.document < b.document; });
    return found;
}

/// Adds BM25 of these terms, `scale` times.
void add(const std::vector<std::string>& texts, std::string_view prefix, double scale,
         const std::vector<Profile>& found, const Xapian::Database& profiles) {
    std::map<std::string, unsigned> counts;
    for (const auto& text : texts)
        ++counts[term(prefix, text)];
    for (const auto& [name, times] : counts) {
        const double factor = scale * 2.0 * times / (1.0 + times) *
                              idf(profiles.get_doccount(), profiles.get_termfreq(name));
        auto at = profiles.postlist_begin(name);
        const auto end = profiles.postlist_end(name);
        for (const Profile& profile : found) {
            if (at == end)
                break;
            at.skip_to(profile.document);
            if (at == end || *at != profile.document)
                continue;
            const double often = static_cast<double>(at.get_wdf()) / schema::kLengthScale;
            const double g =
                1 - kProfileLength + kProfileLength * std::max(profile.length, kShortestProfile);
            *profile.weight +=
                profile.factor * factor * (kSaturation + 1) * often / (kSaturation * g + often);
        }
    }
}

}  // namespace

std::vector<std::string> split_stems(std::string_view stems) {
    std::vector<std::string> all;
    for (std::size_t at = 0; at < stems.size();) {
        const std::size_t end = std::min(stems.find(' ', at), stems.size());
        all.emplace_back(stems.substr(at, end - at));
        at = end + 1;
    }
    return all;
}

std::vector<std::string> neighbours(const std::vector<std::string>& stems) {
    std::vector<std::string> pairs;
    for (std::size_t i = 1; i < stems.size(); ++i)
        pairs.push_back(stems[i - 1] + " " + stems[i]);
    return pairs;
}

Xapian::Document profile_of(const std::vector<const StoredQuestion*>& questions) {
    Xapian::Document document;
    document.add_boolean_term(term(schema::kIdName, folded_name(questions.front()->article)));
    std::map<std::string, double> trusted;
    double all = 0;
    for (const StoredQuestion* question : questions) {
        all += question->trust;
        const auto stems = split_stems(question->stems);
        for (const auto& stem : stems)
            trusted[term(schema::kBody, stem)] += question->trust;
        for (const auto& pair : neighbours(stems))
            trusted[term(schema::kPair, pair)] += question->trust;
    }
    document.add_value(kTrustedSlot, Xapian::sortable_serialise(all));
    for (const auto& [name, trust] : trusted)
        document.add_term(
            name, static_cast<Xapian::termcount>(std::lround(schema::kLengthScale * trust)));
    return document;
}

void score_profiles(const std::vector<std::string>& stems, std::vector<ProfileScore>& articles,
                    const OpenIndex& index) {
    if (index.profiles.get_doccount() == 0)
        return;
    const auto found = profiles_of(articles, index.profiles);
    add(stems, schema::kBody, 1, found, index.profiles);
    add(neighbours(stems), schema::kPair, kProfilePairs, found, index.profiles);
}

}  // namespace firstline
