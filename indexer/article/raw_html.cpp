#include "indexer/article/raw_html.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "indexer/article/html_rules.h"
#include "indexer/article/words.h"
#include "indexer/text/html.h"

namespace firstline {

namespace {

/// The HTML parser's time grows faster than depth; no honest article comes near.
constexpr int kDeepest = 100;

enum class Part { text, open, close, dropped };

struct Token {
    Part part = Part::text;
    std::size_t piece = 0;
    std::string_view raw;
    std::string name;
    std::string attributes;  ///< as they will be written
    const ElementRule* rule = nullptr;
    bool has_values = false;  ///< `name="value"`: meant as HTML, no placeholder
    bool matched = false;
    std::size_t partner = 0;
    bool literal = false;
};

bool is_name_character(char c) {
    return is_ascii_alnum(c) || c == '-';
}

bool is_attribute_character(char c) {
    return is_name_character(c) || c == '_' || c == ':' || c == '.';
}

/// A tag cut into its parts; nothing if it does not have the shape of one.
class TagReader {
public:
    TagReader(std::string_view html, int line) : html_(html), line_(line) {}

    /// Reads the tag at the front. `token.raw` becomes its text.
    bool read(Token& token) {
        at_ = 1;
        token.part = skip('/') ? Part::close : Part::open;
        const std::size_t start = at_;
        while (at_ < html_.size() && is_name_character(html_[at_]))
            ++at_;
        if (at_ == start || !is_ascii_alpha(html_[start]))
            return false;
        token.name = ascii_lower(html_.substr(start, at_ - start));
        token.rule = element_rule(token.name);
        for (bool more = true; more;) {
            const bool blank = skip_blanks();
            skip('/');
            more = at_ < html_.size() && html_[at_] != '>';
            if (more && (!blank || !read_attribute(token)))
                return false;
        }
        if (!skip('>'))
            return false;
        token.raw = html_.substr(0, at_);
        if (token.name == "a" || token.name == "img")
            token.attributes += fmt::format(" data-line=\"{}\"", line_);
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

    bool read_attribute(Token& token) {
        const std::size_t start = at_;
        while (at_ < html_.size() && is_attribute_character(html_[at_]))
            ++at_;
        const std::string name = ascii_lower(html_.substr(start, at_ - start));
        if (name.empty())
            return false;
        const std::size_t behind = at_;
        skip_blanks();
        if (!skip('=')) {
            at_ = behind;
            return add_flag(token, name);
        }
        skip_blanks();
        const auto value = read_value();
        if (value && is_allowed_attribute(token.name, name))
            add(token, name, *value);
        token.has_values = token.has_values || value.has_value();
        return value.has_value();
    }

    /// A word without a value is an attribute in few tags; elsewhere it is a placeholder's.
    static bool add_flag(Token& token, const std::string& name) {
        constexpr std::array<std::string_view, 7> kFlags{
            "open", "nowrap", "noshade", "compact", "reversed", "disabled", "hidden"};
        if (is_allowed_attribute(token.name, name))
            add(token, name, "");
        return is_allowed_attribute(token.name, name) ||
               std::find(kFlags.begin(), kFlags.end(), name) != kFlags.end();
    }

    /// Character references stay as they are: the HTML parser behind us reads them.
    static void add(Token& token, const std::string& name, std::string_view value) {
        token.attributes += ' ' + name + "=\"";
        for (const char c : value) {
            switch (c) {
                case '"': token.attributes += "&quot;"; break;
                case '<': token.attributes += "&lt;"; break;
                case '>': token.attributes += "&gt;"; break;
                default: token.attributes += c;
            }
        }
        token.attributes += '"';
    }

    std::string_view html_;
    int line_;
    std::size_t at_ = 0;
};

class Filter {
public:
    explicit Filter(const std::vector<RawHtml>& pieces) : pieces_(pieces) {}

    std::vector<std::string> run() {
        for (std::size_t i = 0; i < pieces_.size(); ++i)
            cut(i);
        match();
        place();
        return write();
    }

private:
    void add_text(std::size_t piece, std::string_view raw) {
        if (!raw.empty())
            tokens_.push_back({Part::text, piece, raw});
    }

