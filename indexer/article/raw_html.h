#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace firstline {

/// A piece of raw HTML as the Markdown parser found it: a single tag within a paragraph, or a
/// block.
struct RawHtml {
    std::string_view html;
    int line = 1;
    bool block = false;
};

/// Decides about all raw HTML of one article, in the order in which it stands there. What comes
/// back for each piece holds only allowed elements with allowed attributes, each value quoted; `a`
/// and `img` get the line they stand on as `data-line`.
///
/// Any tag that is not on the allow-list, does not have HTML's shape (`<Path to folder>`), or is
/// never closed though it must be (`<Table>`), is a placeholder that the reader must see: it
/// becomes text. So do tags nested more than 100 deep. One that is never closed but has
/// `name="value"` is a slip, and dropped; of what it is called an empty `span` stays. Comments are
/// dropped, and `script` and `style` with what they hold.
std::vector<std::string> filter_raw_html(const std::vector<RawHtml>& pieces);

}  // namespace firstline
