#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/history/commit_log.h"
#include "indexer/history/file_marks.h"

namespace firstline {

/// A commit, for people.
struct NamedCommit {
    Date on{};
    std::string author;   ///< name; evidence, never an owner
    std::string id;       ///< full
    std::string subject;  ///< first line of its message
    /// Not only the file that this was said of, but others of the knowledge base: in any way, be it
    /// that they went, or in front matter alone.
    bool touched_others = false;

    friend bool operator==(const NamedCommit&, const NamedCommit&) = default;
};

/// What the commits that lead to HEAD say of one file, under all names that it had.
struct FileHistory {
    /// Those that changed its text, the newest first; among them the one that brought the file.
    std::vector<NamedCommit> changes;
    std::optional<Date> written;  ///< first committed; absent: not known
    /// Where its present stamp was set. Absent: it came with the file, is not committed, or there
    /// is none.
    std::optional<NamedCommit> stamped;
    std::size_t stamped_together = 0;  ///< files of the knowledge base stamped there, this included
    /// Where its present `updated` was set to a later day, while the text had not changed since the
    /// day before it was set, nor has it since.
    std::optional<NamedCommit> updated_idly;

    static constexpr std::size_t kMostChanges = 20;
};

/// What git knows of the files of a knowledge base.
class History {
public:
    /// `folder`: the knowledge base below the top of the repository, with `/` behind it, or empty.
    /// A day after `today` is not believed.
    History(CommitLog log, MarkNames names, std::string folder, Date today);
    History(History&&) = default;
    History& operator=(History&&) = default;
    History(const History&) = delete;
    History& operator=(const History&) = delete;
    ~History() = default;

    /// Of the file at this path below the knowledge base, which holds `text`.
    FileHistory of(const std::string& path, std::string_view text) const;

    const CommitLog& log() const { return log_; }

    /// The id of HEAD.
    std::string head() const;

private:
    using Events = std::vector<const FileEvent*>;

    bool is_before(const FileEvent& a, const FileEvent& b) const;
    void find_own_paths();
    std::optional<std::string> earlier_folder(const FileEvent& rename,
                                              const std::vector<std::string>& folders) const;
    bool touched_others(const FileEvent& event) const;
    void add_life(std::uint32_t path, const FileEvent* renamed_by, Events& events) const;
    NamedCommit named(const FileEvent& event) const;
    std::optional<NamedCommit> idle_update(const Events& events,
                                           const std::optional<Date>& present) const;

    CommitLog log_;
    MarkNames names_;
    std::string folder_;
    Date today_;
    std::vector<bool> own_paths_;  ///< those of the knowledge base, wherever it lay
    std::vector<Events> by_path_;  ///< the oldest first, without those that have no flag
    std::unordered_map<std::uint32_t, std::size_t> stamped_in_;  ///< commit -> files
};

struct HistoryOptions {
    std::filesystem::path root;  ///< of the knowledge base, anywhere in a work tree
    MarkNames names;
    Date today{};
    std::string kept;                   ///< packed() log of an earlier time; may be anything
    std::function<bool()> should_stop;  ///< asked between commits; may be empty
};

struct HistoryReading {
    std::optional<History> history;  ///< absent: there is none, or `trouble` says why not
    std::string trouble;
    std::size_t commits = 0;  ///< that were read, beside those that were kept
};

/// Never throws for what git says: a repository that cannot be read gives no history. One that has
/// no commit, or no work tree, gives none without trouble.
HistoryReading read_history(const HistoryOptions& options);

/// The id of HEAD of the work tree in which the folder lies; empty without one.
std::string head_of(const std::filesystem::path& folder);

}  // namespace firstline
