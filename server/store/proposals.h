#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/sqlite.h"

namespace firstline {

/// A changed text of an article, or a new one, that somebody offers.
struct Proposal {
    enum class State { open, accepted, rejected, withdrawn, applied };
    /// What was done: somebody wrote, or a button set one field of the front matter.
    enum class Kind {
        text,    ///< `about` is empty
        stamp,   ///< reviewed; `about`: hash of the text that was read
        alias,   ///< `about`: Gap::topic that the words come from; may be empty
        owner,   ///< `about`: key of the new owner
        state,   ///< `about`: name of the new state
        retired  ///< archived; `about`: id of the article that takes its place, or empty
    };

    std::int64_t id = 0;
    std::string key;  ///< random, of the form it was sent from: sent twice, it is one proposal
    std::chrono::sys_seconds at{};
    std::string agent;    ///< name of the account
    std::string article;  ///< id; empty: a new article
    std::string path;     ///< of its file, below the knowledge base
    std::string title;
    std::string owner;     ///< key, as it was then; may be empty
    std::string audience;  ///< audience_key() of `text`; empty: nobody could say
    std::string base;      ///< text of the file that it was made from; empty for a new article
    std::string text;
    std::string why;
    std::string ticket;                ///< may be empty
    std::optional<std::int64_t> flag;  ///< that it mends
    std::optional<std::int64_t> replaces;
    Kind kind = Kind::text;
    std::string about;  ///< see Kind
    State state = State::open;
    std::string decided_by;
    std::optional<std::chrono::sys_seconds> decided;
    std::string word;  ///< to who proposed it
    std::optional<std::chrono::sys_seconds> applied;
    std::string commit_id;
};

std::string_view name_of(Proposal::State state);
std::optional<Proposal::State> proposal_state_named(std::string_view name);
std::string_view name_of(Proposal::Kind kind);

/// A picture that was pasted into a form and, once that is sent, belongs to its proposal.
struct ProposalFile {
    std::int64_t id = 0;
    std::optional<std::int64_t> proposal;  ///< absent: not sent yet
    std::string key;
    std::string path;  ///< below the knowledge base; beside the article before it is sent
    std::string media_type;
    std::string content;
    std::chrono::sys_seconds at{};
};

/// Proposals and their pictures. Nothing of them is ever removed but pictures that were not sent.
class ProposalTable {
public:
    explicit ProposalTable(Connection& connection) : connection_(connection) {}

    /// `id` is not read; the state is open. Withdraws what it replaces if that is open or accepted,
    /// whose it may be. Nothing if there is one of this key. REQUIRES: a transaction.
    std::optional<std::int64_t> add(const Proposal& proposal);
    std::optional<Proposal> find(std::int64_t id);
    std::optional<Proposal> by_key(std::string_view key);

    // Lists for people: without `base` and `text`.
    /// The newest first.
    std::vector<Proposal> of_agent(std::string_view agent);
    /// Open ones the oldest first, others the newest first, at most 500.
    std::vector<Proposal> in_state(Proposal::State state);
    /// Open ones on this file, in their order.
    std::vector<Proposal> open_on(std::string_view path);
    /// Of a kind: accepted ones, and those applied since `from`, in the order in which they were
    /// accepted.
    std::vector<Proposal> settled(Proposal::Kind kind, std::chrono::sys_seconds from);

    /// In the order in which they were accepted; applied ones are not among them.
    std::vector<Proposal> accepted();
    std::vector<Proposal> accepted_on(std::string_view path);
    /// Likewise, but with those applied since `from` among them: they may not be merged yet.
    std::vector<Proposal> on_their_way(std::string_view path, std::chrono::sys_seconds from);

    /// Ends an open one; one that is accepted can still be rejected or withdrawn until it is
    /// applied. False if it is no longer so.
    bool decide(std::int64_t id, Proposal::State state, std::string_view by, std::string_view word,
                std::chrono::sys_seconds when);
    /// False if it is not accepted, or applied already. `commit_id` is empty for what was there.
    bool set_applied(std::int64_t id, std::string_view commit_id, std::chrono::sys_seconds when);

private:
    Connection& connection_;
};

class ProposalFileTable {
public:
    explicit ProposalFileTable(Connection& connection) : connection_(connection) {}

    /// `id` and `proposal` are not read. Returns the id.
    std::int64_t add(const ProposalFile& file);
    std::optional<ProposalFile> find(std::int64_t id);
    /// Not sent yet.
    std::vector<ProposalFile> unsent(std::string_view key);
    std::vector<ProposalFile> of(std::int64_t proposal);
    /// Makes it the proposal's, at this path.
    void give(std::int64_t file, std::int64_t proposal, std::string_view path);
    /// To another form; those that it was given already stay.
    void move_unsent(std::string_view from, std::string_view to);
    /// Of all that were not sent.
    std::uint64_t unsent_bytes();
    /// Removes those that were pasted before and not sent.
    void purge_unsent(std::chrono::sys_seconds before);

private:
    Connection& connection_;
};

}  // namespace firstline
