#include "indexer/article/markdown_table.h"

#include <string_view>

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <fmt/format.h>

namespace firstline {

void MarkdownTable::write(cmark_node* node, bool enter, std::string& out) {
    const std::string_view part = cmark_node_get_type_string(node);
    if (part == "table")
        table(node, enter, out);
    else if (part == "table_header" || part == "table_row")
        row(node, enter, out);
    else if (part == "table_cell")
        cell(enter, out);
}

void MarkdownTable::table(cmark_node* node, bool enter, std::string& out) {
    if (!enter) {
        out += has_body_ ? "</tbody></table>\n" : "</table>\n";
        return;
    }
    const auto* const alignments = cmark_gfm_extensions_get_table_alignments(node);
    alignments_.assign(alignments, alignments + cmark_gfm_extensions_get_table_columns(node));
    has_body_ = false;
    out += "<table>\n";
}

void MarkdownTable::row(cmark_node* node, bool enter, std::string& out) {
    in_header_ = cmark_gfm_extensions_get_table_row_is_header(node) != 0;
    column_ = 0;
    if (!enter) {
        out += in_header_ ? "</tr></thead>\n" : "</tr>\n";
        return;
    }
    if (in_header_)
        out += "<thead>";
    else if (!has_body_)
        out += "<tbody>\n";
    has_body_ = !in_header_;
    out += "<tr>";
}

void MarkdownTable::cell(bool enter, std::string& out) {
    const char* const name = in_header_ ? "th" : "td";
    if (!enter) {
        out += fmt::format("</{}>", name);
        return;
    }
    const auto alignment = column_ < alignments_.size() ? alignments_[column_] : '\0';
    ++column_;
    out += fmt::format("<{}{}>", name,
                       alignment == 'l'   ? " align=\"left\""
                       : alignment == 'c' ? " align=\"center\""
                       : alignment == 'r' ? " align=\"right\""
                                          : "");
}

}  // namespace firstline
