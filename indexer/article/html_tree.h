#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <gumbo.h>

namespace firstline {

struct HtmlTreeFree {
    void operator()(GumboOutput* output) const;
};
using HtmlTree = std::unique_ptr<GumboOutput, HtmlTreeFree>;

/// Parses what may stand within a `<div>`. The tree points into `html`. REQUIRES: nesting that
/// filter_raw_html() lets through, because the parser's time grows faster than depth.
HtmlTree parse_html(std::string_view html);

bool is_element(const GumboNode& node);

/// In lower case. REQUIRES: an element, as all of these do.
std::string_view name_of(const GumboNode& element);
bool has_attribute(const GumboNode& element, const char* name);
/// Empty without one.
std::string_view attribute_of(const GumboNode& element, const char* name);
/// Where it stands in the text that was parsed, as markdown_to_html() noted it; 1 if it did not.
int line_of(const GumboNode& element);

/// Visits a tree in order without recursion: its depth is bounded, the stack of a thread more so.
/// `enter(node)` says whether to visit the children; `leave(element)` follows only if it did.
template <typename Enter, typename Leave>
void walk(const GumboNode& root, Enter&& enter, Leave&& leave) {
    struct Open {
        const GumboNode* node;
        unsigned next;
    };
    std::vector<Open> open{{&root, 0}};
    while (!open.empty()) {
        auto& top = open.back();
        const auto& children = top.node->v.element.children;
        if (top.next == children.length) {
            const GumboNode& node = *top.node;
            open.pop_back();
            if (!open.empty())
                leave(node);
            continue;
        }
        const auto& child = *static_cast<const GumboNode*>(children.data[top.next++]);
        if (enter(child))
            open.push_back({&child, 0});
    }
}

}  // namespace firstline
