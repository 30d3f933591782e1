#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "indexer/article/article.h"
#include "indexer/article/problem.h"

namespace firstline {

/// A change of an article's text that somebody committed: not of its front matter alone, and not of
/// blanks and line ends alone.
struct TextChange {
    Date on{};
    std::string author;   ///< name; evidence, never an owner
    std::string commit;   ///< full id
    std::string subject;  ///< first line of the commit's message; empty if it touched others
    /// The commit changed, added or removed other Markdown files of the knowledge base, too. Its
    /// message may be about those, and they need not be for the same readers.
    bool touched_others = false;

    friend bool operator==(const TextChange&, const TextChange&) = default;
};

/// Something that a look at all articles found in one of them.
struct AuditFinding {
    std::string code;  ///< of a row of check_table()
    Severity severity = Severity::warning;
    int line = 1;
    std::string message;
    std::string other;  ///< id of another article that the message speaks of; may be empty

    friend bool operator==(const AuditFinding&, const AuditFinding&) = default;
};

/// What checks and history say of one article.
struct ArticleAudit {
    std::vector<AuditFinding> findings;    ///< without those that the index keeps with the article
    std::vector<std::string> linked_from;  ///< ids of articles that link here, sorted
    std::vector<TextChange> changes;       ///< the newest first, at most kMostChanges
    std::optional<Date> written;           ///< first committed; absent: not known
    /// What was stamped in one go has the same: a commit, or one person's day. Empty: it was
    /// stamped by itself, or with few others.
    std::string stamp_group;

    static constexpr std::size_t kMostChanges = 20;

    friend bool operator==(const ArticleAudit&, const ArticleAudit&) = default;
};

/// What is said of all articles at once, kept beside the index for who keeps them up. Written after
/// the index, so it may be a moment behind; an index without it is whole.
struct Audit {
    Date made_on{};      ///< what time alone brings is found as of this day
    std::string commit;  ///< of the work tree that was looked at; empty: there is no history
    std::map<std::string, ArticleAudit, std::less<>> articles;  ///< by id

    /// That of an article of which nothing is known says nothing.
    const ArticleAudit& of(std::string_view id) const;

    friend bool operator==(const Audit&, const Audit&) = default;
};

/// Nothing without a file, or for one of another version. Throws CorruptIndex.
std::optional<Audit> read_audit(const std::filesystem::path& index);

/// Replaces that of the index. Throws std::system_error.
void write_audit(const std::filesystem::path& index, const Audit& audit);

}  // namespace firstline
