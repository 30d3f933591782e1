#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace firstline {

/// What tells of a pasted ticket or mail, for searching by it. Dropped are greetings, closings with
/// the signature behind them, quoted mail, headers but for the subject, disclaimers (all in English
/// or German), the markup of HTML mail, hosts of addresses, and runs of Base64 or hexadecimal
/// digits. Lines that show an error with a number stay wherever they stand. A mail that says little
/// itself is taken with what it quotes; if nothing with a word is left, the text itself is
/// returned. At most kMostTellingText bytes, of the first kMostTextRead ones; any bytes are taken.
std::string telling_text(std::string_view text);

/// The same of the first `most_read` bytes (of HTML, of its words), but empty if nothing with a
/// word is left: a greeting, a signature.
std::string only_telling_text(std::string_view text, std::size_t most_read);

}  // namespace firstline
