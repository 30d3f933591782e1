#pragma once

#include <optional>
#include <string>
#include <vector>

#include "indexer/format/stored_article.h"
#include "server/store/votes.h"

namespace firstline {

/// "Did this solve it?" at the end of an article, as it stands for who looks at it.
struct SolvedView {
    std::string article;                 ///< id
    std::string text_hash;               ///< of the text that is shown
    std::string path;                    ///< of the article's page
    std::optional<Vote> vote;            ///< absent: not answered
    std::vector<ArticleRecord> instead;  ///< after No or Partly: what may help, at most two
    std::string trouble;                 ///< why the answer was not taken
};

}  // namespace firstline
