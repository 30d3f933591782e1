#include "server/search/mail_html.h"

#include <algorithm>
#include <array>

#include "indexer/text/tokens.h"

namespace firstline {

namespace {

/// A tag longer than this is none: somebody wrote `<` for "less than".
constexpr std::size_t kLongestTag = 4000;
constexpr std::size_t kLooksAt = 20'000;

struct Entity {
    std::string_view name, text;
};
constexpr auto kEntities = std::to_array<Entity>({
    {"&nbsp;", " "},
    {"&amp;", "&"},
    {"&lt;", "<"},
    {"&gt;", ">"},
    {"&quot;", "\""},
    {"&#39;", "'"},
    {"&auml;", "ä"},
    {"&ouml;", "ö"},
    {"&uuml;", "ü"},
    {"&Auml;", "Ä"},
    {"&Ouml;", "Ö"},
    {"&Uuml;", "Ü"},
    {"&szlig;", "ß"},
});

constexpr auto kBlocks = std::to_array<std::string_view>(
    {"br", "p", "div", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "pre", "hr",
     "blockquote", "body", "title", "td", "th"});

class HtmlReader {
public:
    explicit HtmlReader(std::string_view markup) : markup_(markup) {}

    std::string read() {
        while (at_ < markup_.size()) {
            const char c = markup_[at_];
            if (c == '<' && read_tag())
                continue;
            if (c == '&' && read_entity())
                continue;
            text_ += c == '\r' || c == '\n' || c == '\t' ? ' ' : c;
            ++at_;
        }
        return std::move(text_);
    }

private:
    bool read_tag() {
        const auto rest = markup_.substr(at_);
        if (rest.starts_with("<!--")) {
            skip_behind("-->");
            return true;
        }
        const std::size_t end = rest.substr(0, kLongestTag).find('>');
        if (end == std::string_view::npos || end < 2)
            return false;
        const bool closes = rest[1] == '/';
        const auto from = rest.substr(closes ? 2 : 1);
        const auto stop = std::find_if(from.begin(), from.end(), [](char c) {
            return c == '>' || c == ' ' || c == '/' || c == '\n' || c == '\r' || c == '\t';
        });
        const std::string name =
            to_lower(from.substr(0, static_cast<std::size_t>(stop - from.begin())));
        at_ += end + 1;
        if (!closes && (name == "script" || name == "style"))
            skip_behind("</" + name);
        if (name == "blockquote")
            quoted_ = closes ? quoted_ - std::min(quoted_, 1U) : quoted_ + 1;
        if (std::find(kBlocks.begin(), kBlocks.end(), name) != kBlocks.end())
            text_ += quoted_ > 0 ? "\n> " : "\n";
        return true;
    }

    bool read_entity() {
        const auto rest = markup_.substr(at_);
        for (const auto& [name, text] : kEntities)
            if (rest.starts_with(name)) {
                text_ += text;
                at_ += name.size();
                return true;
            }
        return false;
    }

    /// To the end of the markup, if it does not come.
    void skip_behind(std::string_view mark) {
        const auto found = markup_.find(mark, at_);
        at_ = found == std::string_view::npos ? markup_.size() : found + mark.size();
    }

    std::string_view markup_;
    std::size_t at_ = 0;
    unsigned quoted_ = 0;
    std::string text_;
};

}  // namespace

bool is_html(std::string_view text) {
    const std::string beginning = to_lower(text.substr(0, kLooksAt));
    const auto has = [&](std::string_view tag) { return beginning.find(tag) != std::string::npos; };
    if (has("<html") || has("<!doctype html") || has("<body"))
        return true;
    return (has("</p>") || has("</div>") || has("</td>") || has("</span>")) &&
           beginning.find_first_not_of(" \t\r\n") == beginning.find('<');
}

std::string text_of_html(std::string_view markup) {
    return HtmlReader(markup).read();
}

}  // namespace firstline
