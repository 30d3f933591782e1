#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "server/store/events.h"
#include "server/store/tickets.h"
#include "server/store/votes.h"

namespace firstline {

/// A visitor id lives as long; what comes later is another problem.
inline constexpr std::chrono::days kProblemLife{8};
/// A search so soon after another is about the same problem, whatever its words.
inline constexpr std::chrono::minutes kReformulation{2};
/// A search that is the beginning of the next one and came so shortly before was still being typed.
inline constexpr std::chrono::seconds kStillTyping{10};
/// Idle for longer, a visit has ended: the form that is opened then is about nothing seen before.
inline constexpr std::chrono::minutes kVisit{30};

/// An article that was read: its page was in view, or it was voted on.
struct ArticleRead {
    std::string_view article;
    std::string_view type;
    std::chrono::sys_seconds at{};  ///< when it was left, as far as that is known
};

/// What one visitor did about one topic. Points into the events, votes and tickets it was made of.
struct VisitorProblem {
    std::string_view visitor;
    std::string_view incident;  ///< key; empty: about none that is known
    std::chrono::sys_seconds begin{};
    std::optional<std::chrono::sys_seconds> door;  ///< the form was first opened, or a ticket sent
    std::vector<const Event*> events;              ///< in their order; without searches half typed
    std::vector<const Vote*> votes;                ///< by the moment in which they were cast
    std::vector<const Ticket*> tickets;
    std::vector<ArticleRead> reads;

    /// The door led to, or all that was read was, a form to ask for something: no article can
    /// answer that.
    bool is_request() const;
};

/// Problems of visitors who are not the desk's own, in the order in which they began: what shares a
/// word of its topic with one, or is a search within kReformulation of its last, belongs to it, and
/// so does an article that it showed, a vote on an article it has open, and a ticket after its
/// door. Votes and tickets without a visitor, and votes on pages that nobody is known to have had
/// open, belong to none.
/// REQUIRES: each span is in the order of time.
std::vector<VisitorProblem> problems_of(std::span<const Event> events, std::span<const Vote> votes,
                                        std::span<const Ticket> tickets);

/// Committed searches of visitors who are not the desk's own, without those half typed.
/// REQUIRES: in the order of time.
std::vector<const Event*> searches_of(std::span<const Event> events);

}  // namespace firstline
