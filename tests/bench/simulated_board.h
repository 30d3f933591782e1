#pragma once

#include <chrono>
#include <filesystem>

#include "server/store/sqlite.h"
#include "tests/server/insight/simulation.h"

namespace firstline {

/// A simulated desk as the writers' board sees it: the same people, and what they looked for in
/// vain.
struct SimulatedBoard {
    Connection& connection;
    const std::filesystem::path& index;  ///< of kb-articles
    std::chrono::sys_seconds now{};
};

/// Binds what was read and voted on to the articles of the index: the older half to a text before
/// the last change. REQUIRES: nothing of `input` is in the store yet.
void bind_to_texts(SimulatedBoard board, InsightInput& input);

/// Adds searches that fail in each of the ways, flags, uses, links into tickets, and what was
/// counted each day of the last weeks.
void add_to_board(SimulatedBoard board, Chance& chance);

}  // namespace firstline
