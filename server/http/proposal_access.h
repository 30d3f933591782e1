#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/message.h"
#include "server/http/site.h"
#include "server/proposals/outcome.h"
#include "server/store/proposals.h"

namespace firstline {

/// What one may know of a proposal. Its texts are those of an article: who may not read that may
/// not read them.
struct ProposalAccess {
    bool may_see = false;
    bool may_decide = false;
    /// Decides as one of the owner's people and no writer: not of who may read the article.
    bool as_owner = false;
    bool is_own = false;
    std::string url;  ///< of the article's page; empty: there is none
};

ProposalAccess access_to(const Site& site, const Request& request, Reading& reading,
                         const Proposal& proposal);

/// The proposal of this number, for who may see it, as `number` stands in an address.
std::optional<Proposal> proposal_named(const Site& site, const Request& request,
                                       Connection& connection, std::string_view number);

/// Why nothing can be proposed here, a sentence; empty if it can.
std::string why_no_editing(const Site& site);

/// The page that says so.
Reply no_editing_page(const Site& site, const Request& request);

/// The text of a file as far as a reader may know of it.
struct PresentText {
    std::optional<std::string> text;
    bool is_unsettled = false;  ///< the file is newer than the index, and perhaps not for them
};

/// No text for what is no article of theirs, be there such a file or not. `article` is its id, or
/// empty if that is not known.
PresentText present_text(const Site& site, const Request& request, const std::string& article,
                         const std::string& path);

/// The page that says so of a text that is unsettled.
Reply unsettled_page(const Site& site, const Request& request);

/// The text of a file as a change by a button finds it: the present one with what was accepted for
/// it, as far as a reader may know of that.
struct AcceptedText {
    PresentText now;  ///< no text likewise
    /// Accepted or on the branch, and not in the present text, in their order.
    std::vector<Proposal> waiting;
};

AcceptedText accepted_text(const Site& site, const Request& request, Connection& connection,
                           const std::string& article, const std::string& path);

/// What comes of a proposal now: upon the present text and the accepted ones before it that this
/// reader may know of. Nothing if the present text is unsettled.
std::optional<Outcome> outcome_now(const Site& site, const Request& request, Connection& connection,
                                   const Proposal& proposal);

}  // namespace firstline
