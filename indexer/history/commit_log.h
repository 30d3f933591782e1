#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "indexer/text/dates.h"

namespace firstline {

/// The id of a commit or of a file's content.
using ObjectId = std::array<unsigned char, 20>;

struct HashObjectId {
    std::size_t operator()(const ObjectId& id) const {
        std::size_t hash = 0;  // the id is a hash itself
        std::memcpy(&hash, id.data(), sizeof hash);
        return hash;
    }
};

struct LoggedCommit {
    ObjectId id{};
    /// Grows from parents to children. Besides it is the time in seconds, wherever clocks were
    /// right; it depends on nothing but the commits before.
    std::int64_t order = 0;
    /// Seconds since 1970, as the commit says: perhaps wrong, but never before 1970 nor after 9999.
    std::int64_t committed = 0;
    std::int64_t authored = 0;  ///< likewise
    std::string author;         ///< empty, like what follows, if no event belongs to the commit
    std::string subject;
};

/// What a commit did to a file. Without any flag: its content is another one, in none of the ways
/// that have a flag, as where only its title changed; or a merge that did something of its own
/// brought the file along.
struct FileEvent {
    enum Flag : unsigned {
        added = 1,            ///< the file came, perhaps under a new name
        removed = 2,          ///< it went, or went under another name
        text = 4,             ///< its text is another one
        stamped = 8,          ///< a stamp that the file did not have
        updated = 16,         ///< `updated` is another day, or none
        updated_onward = 32,  ///< a later day than the one before
    };

    static constexpr std::uint32_t kNone = 0xffffffffU;

    std::uint32_t commit = 0;    ///< place in CommitLog::commits
    std::uint32_t path = 0;      ///< place in CommitLog::paths
    std::uint32_t from = kNone;  ///< the path under which it was before, if that changed
    unsigned flags = 0;
    std::uint64_t stamp = 0;  ///< FileMarks::stamp, if stamped
    std::optional<Date> day;  ///< FileMarks::updated, if updated_onward

    bool has(Flag flag) const { return (flags & flag) != 0; }

    friend bool operator==(const FileEvent&, const FileEvent&) = default;
};

/// What all commits that lead to one did to Markdown files, anywhere in the repository: so that a
/// knowledge base that moved within it keeps its history.
struct CommitLog {
    std::optional<ObjectId> head;  ///< absent: nothing is known
    /// Of what the events depend on beside the commits: names of fields, where history is cut off.
    std::uint64_t read_by = 0;
    std::vector<LoggedCommit> commits;  ///< parents before children
    std::vector<std::string> paths;     ///< from the top of the repository
    std::vector<FileEvent> events;

    std::uint32_t path_called(const std::string& path);
    const LoggedCommit& commit_of(const FileEvent& event) const { return commits[event.commit]; }

    std::unordered_map<std::string, std::uint32_t> places;  ///< of `paths`
};

/// To be kept in a file, and read by the same version of this program.
std::string packed(const CommitLog& log);

/// Nothing for anything that packed() did not write.
std::optional<CommitLog> unpacked(std::string_view bytes);

}  // namespace firstline
