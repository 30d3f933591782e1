#include "indexer/article/html_writer.h"

#include <fmt/format.h>

#include "indexer/article/html_rules.h"
#include "indexer/text/html.h"

namespace firstline {

void HtmlWriter::text(std::string_view words) {
    append_escaped(html_, words);
}

void HtmlWriter::begin_tag(std::string_view name) {
    html_ += '<';
    html_ += name;
}

void HtmlWriter::attribute(std::string_view name, std::string_view value) {
    html_ += ' ';
    html_ += name;
    html_ += "=\"";
    append_escaped(html_, value);
    html_ += '"';
}

void HtmlWriter::allowed_attributes(const GumboNode& element, std::string_view name) {
    const auto& all = element.v.element.attributes;
    for (unsigned i = 0; i < all.length; ++i) {
        const auto& entry = *static_cast<const GumboAttribute*>(all.data[i]);
        const std::string_view key = entry.name;
        if (key == "class") {
            classes(entry.value);
        } else if (key == "role" && std::string_view(entry.value) == "note") {
            attribute(key, "note");
        } else if (key != "href" && key != "src" && key != "id" && key != "name" &&
                   is_allowed_attribute(name, key)) {
            const std::string value = bounded_value(key, entry.value);
            if (!value.empty() || key == "alt" || key == "open")
                attribute(key, value);
        }
    }
}

void HtmlWriter::end_tag() {
    html_ += '>';
}

void HtmlWriter::close(std::string_view name) {
    html_ += fmt::format("</{}>", name);
}

void HtmlWriter::place(std::string_view id) {
    begin_tag("span");
    attribute("id", id);
    end_tag();
    close("span");
}

void HtmlWriter::checkbox(bool checked) {
    html_ += checked ? "<input type=\"checkbox\" disabled=\"\" checked=\"\">"
                     : "<input type=\"checkbox\" disabled=\"\">";
}

void HtmlWriter::begin_dead_link(std::string_view reason) {
    begin_tag("span");
    attribute("class", "dead-link");
    if (!reason.empty())
        attribute("title", reason);
}

void HtmlWriter::insert_tag(std::size_t at, std::string_view name, std::string_view anchor) {
    std::string tag = fmt::format("<{} id=\"", name);
    append_escaped(tag, anchor);
    html_.insert(at, tag + "\">");
}

void HtmlWriter::classes(std::string_view value) {
    std::string kept;
    for (std::string_view rest = value; !rest.empty();) {
        const auto blank = rest.find(' ');
        if (is_own_class(rest.substr(0, blank)))
            kept += (kept.empty() ? "" : " ") + std::string(rest.substr(0, blank));
        rest.remove_prefix(blank == std::string_view::npos ? rest.size() : blank + 1);
    }
    if (!kept.empty())
        attribute("class", kept);
}

}  // namespace firstline
