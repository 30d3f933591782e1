#pragma once

#include <vector>

#include "server/http/message.h"
#include "server/http/site.h"
#include "server/pages/proposal_view.h"
#include "server/store/store.h"

namespace firstline {

struct LearnedAliases {
    std::vector<LearnedAlias> aliases;  ///< those with the most evidence first, at most 50
    std::size_t unshown = 0;            ///< typed by fewer readers than words may be shown of
};

/// What readers confirmed and agents linked, of articles that who asks may read and that have no
/// such alias or title yet. Throws StoreError.
LearnedAliases learned_aliases(const Site& site, const Request& request, Connection& connection);

/// The words of a pair as they are shown and become an alias; empty if they may not be shown.
std::string alias_of(const LearnedPair& pair, std::size_t visitors);

/// How many visitors typed the words of this pair. Throws StoreError.
std::size_t visitors_of(const LearnedPair& pair, Connection& connection,
                        std::chrono::sys_seconds now);

}  // namespace firstline
