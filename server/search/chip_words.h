#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace firstline {

/// A run of letters, digits and the signs that stand in codes and names (`-._+#'`), without such
/// signs at its ends.
struct ChipWord {
    std::string_view text;
    std::string lower;
    std::size_t begin = 0;  ///< in the text, in bytes
    std::size_t end = 0;
    /// Between it and the word before stand blanks, `:`, `#`, `=` or `(` of one line, and a minus.
    bool beside = false;
    bool minus = false;   ///< stands right before it
    bool digits = false;  ///< it has some
    /// Of an address of the net or of mail, or behind `password`: nothing to show.
    bool hidden = false;
};

/// A word and those behind it.
using ChipWords = std::span<const ChipWord>;

/// In the order of the text; overlong ones left out. Letters beyond Latin ones part words.
std::vector<ChipWord> chip_words(std::string_view text);

/// How many of the words, from the first one on, tell something exactly; 0 if the first begins
/// nothing of the kind.
using Recogniser = std::size_t(ChipWords words);

Recogniser error_number;    ///< `error 1603`, `HTTP 404`, `Event ID: 4625`
Recogniser code;            ///< `0x80070005`, `KB5034441`, `5.7.1`, `ORA-00942`, a constant
Recogniser exception_name;  ///< `System.IO.IOException`
Recogniser drive;           ///< `H drive`
Recogniser version;         ///< `Windows 11`, `v2.3.1`, `10.0.19045`
Recogniser model;           ///< `HP LaserJet 4250`, `ThinkPad T14`
Recogniser host;            ///< `LAPTOP-3F2K91`, `PC12345`

}  // namespace firstline
