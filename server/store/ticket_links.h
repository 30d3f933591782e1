#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/sqlite.h"

namespace firstline {

/// Of a ticket's reference, as any desk writes it, in bytes.
inline constexpr std::size_t kLongestTicketReference = 100;

/// An agent gave an article to who asked, or put it into a note for colleagues.
struct TicketLink {
    std::int64_t id = 0;
    std::chrono::sys_seconds at{};
    std::string agent;                       ///< name of the account
    std::string team;                        ///< may be empty
    std::string ticket;                      ///< as the desk writes its reference; never empty
    std::optional<std::int64_t> own_ticket;  ///< of this reference, if it came through us
    std::string article;                     ///< id
    std::string section;                     ///< anchor; empty: the whole article
    std::string text_hash;                   ///< of the text that was linked
    std::vector<std::string> chips;  ///< that the agent let stand, redacted, without line breaks
    bool internal = false;           ///< copied for an internal note: not shown to the requester
    std::string judged;  ///< whether it was the right one: `right`, `wrong`; empty: not sampled
    std::string judged_by;
    std::optional<std::chrono::sys_seconds> judged_at;
};

class TicketLinkTable {
public:
    explicit TicketLinkTable(Connection& connection) : connection_(connection) {}

    /// Adds it. The same agent, article and ticket again are one link: of the later section and
    /// chips, and for the requester if either was. Returns its id.
    std::int64_t put(const TicketLink& link);
    std::optional<TicketLink> find(std::int64_t id);
    /// For the requester of a ticket that came through us: without internal ones, in their order,
    /// an article once.
    std::vector<TicketLink> of_own_ticket(std::int64_t ticket);
    std::vector<TicketLink> of_ticket(std::string_view ticket);
    std::vector<TicketLink> of_article(std::string_view article);
    /// Made since `from`, the newest first.
    std::vector<TicketLink> of_agent(std::string_view agent, std::chrono::sys_seconds from);
    /// Made from `from` to before `until`, in their order.
    std::vector<TicketLink> between(std::chrono::sys_seconds from, std::chrono::sys_seconds until);
    /// How often the article was linked since `from`.
    std::size_t count_of(std::string_view article, std::chrono::sys_seconds from);

    /// Those with chips that learning has not looked at, or not since they were judged wrong.
    std::vector<TicketLink> not_learned();
    void set_learned(const std::vector<std::int64_t>& ids);

    /// Says whether a link was the right one. False if there is none of this id.
    bool judge(std::int64_t id, std::string_view judged, std::string_view by,
               std::chrono::sys_seconds when);

private:
    Connection& connection_;
};

}  // namespace firstline
