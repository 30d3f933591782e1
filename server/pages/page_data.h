#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <kainjow/mustache.hpp>

#include "indexer/text/html.h"

namespace firstline {

/// What a template reads. Text is escaped when it is printed; only what comes as Html is printed
/// as it stands, and only under a name that ends in `_html`: TemplateSet refuses a `{{{name}}}`
/// of any other name, and text() refuses such a name.
class PageData {
public:
    /// An empty text counts as false: `{{#name}}` skips it.
    PageData& text(const std::string& name, std::string_view value);
    /// Throws std::logic_error unless `name` ends in `_html`.
    PageData& html(const std::string& name, const Html& value);
    PageData& flag(const std::string& name, bool value);
    /// An empty list counts as false. Also sets `has_` + name, for what stands once around a list.
    PageData& list(const std::string& name, const std::vector<PageData>& items);
    PageData& texts(const std::string& name, const std::vector<std::string>& items);
    PageData& object(const std::string& name, PageData&& value);

    const kainjow::mustache::data& mustache() const { return data_; }

private:
    kainjow::mustache::data data_;
};

bool names_html(std::string_view name);

}  // namespace firstline
