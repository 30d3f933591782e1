#pragma once

#include <string>
#include <vector>

#include "server/pages/pages.h"
#include "server/search/match.h"

namespace firstline {

/// A result as an agent sees it.
struct AgentHit {
    Hit hit;
    Html section;           ///< that answers, to unfold; empty: too long for a list
    bool internal = false;  ///< not for requesters: may go into a note among colleagues only
    std::string url;        ///< permanent and deep to the section; absolute if that is known
    std::string helped;     ///< what readers said of it, with n; empty: nobody did
    std::string used;       ///< `Used by 3 agents, last 12 Mar 2026`; empty: by nobody
    std::string requester;  ///< what the requester made of it: `Read it and said no`
};

/// The ticket that somebody works on, if it came through us.
struct KnownTicket {
    std::string reference;
    std::string subject;
    std::string facts;  ///< `P2, delivered, 12 minutes ago`
};

struct AgentView {
    std::string text;    ///< as pasted or typed
    std::string ticket;  ///< reference, as the desk writes it; may be empty
    std::vector<std::string> without;
    std::vector<std::string> pinned;
    bool asked = false;  ///< there was something to look for
    Match match;
    std::vector<AgentHit> hits;
    std::optional<KnownTicket> known;
    bool knows_people = false;   ///< links can be recorded: there is a store
    bool can_edit = false;       ///< changes can be proposed: the server has the texts
    std::string parent_origins;  ///< panel: sites that may talk to it, parted by blanks
};

/// The page `/agent`.
std::string agent_page(const Pages& pages, const Frame& frame, const AgentView& view);
/// The same for a narrow frame in the page of a ticket system.
std::string agent_panel(const Pages& pages, const Frame& frame, const AgentView& view);
/// What of both changes with the text: chips and results.
std::string agent_part(const Pages& pages, const Frame& frame, const AgentView& view);
/// The panel for who has not signed in, or is no agent.
std::string agent_panel_closed(const Pages& pages, const Frame& frame);

/// Whether who wrote to the desk may be given this article: anybody may read it, or everybody who
/// signs in. What is for agents, writers or named groups stays inside.
bool is_for_requesters(const ArticleRecord& article);

}  // namespace firstline
