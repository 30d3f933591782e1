#include "indexer/article/raw_html.h"

#include <algorithm>
#include <map>
#include <utility>

#include "indexer/article/html_rules.h"
#include "indexer/article/raw_tag.h"
#include "indexer/text/characters.h"
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
    RawTag tag = {};
    bool matched = false;
    std::size_t partner = 0;
    bool literal = false;
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
        lower_ = pieces_[piece].block ? lower_ascii(html) : std::string();
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
            } else if (auto tag = read_raw_tag(html.substr(at), line)) {
                token.part = tag->closes ? Part::close : Part::open;
                token.raw = html.substr(at, tag->length);
                token.tag = std::move(*tag);
            } else {
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
        const std::string start = lower_ascii(html.substr(0, 8));
        for (const std::string_view name : {"script", "style"}) {
            if (!start.starts_with('<' + std::string(name)) ||
                (is_ascii_alnum(start[name.size() + 1]) || start[name.size() + 1] == '-'))
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
            token.literal = token.tag.rule == nullptr;
            if (token.literal || token.tag.rule->kind == ElementKind::empty)
                continue;
            auto& waiting = open[token.tag.name];
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
                token.tag.rule->kind == ElementKind::empty)
                continue;
            if (token.part == Part::close) {
                token.literal = tokens_[token.partner].literal;
                if (!token.literal) {
                    --open[token.tag.name];
                    --depth;
                }
            } else if (!token.matched) {
                const bool may_stay = token.tag.rule->kind == ElementKind::may_stay_open &&
                                      is_within(token.tag.rule->within, open);
                token.literal = !may_stay && !token.tag.has_values;
                if (!may_stay && token.tag.has_values)
                    token.part = Part::dropped;
            } else if (depth >= kDeepest) {
                token.literal = true;
            } else {
                ++open[token.tag.name];
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
            if (token.part == Part::dropped) {
                // An element that is never closed still begins somewhere, and links may lead there.
                if (!token.tag.closes && !token.tag.place.empty())
                    html += "<span id=\"" + token.tag.place + "\"></span>";
                continue;
            }
            if (token.part == Part::text)
                add_visible(html, token.raw);
            else if (token.literal)
                append_escaped(html, token.raw);
            else if (token.part == Part::open || token.tag.rule->kind == ElementKind::empty)
                html += '<' + token.tag.name + token.tag.attributes + '>';
            else
                html += "</" + token.tag.name + '>';
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
