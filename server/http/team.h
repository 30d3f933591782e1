#pragma once

#include <string>
#include <vector>

#include "indexer/article/knowledge_base.h"
#include "indexer/format/stored_article.h"
#include "server/http/caller.h"
#include "server/insight/team_measures.h"

namespace firstline {

/// The team that somebody of the desk works in, a key of `_owners.yml`: the one that names them
/// among its people, by the name they sign in with; else the first that is named as a group they
/// are in. Empty if there is neither.
std::string team_of(const Caller& caller, const KnowledgeBase& kb);

/// Whether somebody of the desk is one of the people who keep the article: `_owners.yml` names them
/// among those of its owner, or it is their team's. Who is only assumed to keep it, such as its
/// author, does not count.
bool is_kept_by(const Caller& caller, const ArticleRecord& article, const KnowledgeBase& kb);

/// Whether somebody of the desk may be one of those for some article.
bool keeps_articles(const Caller& caller, const KnowledgeBase& kb);

/// Every team, with the categories of tickets that name it as their owner.
std::vector<Team> teams_of(const KnowledgeBase& kb);

}  // namespace firstline
