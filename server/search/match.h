#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/search/library.h"

namespace firstline {

/// Something in a pasted text that tells exactly what it is about.
struct Chip {
    enum class Kind { code, product, version, device };
    Kind kind = Kind::code;
    std::string text;  ///< as it stands in the text; at most kLongestChip bytes, one line

    friend bool operator==(const Chip&, const Chip&) = default;
};

std::string_view name_of(Chip::Kind kind);

inline constexpr std::size_t kLongestChip = 60;
inline constexpr std::size_t kMostChips = 12;

/// What is one line, no markup, and not longer than this was typed; words are parted by blanks.
inline constexpr std::size_t kMostTypedWords = 12;
inline constexpr std::size_t kLongestTyped = 300;  ///< in bytes

/// What an agent has at hand: a few typed words, or a whole ticket.
struct MatchRequest {
    std::string text;
    unsigned limit = 10;  ///< 1 to 20
    /// Chips taken away: their words are not searched for. Of these and the pinned ones kMostChips
    /// count.
    std::vector<std::string> without;
    /// Each result must hold all of these: declare it as a product or tag, or say it. If no article
    /// does, there are no results. Without any words all articles that hold them are results.
    std::vector<std::string> pinned;
};

struct Match {
    /// Few words in one line: searched for as typed, corrected, and with operators (operators.h).
    /// Else it is a whole text, searched for by what tells of it (whole_text.h).
    bool typed = false;
    std::string telling;  ///< what of the text was searched for; empty if nothing tells, as of a
                          ///< greeting or a signature alone
    std::vector<Chip> chips;  ///< of the text, also those taken away; in the order of the text
    SearchResults results;    ///< their `query` is `telling`
};

/// Finds what an agent may link. Any bytes are taken; of a very long text only the beginning is
/// read (some 100,000 bytes, of markup a million). Nothing of it is kept.
Match match_text(Reading& reading, const MatchRequest& request);

}  // namespace firstline
