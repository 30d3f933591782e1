#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <cmark-gfm.h>

namespace firstline {

/// Writes the parts of tables as they come in a walk over the tree. Tables do not nest.
class MarkdownTable {
public:
    /// Appends what begins (`enter`) or ends a table, row or cell to `out`; nothing for other
    /// nodes.
    void write(cmark_node* node, bool enter, std::string& out);

private:
    void table(cmark_node* node, bool enter, std::string& out);
    void row(cmark_node* node, bool enter, std::string& out);
    void cell(bool enter, std::string& out);

    std::vector<std::uint8_t> alignments_;
    std::size_t column_ = 0;
    bool in_header_ = false;
    bool has_body_ = false;
};

}  // namespace firstline
