#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <gumbo.h>

namespace firstline {

/// Writes HTML anew: each value quoted and escaped, and of attributes only what the allow-list
/// (html_rules.h) allows.
class HtmlWriter {
public:
    void text(std::string_view words);
    /// `<name`, to which attributes may be added until end_tag().
    void begin_tag(std::string_view name);
    void attribute(std::string_view name, std::string_view value);
    /// Those of `element` that may stay; where it leads (`href`, `src`) and what it is called
    /// (`id`, `name`) are the caller's to decide.
    void allowed_attributes(const GumboNode& element, std::string_view name);
    void end_tag();
    void close(std::string_view name);

    /// An id for links to lead to, with nothing to be seen.
    void place(std::string_view id);
    /// A box of a task list, which readers cannot change.
    void checkbox(bool checked);
    /// Begins what stands in place of a link that leads nowhere; `reason` shows when pointed at and
    /// may be empty. More attributes may follow until end_tag(); close("span") ends it.
    void begin_dead_link(std::string_view reason);

    std::size_t size() const { return html_.size(); }
    /// Takes back all that was written since the size was this.
    void cut(std::size_t size) { html_.resize(size); }
    /// Puts `<name id="anchor">` in front of what was written since the size was `at`.
    void insert_tag(std::size_t at, std::string_view name, std::string_view anchor);

    std::string take() { return std::move(html_); }

private:
    void classes(std::string_view value);

    std::string html_;
};

}  // namespace firstline
