#pragma once

#include <string>
#include <string_view>

namespace firstline {

/// Text that is safe to put into a page as it stands. Plain text becomes Html only by escape();
/// anything else that makes one has escaped or sanitised what it holds.
struct Html {
    std::string markup;
};

/// Escapes `&`, `<`, `>`, `"` and `'`, so that the result is safe as element text and inside a
/// quoted attribute.
Html escape(std::string_view text);

/// Appends the escaped `text` to `out`; for writers that build a page piece by piece.
void append_escaped(std::string& out, std::string_view text);

}  // namespace firstline
