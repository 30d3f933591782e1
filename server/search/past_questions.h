#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "server/search/open_index.h"

namespace firstline {

/// A past question that is like the query, and what it gave to its article.
struct LikeQuestion {
    std::string question;
    double weight = 0;
};

/// An article that solved questions like this one.
struct AskedBefore {
    Xapian::docid document = 0;           ///< among OpenIndex::articles
    double weight = 0;                    ///< what is added to its score
    std::vector<LikeQuestion> questions;  ///< the most alike first
    double profile = 0;  ///< for all its questions together; with those of `questions` the weight
};

/// Articles of this viewer that solved questions like `text`: to each kAskedBefore times the mean
/// of its kQuestionsOfArticle questions that are most alike (missing ones count 0), and kProfile
/// times the score of its profile, as far as those questions are alike: min(1, mean of their dice
/// factors / kAlikeForProfile).
std::vector<AskedBefore> asked_before(std::string_view text, OpenIndex& index);

/// What was added to the score of this article; null if nothing was.
const AskedBefore* asked_of(const std::vector<AskedBefore>& asked, Xapian::docid document);

}  // namespace firstline
