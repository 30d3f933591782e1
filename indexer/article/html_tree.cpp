#include "indexer/article/html_tree.h"

#include <charconv>

namespace firstline {

void HtmlTreeFree::operator()(GumboOutput* output) const {
    gumbo_destroy_output(&kGumboDefaultOptions, output);
}

HtmlTree parse_html(std::string_view html) {
    GumboOptions options = kGumboDefaultOptions;
    options.fragment_context = GUMBO_TAG_DIV;
    options.max_errors = 0;
    return HtmlTree(gumbo_parse_with_options(&options, html.data(), html.size()));
}

bool is_element(const GumboNode& node) {
    return node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE;
}

std::string_view name_of(const GumboNode& element) {
    return gumbo_normalized_tagname(element.v.element.tag);
}

bool has_attribute(const GumboNode& element, const char* name) {
    return gumbo_get_attribute(&element.v.element.attributes, name) != nullptr;
}

std::string_view attribute_of(const GumboNode& element, const char* name) {
    const auto* const found = gumbo_get_attribute(&element.v.element.attributes, name);
    return found == nullptr ? std::string_view() : std::string_view(found->value);
}

int line_of(const GumboNode& element) {
    const auto text = attribute_of(element, "data-line");
    int line = 1;
    std::from_chars(text.data(), text.data() + text.size(), line);
    return line;
}

}  // namespace firstline
