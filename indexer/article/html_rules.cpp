#include "indexer/article/html_rules.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "indexer/text/characters.h"

namespace firstline {

namespace {

constexpr auto kText = ElementKind::inside_text;
constexpr auto kBlock = ElementKind::block;
constexpr auto kOpen = ElementKind::may_stay_open;
constexpr auto kEmpty = ElementKind::empty;

constexpr auto kElements = std::to_array<ElementRule>({
    {"a", kText, ""},           {"abbr", kText, ""},       {"b", kText, ""},
    {"blockquote", kBlock, ""}, {"br", kEmpty, ""},        {"caption", kBlock, ""},
    {"center", kBlock, ""},     {"cite", kText, ""},       {"code", kText, ""},
    {"col", kEmpty, ""},        {"colgroup", kBlock, ""},  {"dd", kOpen, "dl"},
    {"del", kText, ""},         {"details", kBlock, ""},   {"div", kBlock, ""},
    {"dl", kBlock, ""},         {"dt", kOpen, "dl"},       {"em", kText, ""},
    {"figcaption", kBlock, ""}, {"figure", kBlock, ""},    {"h1", kBlock, ""},
    {"h2", kBlock, ""},         {"h3", kBlock, ""},        {"h4", kBlock, ""},
    {"h5", kBlock, ""},         {"h6", kBlock, ""},        {"hr", kEmpty, ""},
    {"i", kText, ""},           {"img", kEmpty, ""},       {"ins", kText, ""},
    {"kbd", kText, ""},         {"li", kOpen, "ul ol"},    {"mark", kText, ""},
    {"ol", kBlock, ""},         {"p", kOpen, ""},          {"pre", kBlock, ""},
    {"q", kText, ""},           {"s", kText, ""},          {"samp", kText, ""},
    {"section", kBlock, ""},    {"small", kText, ""},      {"span", kText, ""},
    {"strike", kText, ""},      {"strong", kText, ""},     {"sub", kText, ""},
    {"summary", kBlock, ""},    {"sup", kText, ""},        {"table", kBlock, ""},
    {"tbody", kOpen, "table"},  {"td", kOpen, "table"},    {"tfoot", kOpen, "table"},
    {"th", kOpen, "table"},     {"thead", kOpen, "table"}, {"tr", kOpen, "table"},
    {"tt", kText, ""},          {"u", kText, ""},          {"ul", kBlock, ""},
    {"var", kText, ""},         {"wbr", kEmpty, ""},
});
static_assert(std::is_sorted(kElements.begin(), kElements.end(),
                             [](const auto& a, const auto& b) { return a.name < b.name; }));

struct AttributeRule {
    std::string_view element;
    std::string_view attribute;
};

constexpr auto kAttributes = std::to_array<AttributeRule>({
    {"a", "href"},     {"a", "name"},     {"a", "title"},    {"abbr", "title"}, {"details", "open"},
    {"img", "alt"},    {"img", "height"}, {"img", "src"},    {"img", "title"},  {"img", "width"},
    {"li", "value"},   {"ol", "start"},   {"ol", "type"},    {"td", "align"},   {"td", "colspan"},
    {"td", "rowspan"}, {"th", "align"},   {"th", "colspan"}, {"th", "rowspan"}, {"th", "scope"},
    {"tr", "align"},
});

/// The largest value of attributes that are numbers; 0 for those that are not.
int largest(std::string_view attribute) {
    if (attribute == "colspan" || attribute == "rowspan")
        return 200;
    if (attribute == "width" || attribute == "height")
        return 4000;
    if (attribute == "start" || attribute == "value")
        return 999'999'999;
    return 0;
}

bool is_one_of(std::string_view word, std::string_view words) {
    while (!words.empty()) {
        const auto blank = words.find(' ');
        if (words.substr(0, blank) == word)
            return true;
        words.remove_prefix(blank == std::string_view::npos ? words.size() : blank + 1);
    }
    return false;
}

}  // namespace

const ElementRule* element_rule(std::string_view name) {
    const auto* const found = std::lower_bound(
        kElements.begin(), kElements.end(), name,
        [](const ElementRule& rule, std::string_view wanted) { return rule.name < wanted; });
    return found != kElements.end() && found->name == name ? found : nullptr;
}

bool is_never_shown(std::string_view name) {
    return is_one_of(name,
                     "script style template iframe object embed noscript svg math textarea select "
                     "title");
}

bool is_allowed_attribute(std::string_view element, std::string_view attribute) {
    // Any place may be one that links lead to.
    return attribute == "id" ||
           std::any_of(kAttributes.begin(), kAttributes.end(), [&](const AttributeRule& rule) {
               return rule.element == element && rule.attribute == attribute;
           });
}

std::string bounded_value(std::string_view attribute, std::string_view value) {
    value = trimmed(value);
    if (const int limit = largest(attribute); limit > 0) {
        int number = 0;
        const auto [end, error] =
            std::from_chars(value.data(), value.data() + value.size(), number);
        const std::string_view rest = value.substr(static_cast<std::size_t>(end - value.data()));
        const bool percent = rest == "%" && (attribute == "width" || attribute == "height");
        if (error != std::errc{} || number < 0 || !(rest.empty() || rest == "px" || percent))
            return {};
        return std::to_string(std::min(number, limit)) + (percent ? "%" : "");
    }
    if (attribute == "align" && !is_one_of(lower_ascii(value), "left center right"))
        return {};
    if (attribute == "scope" && !is_one_of(lower_ascii(value), "row col rowgroup colgroup"))
        return {};
    if (attribute == "type" && !is_one_of(value, "1 a A i I"))
        return {};
    return std::string(value);
}

bool is_own_class(std::string_view word) {
    if (word.starts_with("language-"))
        return word.size() > 9 && word.size() < 40 &&
               std::all_of(word.begin(), word.end(), [](char c) {
                   return is_ascii_alnum(c) || c == '-' || c == '_' || c == '+' || c == '#' ||
                          c == '.';
               });
    return is_one_of(word,
                     "alert alert-note alert-tip alert-important alert-warning alert-caution "
                     "alert-title dead-link task");
}

}  // namespace firstline
