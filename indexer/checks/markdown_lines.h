#pragma once

#include <string_view>
#include <vector>

namespace firstline {

/// A line of Markdown as its author wrote it, by what it is part of. Coarse, and meant for checks
/// that must name lines of the file; what readers see comes from the parser.
struct MarkdownLine {
    enum class Kind { blank, code, heading, text, item, table, quote, html };

    int number = 1;  ///< of the file
    Kind kind = Kind::blank;
    int level = 0;          ///< of a heading: 1 to 6
    std::string_view text;  ///< without what ends the line; of a heading without its marks
};

/// The lines of `body`, whose first line is line `first_line` of its file.
std::vector<MarkdownLine> markdown_lines(std::string_view body, int first_line);

/// Text lines that follow each other.
struct Paragraph {
    int line = 1;
    std::vector<std::string_view> lines;
};

std::vector<Paragraph> paragraphs_of(const std::vector<MarkdownLine>& lines);

}  // namespace firstline
