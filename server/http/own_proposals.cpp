#include "server/http/own_proposals.h"

#include <algorithm>

#include "server/http/frame.h"
#include "server/http/proposal_access.h"

namespace firstline {
namespace {

constexpr std::size_t kMostProposals = 20;

}  // namespace

std::vector<Proposal> decided_for(const Site& site, const Request& request, Connection& connection,
                                  std::chrono::sys_seconds from) {
    const std::string& name = request.caller.name;
    auto decided = ProposalTable(connection).of_agent(name);
    std::erase_if(decided, [&](const Proposal& one) {
        return !one.decided || *one.decided < from || one.decided_by == name;
    });
    return site.library.ask(viewer_of(request), [&](Reading& reading) {
        std::vector<Proposal> shown;
        for (const Proposal& one : decided)
            if (shown.size() < kMostProposals && access_to(site, request, reading, one).may_see)
                shown.push_back(one);
        return shown;
    });
}

}  // namespace firstline
