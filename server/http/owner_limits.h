#pragma once

#include <string>

#include "server/http/message.h"
#include "server/http/site.h"
#include "server/proposals/outcome.h"
#include "server/store/proposals.h"

namespace firstline {

/// Why one of the owner's people, who is no writer, cannot accept what comes of a proposal, a
/// sentence: it changes whom the article is for or its state, includes another text, or shows a
/// file that they may not see. Empty if they can. `pictures` come with the proposal.
std::string beyond_owner(const Site& site, const Request& request, const Proposal& proposal,
                         const Outcome& outcome, const std::vector<ProposalFile>& pictures);

}  // namespace firstline