    /// Cuts a piece into text, tags and what is dropped.
    void cut(std::size_t piece) {
        const std::string_view html = pieces_[piece].html;
        lower_ = pieces_[piece].block ? ascii_lower(html) : std::string();
        std::size_t text_from = 0;
        std::size_t at = 0;
        int line = pieces_[piece].line;
        std::size_t counted = 0;
        while ((at = html.find('<', at)) != std::string_view::npos) {
            line +=
                static_cast<int>(std::count(html.begin() + static_cast<std::ptrdiff_t>(counted),
                                            html.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
            counted = at;
            Token token;
            token.piece = piece;
            const std::size_t dropped = dropped_length(html.substr(at), pieces_[piece].block);
            if (dropped > 0) {
                token.part = Part::dropped;
                token.raw = html.substr(at, dropped);
            } else if (!TagReader(html.substr(at), line).read(token)) {
                ++at;
                continue;
            }
            add_text(piece, html.substr(text_from, at - text_from));
            at += token.raw.size();
            text_from = at;
            tokens_.push_back(std::move(token));
        }
        add_text(piece, html.substr(text_from));
    }

    /// Length of a comment, or of a script or style sheet that makes a block, at the front.
    std::size_t dropped_length(std::string_view html, bool block) {
        if (html.starts_with("<!--")) {
            const auto end = find_from(html, "-->", 4, unclosed_comment_);
            return end == std::string_view::npos ? 0 : end + 3;
        }
        if (!block || html.size() < 8 || lower_.empty())
            return 0;
        const std::string start = ascii_lower(html.substr(0, 8));
        for (const std::string_view name : {"script", "style"}) {
            if (!start.starts_with('<' + std::string(name)) ||
                is_name_character(start[name.size() + 1]))
                continue;
            const auto end = lower_.find("</" + std::string(name), lower_.size() - html.size());
            const auto close = end == std::string::npos ? end : lower_.find('>', end);
            if (close != std::string::npos)
                return close + 1 - (lower_.size() - html.size());
            lower_.clear();
            return 0;
        }
        return 0;
    }

    /// A search that is not repeated for what is known to be missing from here to the end.
    static std::size_t find_from(std::string_view html, std::string_view wanted, std::size_t from,
                                 const char*& missing_until) {
        const char* const end = html.data() + html.size();
        if (missing_until == end)
            return std::string_view::npos;
        const auto found = html.find(wanted, from);
        if (found == std::string_view::npos)
            missing_until = end;
        return found;
    }

    void match() {
        std::map<std::string, std::vector<std::size_t>> open;
        for (std::size_t i = 0; i < tokens_.size(); ++i) {
            auto& token = tokens_[i];
            if (token.part != Part::open && token.part != Part::close)
                continue;
            token.literal = token.rule == nullptr;
            if (token.literal || token.rule->kind == ElementKind::empty)
                continue;
            auto& waiting = open[token.name];
            if (token.part == Part::open) {
                waiting.push_back(i);
            } else if (waiting.empty()) {
                token.part = Part::dropped;
            } else {
                token.matched = tokens_[waiting.back()].matched = true;
                token.partner = waiting.back();
                tokens_[token.partner].partner = i;
                waiting.pop_back();
            }
        }
    }

    /// Makes text of what is out of place, now that it is known what is closed.
    void place() {
        std::map<std::string, int, std::less<>> open;
        int depth = 0;
        for (auto& token : tokens_) {
            if (token.literal || token.part == Part::text || token.part == Part::dropped ||
                token.rule->kind == ElementKind::empty)
                continue;
            if (token.part == Part::close) {
                token.literal = tokens_[token.partner].literal;
                if (!token.literal) {
                    --open[token.name];
                    --depth;
                }
            } else if (!token.matched) {
                const bool may_stay = token.rule->kind == ElementKind::may_stay_open &&
                                      is_within(token.rule->within, open);
                token.literal = !may_stay && !token.has_values;
                if (!may_stay && token.has_values)
                    token.part = Part::dropped;
            } else if (depth >= kDeepest) {
                token.literal = true;
            } else {
                ++open[token.name];
                ++depth;
            }
        }
    }

    static bool is_within(std::string_view names,
                          const std::map<std::string, int, std::less<>>& open) {
        if (names.empty())
            return true;
        for (const auto& [name, count] : open)
            if (count > 0 &&
                (names == name || names.starts_with(name + ' ') || names.ends_with(' ' + name)))
                return true;
        return false;
    }

    std::vector<std::string> write() const {
        std::vector<std::string> out(pieces_.size());
        for (const auto& token : tokens_) {
            auto& html = out[token.piece];
            if (token.part == Part::dropped)
                continue;
            if (token.part == Part::text)
                add_visible(html, token.raw);
            else if (token.literal)
                append_escaped(html, token.raw);
            else if (token.part == Part::open || token.rule->kind == ElementKind::empty)
                html += '<' + token.name + token.attributes + '>';
            else
                html += "</" + token.name + '>';
        }
        return out;
    }

    static void add_visible(std::string& html, std::string_view text) {
        for (const char c : text) {
            if (c == '<')
                html += "&lt;";
            else
                html += c;
        }
    }

    const std::vector<RawHtml>& pieces_;
    std::vector<Token> tokens_;
    std::string lower_;  ///< the piece being cut; empty when no script or style can be closed in it
    const char* unclosed_comment_ = nullptr;
};

}  // namespace

std::vector<std::string> filter_raw_html(const std::vector<RawHtml>& pieces) {
    return Filter(pieces).run();
}

}  // namespace firstline
