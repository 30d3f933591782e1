#pragma once

#include <string>
#include <vector>

#include "indexer/article/article.h"
#include "indexer/article/knowledge_base.h"
#include "indexer/article/problem.h"
#include "indexer/article/yaml_value.h"

namespace firstline {

/// What an article says of its readers, before its state narrows it.
struct DeclaredAudience {
    std::vector<std::string> levels;  ///< values of `audience`
    bool as_list = false;             ///< `audience: [finance]`: its entries may name groups
    std::vector<std::string> groups;  ///< values of `restrict_to_groups`
    int line = 1;
};

/// Groups are compared in lower case, with one blank between words.
std::string group_name(std::string_view text);

/// The audience an article declares.
///
/// A word is a level (`public`, `employees`, `agents` = `internal`, `writers`) or a group: one that
/// `_kb.yml` declares, or any word of a list. Several levels: the narrowest counts. Members of a
/// group are at least employees. An unknown word gives agents and an error.
///
/// With `kb.everything_public` only a declared group counts as a group; any other unknown word, and
/// saying nothing, means public. What stands under `restrict_to_groups` is always a group.
Audience declared_audience(const DeclaredAudience& declared, const KnowledgeBase& kb,
                           const std::string& path, Problems& problems);

/// Whether everybody who may read what is for `readers` may also read what is for `audience`.
bool may_all_read(const Audience& readers, const Audience& audience);

/// For people: `everybody`, `agents`, `members of finance or hr`, `agents in hr`.
std::string people_of(const Audience& audience);

/// A state only ever narrows: drafts are for writers, unvalidated articles for agents and above.
Audience narrowed_by(State state, Audience audience);

}  // namespace firstline
