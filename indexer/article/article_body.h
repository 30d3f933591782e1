#pragma once

#include <string>
#include <string_view>

#include "indexer/article/article.h"
#include "indexer/article/directives.h"
#include "indexer/article/knowledge_base.h"
#include "indexer/article/knowledge_files.h"
#include "indexer/article/problem.h"

namespace firstline {

struct BodyInput {
    std::string_view text;  ///< Markdown
    int first_line = 1;     ///< its line in the file
    const KnowledgeBase& kb;
    KnowledgeFiles& files;
    const FindFragment& find;
};

/// Fills in what follows from the body of `article`, whose path and title (if it has one) are set
/// already: HTML, sections, links, files, includes, hash, and the title if it has none yet.
void read_body(const BodyInput& input, Article& article, Problems& problems);

}  // namespace firstline
