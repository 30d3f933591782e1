#include "server/pages/page_data.h"

#include <stdexcept>
#include <utility>

namespace firstline {

namespace mustache = kainjow::mustache;

bool names_html(std::string_view name) {
    return name.ends_with("_html");
}

PageData& PageData::text(const std::string& name, std::string_view value) {
    if (names_html(name))
        throw std::logic_error("plain text under a name kept for HTML: " + name);
    // Set in both cases: a name left out would be looked up in the data around this one.
    data_[name] = value.empty() ? mustache::data(false) : mustache::data(std::string{value});
    return *this;
}

PageData& PageData::html(const std::string& name, const Html& value) {
    if (!names_html(name))
        throw std::logic_error("HTML under a name kept for plain text: " + name);
    data_[name] = value.markup.empty() ? mustache::data(false) : mustache::data(value.markup);
    return *this;
}

PageData& PageData::flag(const std::string& name, bool value) {
    data_[name] = mustache::data(value);
    return *this;
}

PageData& PageData::list(const std::string& name, const std::vector<PageData>& items) {
    mustache::data list(mustache::data::type::list);
    for (const PageData& item : items)
        list.push_back(item.data_);
    data_["has_" + name] = mustache::data(!items.empty());
    data_[name] = std::move(list);
    return *this;
}

PageData& PageData::texts(const std::string& name, const std::vector<std::string>& items) {
    mustache::data list(mustache::data::type::list);
    for (const std::string& item : items)
        list.push_back(mustache::data(item));
    data_["has_" + name] = mustache::data(!items.empty());
    data_[name] = std::move(list);
    return *this;
}

PageData& PageData::object(const std::string& name, PageData&& value) {
    data_[name] = std::move(value.data_);
    return *this;
}

}  // namespace firstline
