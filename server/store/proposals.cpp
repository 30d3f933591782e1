#include "server/store/proposals.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace firstline {

namespace {

constexpr auto kStates =
    std::to_array<std::string_view>({"open", "accepted", "rejected", "withdrawn", "applied"});

constexpr auto kKinds =
    std::to_array<std::string_view>({"text", "stamp", "alias", "owner", "state", "retired"});

constexpr const char* kWhole =
    "SELECT id, key, at, agent, article, path, title, owner, why, ticket, flag, replaces, state,"
    " decided_by, decided_at, word, applied_at, commit_id, audience, base, text,"
    " kind, about FROM proposals ";
/// The same columns, for lists.
constexpr const char* kInShort =
    "SELECT id, key, at, agent, article, path, title, owner, why, ticket, flag, replaces, state,"
    " decided_by, decided_at, word, applied_at, commit_id, audience, '', '',"
    " kind, about FROM proposals ";
constexpr const char* kSelectFile =
    "SELECT id, proposal, key, path, media_type, content, at FROM proposal_files ";

Proposal::State state_from(std::string_view name) {
    if (const auto state = proposal_state_named(name))
        return *state;
    throw StoreError("a proposal has an unknown state");
}

Proposal::Kind kind_from(std::string_view name) {
    const auto* const found = std::find(kKinds.begin(), kKinds.end(), name);
    if (found == kKinds.end())
        throw StoreError("a proposal is of an unknown kind");
    return static_cast<Proposal::Kind>(found - kKinds.begin());
}

Proposal proposal_of(const Statement& row) {
    return {.id = row.number(0),
            .key = row.text(1),
            .at = row.moment(2),
            .agent = row.text(3),
            .article = row.text(4),
            .path = row.text(5),
            .title = row.text(6),
            .owner = row.text(7),
            .audience = row.text(18),
            .base = row.text(19),
            .text = row.text(20),
            .why = row.text(8),
            .ticket = row.text(9),
            .flag = row.optional_number(10),
            .replaces = row.optional_number(11),
            .kind = kind_from(row.text(21)),
            .about = row.text(22),
            .state = state_from(row.text(12)),
            .decided_by = row.text(13),
            .decided = row.optional_moment(14),
            .word = row.text(15),
            .applied = row.optional_moment(16),
            .commit_id = row.text(17)};
}

std::vector<Proposal> proposals_of(Statement& select) {
    std::vector<Proposal> proposals;
    while (select.step())
        proposals.push_back(proposal_of(select));
    return proposals;
}

ProposalFile file_of(const Statement& row) {
    return {.id = row.number(0),
            .proposal = row.optional_number(1),
            .key = row.text(2),
            .path = row.text(3),
            .media_type = row.text(4),
            .content = row.bytes(5),
            .at = row.moment(6)};
}

std::vector<ProposalFile> files_of(Statement& select) {
    std::vector<ProposalFile> files;
    while (select.step())
        files.push_back(file_of(select));
    return files;
}

}  // namespace

std::string_view name_of(Proposal::State state) {
    return kStates.at(static_cast<std::size_t>(state));
}

std::string_view name_of(Proposal::Kind kind) {
    return kKinds.at(static_cast<std::size_t>(kind));
}

std::optional<Proposal::State> proposal_state_named(std::string_view name) {
    const auto* const found = std::find(kStates.begin(), kStates.end(), name);
    if (found == kStates.end())
        return std::nullopt;
    return static_cast<Proposal::State>(found - kStates.begin());
}

std::optional<std::int64_t> ProposalTable::add(const Proposal& proposal) {
    Statement insert(connection_,
                     "INSERT INTO proposals (key, at, agent, article, path, title, owner, base,"
                     " text, why, ticket, flag, replaces, audience, kind, about,"
                     " state) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,"
                     " ?15, ?16, 'open')"
                     " ON CONFLICT DO NOTHING RETURNING id");
    insert.bind(1, proposal.key)
        .bind(2, proposal.at)
        .bind(3, proposal.agent)
        .bind(4, proposal.article)
        .bind(5, proposal.path)
        .bind(6, proposal.title)
        .bind(7, proposal.owner)
        .bind(8, proposal.base)
        .bind(9, proposal.text)
        .bind(10, proposal.why)
        .bind(11, proposal.ticket)
        .bind_optional(12, proposal.flag)
        .bind_optional(13, proposal.replaces)
        .bind(14, proposal.audience)
        .bind(15, name_of(proposal.kind))
        .bind(16, proposal.about);
    if (!insert.step())
        return std::nullopt;
    const auto id = insert.number(0);
    if (proposal.replaces)
        Statement(connection_,
                  "UPDATE proposals SET state = 'withdrawn', decided_by = ?2, decided_at = ?3,"
                  " word = ?4 WHERE id = ?1 AND state IN ('open', 'accepted')")
            .bind(1, *proposal.replaces)
            .bind(2, proposal.agent)
            .bind(3, proposal.at)
            .bind(4, fmt::format("Replaced by proposal {}.", id))
            .run();
    return id;
}

std::optional<Proposal> ProposalTable::find(std::int64_t id) {
    Statement select(connection_, std::string{kWhole} + "WHERE id = ?1");
    if (!select.bind(1, id).step())
        return std::nullopt;
    return proposal_of(select);
}

std::optional<Proposal> ProposalTable::by_key(std::string_view key) {
    Statement select(connection_, std::string{kWhole} + "WHERE key = ?1");
    if (!select.bind(1, key).step())
        return std::nullopt;
    return proposal_of(select);
}

