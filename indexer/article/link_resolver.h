#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/article/file_index.h"
#include "indexer/article/knowledge_base.h"
#include "indexer/article/problem.h"
#include "indexer/article/sanitize_html.h"

namespace firstline {

/// Decides where the links of one article lead. Dead and doubtful ones are reported.
class LinkResolver {
public:
    struct Place {
        std::string file;  ///< the file the link stands in: the article, or a fragment of it
        int line = 1;
    };

    LinkResolver(const FileIndex& files, const KnowledgeBase& kb, std::string article,
                 Problems& problems)
        : files_(files), kb_(kb), article_(std::move(article)), problems_(problems) {}

    LinkDecision decide(const LinkUse& use, const Place& place);

    /// Files of the knowledge base that the article shows or offers, sorted, without repeats.
    std::vector<std::string> take_files();

private:
    struct Target;

    LinkDecision dead(const Target& target, const char* code, const std::string& reason);
    LinkDecision with_scheme(const Target& target);
    LinkDecision from_root(const Target& target);
    LinkDecision within(const Target& target);
    LinkDecision no_image(const Target& target, const std::string& wanted);
    LinkDecision to_nowhere(const Target& target, const std::string& wanted);
    LinkDecision to_file(const Target& target, const std::string& wanted, const std::string& path);
    const std::string* find(const std::string& path) const;
    std::string moved_to(const std::string& path) const;

    const FileIndex& files_;
    const KnowledgeBase& kb_;
    std::string article_;
    Problems& problems_;
    std::vector<std::string> used_;
};

}  // namespace firstline
