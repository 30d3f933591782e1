#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <istream>
#include <optional>
#include <string>
#include <vector>

#include "indexer/article/problem.h"
#include "server/command_run.h"
#include "server/store/tickets.h"

namespace firstline {

/// The commands of kb-server about tickets and known incidents. Each returns an exit code: 0 done;
/// 1 refused or done in part, for the reason on `err`. They throw ConfigError and StoreError.

/// What waits and what was given up.
int list_outbox(const CommandRun& run, bool as_json);
/// Has what was given up tried again: all of it, or one item. A running server takes it up within
/// seconds.
int retry_outbox(const CommandRun& run, std::optional<std::int64_t> id);

/// A known incident that somebody types.
struct NewNotice {
    std::string title;
    std::string text;
    std::vector<std::string> words;
    std::string link;
    unsigned hours = 24;  ///< until it is over by itself
};

/// Its key, by which it is ended, goes to `out`.
int add_notice(const CommandRun& run, const NewNotice& notice);
int end_notice(const CommandRun& run, const std::string& key);
int list_notices(const CommandRun& run, bool as_json);

/// What a file of counts holds, and which of its lines could not be read.
struct ReadCounts {
    std::vector<TicketCount> counts;
    Problems problems;
};

/// Reads lines of week,channel,count: the week by any of its days, the channel in lower case. A
/// first line that begins with `week` is the head; empty lines are nothing. `file` is the name in
/// the problems.
ReadCounts read_ticket_counts(std::istream& in, const std::string& file);
/// Counts of the same week and channel are replaced; bad lines are left out and told.
int import_ticket_counts(const CommandRun& run, const std::filesystem::path& file);

}  // namespace firstline
