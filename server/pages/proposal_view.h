#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "server/pages/pages.h"
#include "server/proposals/outcome.h"
#include "server/proposals/text_diff.h"
#include "server/store/proposals.h"

namespace firstline {

/// One proposal as its reader sees it.
struct ProposalView {
    std::string form_token;
    Proposal proposal;
    Outcome outcome;               ///< upon the present text
    TextDiff change;               ///< what it would change now or, once that is decided, did
    TextDiff meanwhile;            ///< what others changed since it was begun; of a conflict
    std::string url;               ///< of the article's page; empty: there is none
    std::string flag;              ///< the words of the flag that it mends; may be empty
    std::vector<Proposal> others;  ///< open on the same file
    struct Picture {
        std::string path;
        std::string url;
    };
    std::vector<Picture> pictures;
    bool may_decide = false;
    bool is_own = false;
    std::string trouble;
    std::chrono::sys_seconds now{};
};

std::string proposal_page(const Pages& pages, const Frame& frame, const ProposalView& view);

/// Words that the search learned to find an article by, for its aliases.
struct LearnedAlias {
    std::int64_t pair = 0;
    std::string words;
    std::string title;
    std::string url;
    std::string evidence;
    std::int64_t proposal = 0;  ///< that was accepted, and waits for its merge; 0: none
};

/// Some of the proposals.
struct ProposalsView {
    std::vector<Proposal> proposals;
    bool may_review =
        false;         ///< sees those of others, too, as a writer or one of the owner's people
    bool own = false;  ///< these are one's own
    Proposal::State state = Proposal::State::open;
    std::string team;  ///< key of the reader's own; its articles are marked
    bool is_writer = false;
    std::vector<LearnedAlias> aliases;  ///< shown to writers below what waits
    std::size_t unshown = 0;            ///< words of so few readers that nobody is shown them
    std::string form_token;
    std::string thanks;
    std::chrono::sys_seconds now{};
};

std::string proposals_page(const Pages& pages, const Frame& frame, const ProposalsView& view);

}  // namespace firstline
