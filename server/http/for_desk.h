#pragma once

#include <string>

#include "server/http/message.h"
#include "server/http/site.h"
#include "server/insight/use_review.h"
#include "server/pages/for_desk.h"

namespace firstline {

/// Whether who asks is a person of the desk, and what they say of articles can be kept.
bool is_at_desk(const Site& site, const Request& request);

/// What they see of `article`; without what the store cannot be asked for.
ForDesk for_desk(const Site& site, const Request& request, const StoredArticle& article);

/// Throws StoreError.
UseReview use_review_of(Connection& connection, const StoredArticle& article);

/// `Used by 3 agents, last 12 Mar 2026`; empty if nobody did.
std::string used_line(const UseReview& review);

}  // namespace firstline