std::vector<Proposal> ProposalTable::of_agent(std::string_view agent) {
    Statement select(connection_,
                     std::string{kInShort} + "WHERE agent = ?1 ORDER BY id DESC LIMIT 500");
    select.bind(1, agent);
    return proposals_of(select);
}

std::vector<Proposal> ProposalTable::in_state(Proposal::State state) {
    const char* const order = state == Proposal::State::open
                                  ? "WHERE state = ?1 ORDER BY id LIMIT 500"
                                  : "WHERE state = ?1 ORDER BY id DESC LIMIT 500";
    Statement select(connection_, std::string{kInShort} + order);
    select.bind(1, name_of(state));
    return proposals_of(select);
}

std::vector<Proposal> ProposalTable::open_on(std::string_view path) {
    Statement select(connection_,
                     std::string{kInShort} + "WHERE path = ?1 AND state = 'open' ORDER BY id");
    select.bind(1, path);
    return proposals_of(select);
}

std::vector<Proposal> ProposalTable::settled(Proposal::Kind kind, std::chrono::sys_seconds from) {
    Statement select(connection_, std::string{kInShort} +
                                      "WHERE kind = ?1 AND (state = 'accepted' OR"
                                      " (state = 'applied' AND applied_at >= ?2))"
                                      " ORDER BY decided_at, id");
    select.bind(1, name_of(kind)).bind(2, from);
    return proposals_of(select);
}

std::vector<Proposal> ProposalTable::accepted() {
    Statement select(connection_,
                     std::string{kWhole} + "WHERE state = 'accepted' ORDER BY decided_at, id");
    return proposals_of(select);
}

std::vector<Proposal> ProposalTable::accepted_on(std::string_view path) {
    Statement select(connection_, std::string{kWhole} +
                                      "WHERE path = ?1 AND state = 'accepted'"
                                      " ORDER BY decided_at, id");
    select.bind(1, path);
    return proposals_of(select);
}

std::vector<Proposal> ProposalTable::on_their_way(std::string_view path,
                                                  std::chrono::sys_seconds from) {
    Statement select(connection_, std::string{kWhole} +
                                      "WHERE path = ?1 AND (state = 'accepted' OR"
                                      " (state = 'applied' AND applied_at >= ?2))"
                                      " ORDER BY decided_at, id");
    select.bind(1, path).bind(2, from);
    return proposals_of(select);
}

bool ProposalTable::decide(std::int64_t id, Proposal::State state, std::string_view by,
                           std::string_view word, std::chrono::sys_seconds when) {
    Statement(connection_,
              "UPDATE proposals SET state = ?2, decided_by = ?3, word = ?4, decided_at = ?5"
              " WHERE id = ?1 AND (state = 'open'"
              " OR (state = 'accepted' AND ?2 IN ('rejected', 'withdrawn')))")
        .bind(1, id)
        .bind(2, name_of(state))
        .bind(3, by)
        .bind(4, word)
        .bind(5, when)
        .run();
    return connection_.changed() > 0;
}

bool ProposalTable::set_applied(std::int64_t id, std::string_view commit_id,
                                std::chrono::sys_seconds when) {
    Statement(connection_,
              "UPDATE proposals SET state = 'applied', commit_id = ?2, applied_at = ?3"
              " WHERE id = ?1 AND state = 'accepted'")
        .bind(1, id)
        .bind(2, commit_id)
        .bind(3, when)
        .run();
    return connection_.changed() > 0;
}

std::int64_t ProposalFileTable::add(const ProposalFile& file) {
    Statement insert(connection_,
                     "INSERT INTO proposal_files (key, path, media_type, content, at)"
                     " VALUES (?1, ?2, ?3, ?4, ?5) RETURNING id");
    insert.bind(1, file.key)
        .bind(2, file.path)
        .bind(3, file.media_type)
        .bind_bytes(4, file.content)
        .bind(5, file.at)
        .step();
    return insert.number(0);
}

std::optional<ProposalFile> ProposalFileTable::find(std::int64_t id) {
    Statement select(connection_, std::string{kSelectFile} + "WHERE id = ?1");
    if (!select.bind(1, id).step())
        return std::nullopt;
    return file_of(select);
}

std::vector<ProposalFile> ProposalFileTable::unsent(std::string_view key) {
    Statement select(connection_,
                     std::string{kSelectFile} + "WHERE key = ?1 AND proposal IS NULL ORDER BY id");
    select.bind(1, key);
    return files_of(select);
}

std::vector<ProposalFile> ProposalFileTable::of(std::int64_t proposal) {
    Statement select(connection_, std::string{kSelectFile} + "WHERE proposal = ?1 ORDER BY id");
    select.bind(1, proposal);
    return files_of(select);
}

void ProposalFileTable::give(std::int64_t file, std::int64_t proposal, std::string_view path) {
    Statement(connection_, "UPDATE proposal_files SET proposal = ?2, path = ?3 WHERE id = ?1")
        .bind(1, file)
        .bind(2, proposal)
        .bind(3, path)
        .run();
}

void ProposalFileTable::move_unsent(std::string_view from, std::string_view to) {
    Statement(connection_, "UPDATE proposal_files SET key = ?2 WHERE key = ?1 AND proposal IS NULL")
        .bind(1, from)
        .bind(2, to)
        .run();
}

std::uint64_t ProposalFileTable::unsent_bytes() {
    return static_cast<std::uint64_t>(
        connection_.number("SELECT ifnull(sum(length(content)), 0) FROM proposal_files"
                           " WHERE proposal IS NULL"));
}

void ProposalFileTable::purge_unsent(std::chrono::sys_seconds before) {
    Statement(connection_, "DELETE FROM proposal_files WHERE proposal IS NULL AND at < ?1")
        .bind(1, before)
        .run();
}

}  // namespace firstline
