#pragma once

#include "indexer/external/answer.h"
#include "indexer/external/host_turns.h"
#include "indexer/external/question.h"

namespace firstline {

inline constexpr int kMostRedirects = 10;

/// Asks whether an address leads to a page: HEAD first, then the first byte by GET where a server
/// refuses HEAD or says that there is nothing; follows redirects, at most kMostRedirects, each in
/// its own host's turn; waits where a server asks for it, and asks once more.
Answer ask_along(const WebAddress& address, Questioner& questioner, HostTurns& turns);

}  // namespace firstline
