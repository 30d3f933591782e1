#pragma once

#include <string>
#include <string_view>

namespace firstline {

/// `:::image type="content" source="a.png" alt-text="A":::` (what stands between the colons) as a
/// Markdown image; empty if it names no source.
std::string image_markdown(std::string_view attributes);

/// `:::no-loc text="V14":::`, words that a translator must leave alone, as those words.
std::string untranslated_markdown(std::string_view attributes);

/// Whether the text is a layout directive that has no words of its own: `:::row:::`,
/// `::: moniker range=">= x"`, `:::image-end:::`.
bool is_layout_directive(std::string_view text);

/// Follows lines and says which of them are fenced code.
class FenceTracker {
public:
    /// True if this line belongs to a fenced block, its fences included.
    bool is_code(std::string_view line);

private:
    char mark_ = '\0';  ///< of the open fence, else NUL
    std::size_t length_ = 0;
    std::size_t indent_ = 0;
    bool quoted_ = false;
};

/// The marks of quotes, lists and indentation in front of a line.
std::size_t container_prefix(std::string_view line);

}  // namespace firstline
