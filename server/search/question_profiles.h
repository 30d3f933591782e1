#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "server/search/question_index.h"

namespace firstline {

struct OpenIndex;

/// All past questions of one article as one text: what they have in common, however each is worded.
/// `questions` are of one article, and at least one. Its words are schema::kBody, its neighbouring
/// words schema::kPair, each with a wdf of kLengthScale for each time a question that is trusted
/// has them (less for one that is not); the article is named by schema::kIdName. It has no data.
Xapian::Document profile_of(const std::vector<const StoredQuestion*>& questions);

/// What an article is scored for by its profile.
struct ProfileScore {
    std::string article;  ///< id
    double weight = 0;
};

/// Fills in the weights of `articles` for a query of these stems (stop words included, in order):
/// BM25 of its words, and kProfilePairs times that of its neighbouring words, in all past questions
/// of the article, rarity counted among the profiles that the viewer may read; times 1 - 1/n for n
/// questions, since one question by itself has nothing in common with others. Articles that have no
/// profile get 0.
void score_profiles(const std::vector<std::string>& stems, std::vector<ProfileScore>& articles,
                    const OpenIndex& index);

/// The stems of a StoredQuestion, one by one.
std::vector<std::string> split_stems(std::string_view stems);

/// Neighbouring stems, a blank between.
std::vector<std::string> neighbours(const std::vector<std::string>& stems);

}  // namespace firstline
