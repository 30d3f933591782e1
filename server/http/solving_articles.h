#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "indexer/format/stored_article.h"
#include "server/http/site.h"
#include "server/insight/existing_answers.h"

namespace firstline {

using RecordsById = std::map<std::string, ArticleRecord, std::less<>>;

/// The articles that solved tickets, whoever may read them: for numbers, not to be shown.
RecordsById solving_articles(const Site& site, const std::vector<Ticket>& tickets);

/// What is known of them, for existing_answers_of(). `records` must outlive it.
ArticleLookup lookup_in(const RecordsById& records);

}  // namespace firstline
