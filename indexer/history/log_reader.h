#pragma once

#include <map>
#include <span>
#include <unordered_map>

#include "indexer/history/commit_walk.h"
#include "indexer/history/file_marks.h"
#include "indexer/history/tree_changes.h"

namespace firstline {

/// Writes into a log what commits did to files, one commit after another, parents first.
class LogReader {
public:
    /// All must outlive the reader.
    LogReader(git_repository& repository, const MarkNames& names, const CutOff& cut_off,
              CommitLog& log);

    bool knows(const ObjectId& id) const { return orders_.contains(id); }

    /// Throws GitError.
    void read(const ObjectId& id);

private:
    struct Merge;

    std::vector<TreeChange> made_by_merge(const Merge& merge) const;
    void add(const TreeChange& change, std::span<const FileMarks> sides);
    void read_merge(const git_commit& commit, const git_tree& result);
    void add_brought_along(const Merge& merge);
    void add_change(const TreeChange& change);
    void add_merged(const TreeChange& change, const Merge& merge);
    FileMarks marks_of_blob(const git_oid& id);
    void describe(const git_commit& commit);

    git_repository& repository_;
    const MarkNames& names_;
    const CutOff& cut_off_;
    CommitLog& log_;
    std::unordered_map<ObjectId, std::int64_t, HashObjectId> orders_;
    std::unordered_map<ObjectId, FileMarks, HashObjectId> marks_;
    std::map<std::string, std::string> renamed_;  ///< path -> what it was called before
};

}  // namespace firstline
