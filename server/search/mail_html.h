#pragma once

#include <string>
#include <string_view>

namespace firstline {

/// Whether a text is the markup of a mail or page, not one that talks of a tag or holds a
/// placeholder such as `<ServerName>`.
bool is_html(std::string_view text);

/// The words of markup, a line for each block; quotations begin with `> `. Forgiving and bounded,
/// one pass: for searching by, never for showing.
std::string text_of_html(std::string_view markup);

}  // namespace firstline
