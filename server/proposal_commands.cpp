#include "server/proposal_commands.h"

#include <fstream>
#include <map>
#include <optional>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "server/proposals/branch.h"
#include "server/proposals/commit_words.h"
#include "server/proposals/outcome.h"
#include "server/proposals/text_diff.h"
#include "server/store/proposals.h"
#include "server/tickets/moments.h"

namespace firstline {

namespace {

using nlohmann::json;
using Fate = Proposal::State;

constexpr const char* kNoStore = "nothing was proposed yet";
constexpr std::uintmax_t kLargestText = 4U << 20U;

json json_of(const Proposal& proposal) {
    return {{"id", proposal.id},           {"state", name_of(proposal.state)},
            {"at", rfc3339(proposal.at)},  {"by", proposal.agent},
            {"article", proposal.article}, {"path", proposal.path},
            {"title", proposal.title},     {"why", proposal.why},
            {"ticket", proposal.ticket},   {"decided_by", proposal.decided_by},
            {"word", proposal.word},       {"commit", proposal.commit_id}};
}

std::string line_of(const Proposal& proposal) {
    return fmt::format("{:>6}  {:<9}  {}  {}: {}, by {}{}\n", proposal.id, name_of(proposal.state),
                       proposal.path, proposal.title, proposal.why, proposal.agent,
                       proposal.decided_by.empty() ? "" : ", decided by " + proposal.decided_by);
}

std::vector<Proposal> all_of(ProposalTable& table) {
    std::vector<Proposal> all;
    for (const Fate state :
         {Fate::open, Fate::accepted, Fate::applied, Fate::rejected, Fate::withdrawn})
        for (Proposal& proposal : table.in_state(state))
            all.push_back(std::move(proposal));
    return all;
}

std::optional<std::string> file_at(const std::filesystem::path& file) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(file, error) ||
        std::filesystem::file_size(file, error) > kLargestText)
        return std::nullopt;
    std::ifstream in(file, std::ios::binary);
    return std::string{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// Why this outcome changes nothing, for the person who runs the command.
std::string told(const Proposal& proposal, const Outcome& outcome) {
    const std::string about = fmt::format("proposal {} on {}: ", proposal.id, proposal.path);
    switch (outcome.kind) {
        case Outcome::Kind::conflict:
            return about +
                   "conflict: the same lines or field were changed meanwhile; choose on the page "
                   "of the proposal, \"Edit with both texts\"";
        case Outcome::Kind::gone: return about + "there is no such file any more";
        case Outcome::Kind::there: return about + "is there already";
        case Outcome::Kind::change: break;
    }
    return about + "changed";
}

void write_patch(const std::filesystem::path& file, const std::string& patch) {
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out << patch;
    out.close();
    if (!out)
        throw ConfigError(fmt::format("cannot write {}", file.string()));
}

/// The text and the pictures of a proposal as its patch has them. Pictures that are there already
/// are left out.
std::vector<ChangedFile> changed_files(const Proposal& proposal, const Outcome& outcome,
                                       const std::filesystem::path& kb, Connection& connection) {
    const std::string folder = folder_in_repository(kb);
    std::vector<ChangedFile> files{{folder + proposal.path, outcome.present, outcome.text}};
    for (const ProposalFile& picture : ProposalFileTable(connection).of(proposal.id))
        if (!file_at(kb / picture.path))
            files.push_back({folder + picture.path, std::nullopt, picture.content, true});
    return files;
}

BranchCommit commit_of(const Proposal& proposal, const Outcome& outcome, Connection& connection) {
    BranchCommit commit{.files = {{proposal.path, outcome.text}},
                        .message = commit_message(proposal),
                        .author = author_of(proposal)};
    for (const ProposalFile& picture : ProposalFileTable(connection).of(proposal.id))
        commit.files.push_back({picture.path, picture.content});
    return commit;
}

/// False, and said, if it is not accepted any more.
bool keep_applied(const CommandRun& run, Connection& connection, const Proposal& proposal,
                  const std::string& commit) {
    if (!ProposalTable(connection).set_applied(proposal.id, commit, run.now)) {
        run.err << fmt::format("proposal {} on {}: could not be noted as applied{}\n", proposal.id,
                               proposal.path, commit.empty() ? "" : ", see commit " + commit);
        return false;
    }
    note(run, connection, "proposal-applied", fmt::format("proposal {} {}", proposal.id, commit));
    return true;
}

/// False if somebody has to look after it. `listed` is how it was when the run began.
bool apply_one(const CommandRun& run, Connection& connection, ProposalBranch& branch,
               const Proposal& listed) {
    // It may have been taken back while those before it were committed; from here on nobody can
    // until it is kept as applied.
    Transaction transaction(connection);
    const auto proposal = ProposalTable(connection).find(listed.id);
    if (!proposal || proposal->state != Fate::accepted) {
        run.out << fmt::format("proposal {} on {}: is {} meanwhile, left out\n", listed.id,
                               listed.path, proposal ? name_of(proposal->state) : "gone");
        return true;
    }
    const Outcome outcome = outcome_of(*proposal, branch.text(proposal->path));
    if (outcome.kind == Outcome::Kind::change) {
        const auto id = branch.commit(commit_of(*proposal, outcome, connection), run.now);
        if (!keep_applied(run, connection, *proposal, id))
            return false;
        transaction.commit();
        run.out << fmt::format("{}  proposal {} on {}\n", id, proposal->id, proposal->path);
        return true;
    }
    run.err << told(*proposal, outcome) << '\n';
    if (outcome.kind == Outcome::Kind::there) {
        if (!keep_applied(run, connection, *proposal, ""))
            return false;
        transaction.commit();
    }
    return !is_stuck(outcome);
}

}  // namespace

std::filesystem::path proposals_kb(const ServerConfig& config) {
    if (!config.kb)
        throw ConfigError("name the folder of the knowledge base: --kb DIR");
    return *config.kb;
}

int list_proposals(const CommandRun& run, bool as_json) {
    Store store = existing_store(run.config, kNoStore);
    ProposalTable table(store.connection());
    auto list = json::array();
    for (const Proposal& proposal : all_of(table)) {
        if (as_json)
            list.push_back(json_of(proposal));
        else
            run.out << line_of(proposal);
    }
    if (as_json)
        run.out << list.dump(2, ' ', false, json::error_handler_t::replace) << '\n';
    return kDone;
}

int show_proposal(const CommandRun& run, std::int64_t id) {
    Store store = existing_store(run.config, kNoStore);
    const auto proposal = ProposalTable(store.connection()).find(id);
    if (!proposal)
        return refuse(run, fmt::format("there is no proposal {}", id));
    run.out << line_of(*proposal);
    if (!proposal->ticket.empty())
        run.out << "ticket: " << proposal->ticket << '\n';
    if (!proposal->word.empty())
        run.out << "word: " << proposal->word << '\n';
    if (!proposal->commit_id.empty())
        run.out << "commit: " << proposal->commit_id << '\n';
    const auto before =
        proposal->article.empty() ? std::nullopt : std::optional<std::string>{proposal->base};
    run.out << '\n' << patch_of({proposal->path, before, proposal->text});
    return kDone;
}

int export_proposals(const CommandRun& run, const std::filesystem::path& folder) {
    const auto kb = proposals_kb(run.config);
    Store store = existing_store(run.config, kNoStore);
    const auto accepted = ProposalTable(store.connection()).accepted();
    const auto outcomes =
        outcomes_of(accepted, [&](const std::string& path) { return file_at(kb / path); });
    std::filesystem::create_directories(folder);
    std::size_t written = 0;
    bool trouble = false;
    for (std::size_t at = 0; at < accepted.size(); ++at) {
        if (outcomes[at].kind != Outcome::Kind::change) {
            run.err << told(accepted[at], outcomes[at]) << '\n';
            trouble = trouble || is_stuck(outcomes[at]);
            continue;
        }
        const auto file = folder / patch_name(++written, accepted[at]);
        write_patch(file, mail_of(accepted[at], changed_files(accepted[at], outcomes[at], kb,
                                                              store.connection())));
        run.out << file.string() << '\n';
    }
    return trouble ? kRefused : kDone;
}

int apply_proposals(const CommandRun& run, const std::string& branch_name) {
    const auto kb = proposals_kb(run.config);
    Store store = existing_store(run.config, kNoStore);
    Connection& connection = store.connection();
    const auto accepted = ProposalTable(connection).accepted();
    if (accepted.empty()) {
        run.out << "There is nothing accepted that is not applied.\n";
        return kDone;
    }
    ProposalBranch branch(kb, branch_name);
    bool trouble = false;
    for (const Proposal& proposal : accepted) {
        try {
            trouble = !apply_one(run, connection, branch, proposal) || trouble;
        } catch (const GitError& error) {
            // One that git refuses must not keep those behind it.
            run.err << fmt::format("proposal {} on {}: {}\n", proposal.id, proposal.path,
                                   error.what());
            trouble = true;
        }
    }
    return trouble ? kRefused : kDone;
}

}  // namespace firstline
