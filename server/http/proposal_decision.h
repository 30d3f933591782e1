#pragma once

#include <string>
#include <string_view>

#include "server/http/message.h"
#include "server/http/proposal_access.h"
#include "server/http/site.h"
#include "server/store/proposals.h"

namespace firstline {

/// What somebody decides about a proposal.
struct Decision {
    std::string_view name;  ///< of the button: `accept`, `reject`, `withdraw`
    Proposal::State state;
    const char* noted;  ///< in the audit trail
    bool (*allowed)(const ProposalAccess& access);
};

/// nullptr for what is none.
const Decision* decision_named(std::string_view name);

/// Decides, with a word to who proposed it: accepting answers the proposal's flag, and taking back
/// what was accepted opens that again. Why it was not done, a sentence; empty if it was. Who
/// accepts as the owner may not change who reads the article by it, nor bring in files that they
/// may not see. Throws StoreError.
/// REQUIRES: `access` allows it.
std::string decide(const Site& site, const Request& request, Connection& connection,
                   const Proposal& proposal, const ProposalAccess& access, const Decision& decision,
                   const std::string& word);

/// Opens the flag again that this proposal answered when it was accepted.
void reopen_flag(Connection& connection, const Proposal& proposal);

}  // namespace firstline
