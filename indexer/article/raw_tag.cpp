#include "indexer/article/raw_tag.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "indexer/text/characters.h"

namespace firstline {

namespace {

bool is_name_character(char c) {
    return is_ascii_alnum(c) || c == '-';
}

bool is_attribute_character(char c) {
    return is_name_character(c) || c == '_' || c == ':' || c == '.';
}

class TagReader {
public:
    TagReader(std::string_view html, int line) : html_(html), line_(line) {}

    bool read(RawTag& tag) {
        at_ = 1;
        tag.closes = skip('/');
        const std::size_t start = at_;
        while (at_ < html_.size() && is_name_character(html_[at_]))
            ++at_;
        if (at_ == start || !is_ascii_alpha(html_[start]))
            return false;
        tag.name = lower_ascii(html_.substr(start, at_ - start));
        tag.rule = element_rule(tag.name);
        for (bool more = true; more;) {
            const bool blank = skip_blanks();
            skip('/');
            more = at_ < html_.size() && html_[at_] != '>';
            if (more && (!blank || !read_attribute(tag)))
                return false;
        }
        if (!skip('>'))
            return false;
        tag.length = at_;
        if (tag.name == "a" || tag.name == "img")
            tag.attributes += fmt::format(" data-line=\"{}\"", line_);
        return true;
    }

private:
    bool skip(char c) {
        if (at_ >= html_.size() || html_[at_] != c)
            return false;
        ++at_;
        return true;
    }

    bool skip_blanks() {
        const std::size_t start = at_;
        while (at_ < html_.size() && is_ascii_space(html_[at_]))
            ++at_;
        return at_ > start;
    }

    std::optional<std::string_view> read_value() {
        if (at_ >= html_.size())
            return std::nullopt;
        const char quote = html_[at_];
        if (quote == '"' || quote == '\'') {
            // Not beyond the next `<`, so that cutting a piece takes linear time.
            const auto end = html_.find_first_of(quote == '"' ? "\"<" : "'<", at_ + 1);
            if (end == std::string_view::npos || html_[end] == '<')
                return std::nullopt;
            const auto value = html_.substr(at_ + 1, end - at_ - 1);
            at_ = end + 1;
            return value;
        }
        const std::size_t start = at_;
        while (at_ < html_.size() && !is_ascii_space(html_[at_]) &&
               std::string_view("\"'=<>`").find(html_[at_]) == std::string_view::npos)
            ++at_;
        if (at_ == start)
            return std::nullopt;
        return html_.substr(start, at_ - start);
    }

    bool read_attribute(RawTag& tag) {
        const std::size_t start = at_;
        while (at_ < html_.size() && is_attribute_character(html_[at_]))
            ++at_;
        const std::string name = lower_ascii(html_.substr(start, at_ - start));
        if (name.empty())
            return false;
        const std::size_t behind = at_;
        skip_blanks();
        if (!skip('=')) {
            at_ = behind;
            return add_flag(tag, name);
        }
        skip_blanks();
        const auto value = read_value();
        if (value && is_allowed_attribute(tag.name, name))
            add(tag, name, *value);
        tag.has_values = tag.has_values || value.has_value();
        return value.has_value();
    }

    /// A word without a value is an attribute in few tags; elsewhere it is a placeholder's.
    static bool add_flag(RawTag& tag, const std::string& name) {
        constexpr std::array<std::string_view, 7> kFlags{
            "open", "nowrap", "noshade", "compact", "reversed", "disabled", "hidden"};
        // An id without a value names nothing: `<Section ID>` is a placeholder.
        const bool is_allowed = name != "id" && is_allowed_attribute(tag.name, name);
        if (is_allowed)
            add(tag, name, "");
        return is_allowed || std::find(kFlags.begin(), kFlags.end(), name) != kFlags.end();
    }

    /// Character references stay as they are: the HTML parser behind us reads them.
    static void add(RawTag& tag, const std::string& name, std::string_view value) {
        std::string written;
        for (const char c : value) {
            switch (c) {
                case '"': written += "&quot;"; break;
                case '<': written += "&lt;"; break;
                case '>': written += "&gt;"; break;
                default: written += c;
            }
        }
        tag.attributes += fmt::format(" {}=\"{}\"", name, written);
        if (name == "id" || name == "name")
            tag.place = written;
    }

    std::string_view html_;
    int line_;
    std::size_t at_ = 0;
};

}  // namespace

std::optional<RawTag> read_raw_tag(std::string_view html, int line) {
    RawTag tag;
    if (!TagReader(html, line).read(tag))
        return std::nullopt;
    return tag;
}

}  // namespace firstline
