#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/store/sqlite.h"

namespace firstline {

/// A person asks the desk. As it was written and, later, what became of it.
struct Ticket {
    enum class State {
        accepted,   ///< in the outbox
        delivered,  ///< the desk's system has it
        answered,
        solved,
        reopened
    };

    std::int64_t id = 0;
    std::string reference;    ///< `FL-7KQ2-9DTM`: may be spoken, opens nothing
    std::string secret_hash;  ///< of the token that opens its page
    std::string form_key;     ///< of the form it was sent from: sent twice, it is one ticket
    std::chrono::sys_seconds created{};
    std::optional<std::string> visitor;  ///< absent: asked not to be followed
    std::string topic;                   ///< as Event::topic, of the subject
    std::string type;      ///< `request` if the article it came from is one; else empty
    std::string incident;  ///< key of the known incident it is about
    std::string subject;
    std::string description;
    std::string name;
    std::string email;
    std::string telephone;
    std::string account;   ///< of who was signed in
    std::string label;     ///< white-glove and the like: may route, never alters the priority
    std::string category;  ///< key in `_kb.yml`
    std::string affects;   ///< `me`, `team`, `site`: key in `_kb.yml`
    std::string work;      ///< `another-way`, `with-difficulty`, `not-at-all`
    std::string priority;  ///< `P2`, by the matrix; later by reclassification
    std::string article;   ///< id of the article that did not help; may be empty
    std::vector<std::pair<std::string, std::string>> answers;  ///< question, answer
    std::string diagnosis;                                     ///< output of the article's commands
    /// What was tried, a line each, as the person let it stand: `Searched for "..."`.
    std::vector<std::string> tried;
    std::string channel = "web";  ///< `web`, `telephone`, `walk-in`, `mail`, ...
    std::string language;
    State state = State::accepted;
    std::string desk_reference;  ///< the desk's own number
    std::optional<std::chrono::sys_seconds> answered;
    std::optional<std::chrono::sys_seconds> solved;
    std::optional<std::chrono::sys_seconds> reopened;
    std::string solved_by;      ///< id of the article that the desk linked
    std::string really_solved;  ///< `yes`, `partly`, `no` or empty
    std::optional<std::chrono::sys_seconds> really_solved_at;
};

std::string_view name_of(Ticket::State state);

/// A file sent along. Its type is what its bytes say, not what its name says.
struct Attachment {
    std::string name;  ///< without folders or control characters
    std::string media_type;
    std::string content;
};

/// Why a ticket is what it is: `priority P3 -> P2`, because `5 similar tickets in 30 minutes`.
struct TicketNote {
    std::chrono::sys_seconds at{};
    std::string who;  ///< `firstline`, `desk`, an account
    std::string what;
    std::string why;
};

class TicketTable {
public:
    explicit TicketTable(Connection& connection) : connection_(connection) {}

    /// `id` is not read. Returns the id; nothing if one with this form_key or reference exists.
    std::optional<std::int64_t> add(const Ticket& ticket, const std::vector<Attachment>& files);
    std::optional<Ticket> find(std::int64_t id);
    std::optional<Ticket> by_reference(std::string_view reference);
    std::optional<Ticket> by_secret(std::string_view secret_hash);
    std::optional<Ticket> by_form_key(std::string_view form_key);
    std::optional<Ticket> by_desk_reference(std::string_view desk_reference);
    /// Writes all that can change after it was made: priority, category, state, desk_reference, the
    /// moments, solved_by and really_solved.
    void update(const Ticket& ticket);
    std::vector<Attachment> attachments(std::int64_t id);
    std::vector<std::string> attachment_names(std::int64_t id);
    void note(std::int64_t id, const TicketNote& note);
    std::vector<TicketNote> notes(std::int64_t id);
    /// Made from `from` to before `until`, in their order.
    std::vector<Ticket> between(std::chrono::sys_seconds from, std::chrono::sys_seconds until);

private:
    Connection& connection_;
};

/// Tickets from elsewhere: how many in the week that begins on this Monday came this way.
struct TicketCount {
    std::chrono::sys_days week{};
    std::string channel;
    unsigned tickets = 0;
};

class TicketCountTable {
public:
    explicit TicketCountTable(Connection& connection) : connection_(connection) {}
    /// Sets the counts of these weeks and channels; others stay.
    void put(const std::vector<TicketCount>& counts);
    std::vector<TicketCount> between(std::chrono::sys_days from, std::chrono::sys_days until);

private:
    Connection& connection_;
};

}  // namespace firstline
