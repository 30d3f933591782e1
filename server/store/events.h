#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/sqlite.h"

namespace firstline {

/// Something that somebody did while looking for an answer. What does not apply to its kind is
/// empty.
struct Event {
    enum class Kind {
        search,             ///< a committed search: `query`, `topic`, `shown`, `total`, `sure`
        view,               ///< an article's page: `article`, `rank`, `query` that led there
        dwell,              ///< the page of `article` was left after `dwell` seconds in view
        suggestions_shown,  ///< beside a form, or in the panel after a vote: `shown`
        suggestion_opened,  ///< one of these: `article`
        door,               ///< the way to a person was taken: the ticket form was opened
        incident_joined     ///< "I am affected too": `incident`
    };

    std::int64_t id = 0;
    Kind kind = Kind::search;
    std::chrono::sys_seconds at{};
    std::string visitor;   ///< a pseudonym, never empty: who asked not to be followed has no events
    bool by_desk = false;  ///< an agent, a writer, a lead or an admin: not one of those we help
    bool signed_in = false;  ///< an employee at least, so that more is shown than to anybody
    std::string query;       ///< redacted
    /// The stems of the query's (or, without one, the article's title's) content words, parted by
    /// blanks: two events with one in common are about the same problem.
    std::string topic;
    std::string article;    ///< id
    std::string type;       ///< of the article: `fix`, `how-to`, `request`, ...; may be empty
    std::string text_hash;  ///< of the text that was seen
    unsigned rank = 0;      ///< 1: the first result; 0: came from elsewhere
    std::vector<std::string> shown;  ///< ids, the best first, at most 10
    unsigned total = 0;              ///< results of the search
    bool sure = false;               ///< SearchResults::sure
    std::chrono::seconds dwell{0};
    std::string incident;  ///< key of the known incident it belongs to
};

std::string_view name_of(Event::Kind kind);

/// The table of events. Analytic: they may be shed, and are removed at the end of retention.
class EventTable {
public:
    explicit EventTable(Connection& connection) : connection_(connection) {}

    /// All of them or, if it throws, none. `id` is not read.
    void add(std::span<const Event> events);
    /// From `from` to before `until`, in the order in which they happened.
    std::vector<Event> between(std::chrono::sys_seconds from, std::chrono::sys_seconds until);
    /// Of one visitor, the newest last.
    std::vector<Event> of(std::string_view visitor, std::chrono::sys_seconds from);
    /// Of all visitors who opened this article, from `from` on, in the order in which they
    /// happened.
    std::vector<Event> of_readers(std::string_view article, std::chrono::sys_seconds from);
    /// Removes what happened before. Returns how many.
    std::size_t purge(std::chrono::sys_seconds before);

private:
    Connection& connection_;
};

}  // namespace firstline
