#pragma once

#include <string>
#include <string_view>

namespace firstline {

/// Collects the plain text of a section from the pieces of its markup: one line for each paragraph,
/// list item and table row, cells parted by a tab, blanks folded outside of code.
class PlainText {
public:
    void add(std::string_view text);
    /// Text whose blanks and line ends count.
    void add_verbatim(std::string_view text);
    void end_line();
    void end_cell();

    bool empty() const { return text_.empty(); }
    std::size_t size() const { return text_.size(); }
    const std::string& so_far() const { return text_; }
    /// The text, without blanks at its ends. Starts anew.
    std::string take();

private:
    void put_gap();

    std::string text_;
    char gap_ = '\0';  ///< what goes between the text so far and the next piece
};

}  // namespace firstline
