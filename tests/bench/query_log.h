#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tests/bench/plain_texts.h"

namespace firstline {

/// What people of a support desk type, made from the articles they may find.
struct QueryLog {
    /// In turn: fragments (2 to 4 words of a title), descriptions (8 to 16 running words of a text
    /// after a beginning such as "i cannot"), typos (fragments with one wrong letter in a word),
    /// and prefixes (fragments whose last word is unfinished).
    std::vector<std::string> searches;
    /// What a search box sends while fragments are typed: every beginning from two characters on,
    /// each once.
    std::vector<std::string> typed;
};

/// The same seed makes the same log. REQUIRES: texts is not empty.
QueryLog make_query_log(const std::vector<PlainText>& texts, std::size_t searches,
                        std::size_t typed, std::uint64_t seed);

}  // namespace firstline
