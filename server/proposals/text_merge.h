#pragma once

#include <string>
#include <string_view>

namespace firstline {

/// Two changes of one text, put together.
struct TextMerge {
    bool clean = true;
    std::string text;  ///< if not clean, with both where they meet, between the marks git uses
};

struct MergedTexts {
    std::string_view base;
    std::string_view present;   ///< one change of it; what the marks call "in the knowledge base"
    std::string_view proposed;  ///< the other; "proposed"
};

TextMerge merge_texts(const MergedTexts& texts);

/// The lines between which merge_texts() leaves both texts. A text that still has one of them is
/// not ready.
bool has_conflict_marks(std::string_view text);

}  // namespace firstline
