#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/tickets.h"

namespace firstline {

/// A file that was sent with a form that is not yet a ticket.
struct DraftFile {
    std::int64_t id = 0;
    Attachment file;  ///< `content` only if it was asked for
    std::uint64_t size = 0;
};

/// What people wrote on their way to a ticket: kept between the form and the review, so that
/// neither a page that is lost nor the browser's "Back" costs a word of it.
class DraftTable {
public:
    explicit DraftTable(Connection& connection) : connection_(connection) {}

    /// Adds or replaces the fields; files stay. `key` is known to its writer alone.
    void put(std::string_view key, std::string_view fields, std::chrono::sys_seconds now);
    /// The fields, if there is such a draft.
    std::optional<std::string> fields(std::string_view key);
    void add_file(std::string_view key, const Attachment& file);
    void remove_file(std::string_view key, std::int64_t file);
    std::vector<DraftFile> files(std::string_view key, bool with_content = false);
    /// Of all files of all drafts.
    std::uint64_t bytes();
    void remove(std::string_view key);
    /// Removes those that were last changed before. Returns how many.
    std::size_t purge(std::chrono::sys_seconds before);

private:
    Connection& connection_;
};

}  // namespace firstline
