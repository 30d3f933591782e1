#include "server/insight/comparable_text.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "indexer/text/characters.h"

namespace firstline {
namespace {

constexpr auto kBlocks = std::to_array<std::string_view>(
    {"p",  "div", "h1",  "h2",      "h3",      "h4",      "h5",   "h6",         "li",
     "ul", "ol",  "pre", "table",   "tr",      "td",      "th",   "blockquote", "br",
     "hr", "dt",  "dd",  "details", "summary", "section", "aside"});

constexpr auto kEntities = std::to_array<std::pair<std::string_view, char>>(
    {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}});

struct Tag {
    std::string name;
    std::string_view inside;  ///< of the angle brackets
    bool closes = false;
};

Tag tag_of(std::string_view inside) {
    const bool closes = inside.starts_with('/');
    std::size_t end = closes ? 1 : 0;
    while (end < inside.size() && is_ascii_alnum(inside[end]))
        ++end;
    return {lower_ascii(inside.substr(closes ? 1 : 0, end - (closes ? 1 : 0))), inside, closes};
}

std::string_view target_of(const Tag& tag) {
    constexpr std::string_view kHref = "href=\"";
    const std::size_t begin = tag.inside.find(kHref);
    if (begin == std::string_view::npos)
        return {};
    const std::string_view rest = tag.inside.substr(begin + kHref.size());
    return rest.substr(0, rest.find('"'));
}

class TextOf {
public:
    std::string read(std::string_view html) {
        while (!html.empty()) {
            if (html.front() == '<') {
                const std::size_t end = std::min(html.find('>'), html.size());
                see(tag_of(html.substr(1, end - 1)));
                html.remove_prefix(std::min(end + 1, html.size()));
            } else {
                html.remove_prefix(add_character(html));
            }
        }
        end_line();
        return std::move(text_);
    }

private:
    void see(const Tag& tag) {
        const bool block = std::find(kBlocks.begin(), kBlocks.end(), tag.name) != kBlocks.end();
        if (block)
            end_line();
        if (tag.name == "code" || tag.name == "kbd" || tag.name == "samp")
            text_ += '`';
        else if (tag.name == "a")
            see_link(tag);
        else if (tag.name == "ol" || tag.name == "ul")
            see_list(tag);
        else if (tag.name == "li" && !tag.closes)
            text_ += !numbered_.empty() && numbered_.back() ? "1. " : "- ";
    }

    void see_link(const Tag& tag) {
        if (!tag.closes) {
            target_ = target_of(tag);
            return;
        }
        const std::string_view target = std::exchange(target_, {});
        if (!target.empty())
            text_.append(" <").append(target).append(">");
    }

    void see_list(const Tag& tag) {
        if (!tag.closes)
            numbered_.push_back(tag.name == "ol");
        else if (!numbered_.empty())
            numbered_.pop_back();
    }

    /// Returns how many bytes it took.
    std::size_t add_character(std::string_view html) {
        for (const auto& [entity, character] : kEntities)
            if (html.starts_with(entity)) {
                text_ += character;
                return entity.size();
            }
        text_ += html.front() == '\n' ? ' ' : html.front();
        return 1;
    }

    void end_line() {
        if (trimmed(std::string_view{text_}.substr(line_)).empty())
            text_.resize(line_);
        else
            text_ += '\n';
        line_ = text_.size();
    }

    std::string text_;
    std::size_t line_ = 0;        ///< where the last one begins
    std::string_view target_;     ///< of the link that is open
    std::vector<bool> numbered_;  ///< the lists that are open: whether of steps
};

}  // namespace

std::string comparable_text(std::string_view html) {
    return TextOf().read(html);
}

}  // namespace firstline
