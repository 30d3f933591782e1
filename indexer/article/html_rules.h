#pragma once

#include <string>
#include <string_view>

namespace firstline {

/// How an allowed element behaves in writing.
enum class ElementKind {
    inside_text,    ///< part of a line, must be closed
    block,          ///< stands on lines of its own, must be closed
    may_stay_open,  ///< a block whose end tag may be missing: `<li>`, `<td>`, `<p>`
    empty,          ///< has no content: `<br>`
};

struct ElementRule {
    std::string_view name;
    ElementKind kind;
    /// For those that may stay open: an open element of one of these must be around it (parted by
    /// blanks; empty: anywhere).
    std::string_view within;
};

/// The allow-list. nullptr for an element that no article may contain. `name` in lower case.
const ElementRule* element_rule(std::string_view name);

/// Elements whose text is not words for a reader. None passes filter_raw_html(); this is the second
/// door.
bool is_never_shown(std::string_view name);

/// Whether an article may set this attribute on this element. Neither `style`, `class` nor handlers
/// are ever among them; `href` and `src` are checked once more for where they lead, and `id` and
/// `name` only say what a place is called, see place_id().
bool is_allowed_attribute(std::string_view element, std::string_view attribute);

/// An attribute's value, brought into the bounds it must keep (a `colspan` of a million columns
/// takes a browser down). Empty: leave it out.
std::string bounded_value(std::string_view attribute, std::string_view value);

/// Classes our own renderer writes; no other gets through.
bool is_own_class(std::string_view word);

}  // namespace firstline
