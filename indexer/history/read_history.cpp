#include <algorithm>

#include "indexer/git/git.h"
#include "indexer/git/git_error.h"
#include "indexer/history/history.h"
#include "indexer/history/log_reader.h"

namespace firstline {

namespace {

/// Folders of tens of thousands of files are large, and nearly the same from commit to commit.
constexpr std::size_t kLargestFolderKept = std::size_t{4} << 20U;
constexpr std::size_t kMemory = std::size_t{64} << 20U;

void set_memory() {
    use_git();
    git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, GIT_OBJECT_TREE, kLargestFolderKept);
    git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, static_cast<ssize_t>(kMemory));
}

/// Absent before the first commit.
std::optional<ObjectId> head_commit(git_repository& repository) {
    git_oid id{};
    const int result = git_reference_name_to_id(&id, &repository, "HEAD");
    if (result == GIT_ENOTFOUND)
        return std::nullopt;
    check_git(result, "HEAD cannot be read");
    return object_id(id);
}

/// Of all that decides what events a commit gives, beside the commit.
std::uint64_t way_of_reading(const MarkNames& names, const CutOff& cut_off) {
    std::vector<ObjectId> ends(cut_off.begin(), cut_off.end());
    std::sort(ends.begin(), ends.end());
    std::uint64_t hash = fingerprint_of(names);
    for (const auto& id : ends)
        for (const auto byte : id)
            hash = hash_on(hash, static_cast<char>(byte));
    return hash;
}

/// Brings `log` from where it ends to `head`. False if it was told to stop.
bool read_on(git_repository& repository, const ObjectId& head, const CutOff& cut_off,
             const HistoryOptions& options, CommitLog& log, std::size_t& commits) {
    auto reader = std::make_unique<LogReader>(repository, options.names, cut_off, log);
    auto found = walk_to(
        repository, head, cut_off, [&](const ObjectId& id) { return reader->knows(id); }, log.head);
    if (log.head && !found.passed) {
        // History was rewritten, or another branch is checked out.
        reader.reset();
        log = CommitLog{.read_by = log.read_by};
        reader = std::make_unique<LogReader>(repository, options.names, cut_off, log);
        found = walk_to(
            repository, head, cut_off, [](const ObjectId&) { return false; }, std::nullopt);
    }
    commits = found.ids.size();
    for (const auto& id : found.ids) {
        if (options.should_stop && options.should_stop())
            return false;
        reader->read(id);
    }
    log.head = head;
    return true;
}

HistoryReading read_repository(git_repository& repository, const HistoryOptions& options) {
    HistoryReading reading;
    const auto head = head_commit(repository);
    if (!head)
        return reading;
    const CutOff cut_off = read_cut_off(repository);
    const auto read_by = way_of_reading(options.names, cut_off);
    auto log = unpacked(options.kept);
    if (!log || log->read_by != read_by)
        log = CommitLog{.read_by = read_by};
    if (read_on(repository, *head, cut_off, options, *log, reading.commits))
        reading.history.emplace(std::move(*log), options.names,
                                folder_below(repository, options.root), options.today);
    return reading;
}

}  // namespace

HistoryReading read_history(const HistoryOptions& options) {
    HistoryReading reading;
    try {
        set_memory();
        const auto repository = find_repository(options.root);
        if (repository && git_repository_workdir(repository.get()) != nullptr)
            reading = read_repository(*repository, options);
    } catch (const GitError& error) {
        reading.trouble = error.what();
    } catch (const std::filesystem::filesystem_error& error) {
        reading.trouble = error.what();
    }
    return reading;
}

std::string head_of(const std::filesystem::path& folder) {
    try {
        const auto repository = find_repository(folder);
        if (!repository || git_repository_workdir(repository.get()) == nullptr)
            return {};
        const auto head = head_commit(*repository);
        return head ? name_of(git_id(*head)) : std::string{};
    } catch (const GitError&) {
        return {};
    }
}

}  // namespace firstline
