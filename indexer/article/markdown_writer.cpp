#include "indexer/article/markdown_writer.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

#include <cmark-gfm-core-extensions.h>
#include <fmt/format.h>

#include "indexer/article/html_rules.h"
#include "indexer/article/markdown_table.h"
#include "indexer/article/raw_html.h"
#include "indexer/text/characters.h"
#include "indexer/text/html.h"

namespace firstline {

namespace {

struct IterFree {
    void operator()(cmark_iter* iter) const { cmark_iter_free(iter); }
};
using Iter = std::unique_ptr<cmark_iter, IterFree>;

const char* or_empty(const char* text) {
    return text == nullptr ? "" : text;
}

/// Where a node stands. Not every inline node knows.
int line_of(cmark_node* node) {
    for (; node != nullptr; node = cmark_node_parent(node))
        if (const int line = cmark_node_get_start_line(node); line > 0)
            return line;
    return 1;
}

bool is_in_tight_list(cmark_node* paragraph) {
    cmark_node* const item = cmark_node_parent(paragraph);
    cmark_node* const list = item == nullptr ? nullptr : cmark_node_parent(item);
    return list != nullptr && cmark_node_get_type(list) == CMARK_NODE_LIST &&
           cmark_node_get_list_tight(list) != 0;
}

std::vector<std::string> filtered_html(cmark_node* root) {
    std::vector<RawHtml> pieces;
    const Iter iter(cmark_iter_new(root));
    while (cmark_iter_next(iter.get()) != CMARK_EVENT_DONE) {
        cmark_node* const node = cmark_iter_get_node(iter.get());
        const auto type = cmark_node_get_type(node);
        if (cmark_iter_get_event_type(iter.get()) == CMARK_EVENT_ENTER &&
            (type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE))
            pieces.push_back({or_empty(cmark_node_get_literal(node)), line_of(node),
                              type == CMARK_NODE_HTML_BLOCK});
    }
    return filter_raw_html(pieces);
}

class Writer {
public:
    explicit Writer(cmark_node* root) : root_(root), raw_(filtered_html(root)) {}

    std::string run() {
        const Iter iter(cmark_iter_new(root_));
        while (cmark_iter_next(iter.get()) != CMARK_EVENT_DONE) {
            cmark_node* const node = cmark_iter_get_node(iter.get());
            const bool enter = cmark_iter_get_event_type(iter.get()) == CMARK_EVENT_ENTER;
            if (image_depth_ > 0 && cmark_node_get_type(node) != CMARK_NODE_IMAGE)
                add_alt(node, enter);
            else if (is_block(cmark_node_get_type(node)))
                block(node, enter);
            else
                inline_node(node, enter);
        }
        return std::move(out_);
    }

private:
    static bool is_block(cmark_node_type type) {
        return (static_cast<unsigned>(type) & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_BLOCK;
    }

    void block(cmark_node* node, bool enter) {
        switch (cmark_node_get_type(node)) {
            case CMARK_NODE_DOCUMENT: return;
            case CMARK_NODE_BLOCK_QUOTE: quote(node, enter); return;
            case CMARK_NODE_LIST: list(node, enter); return;
            case CMARK_NODE_ITEM: item(node, enter); return;
            case CMARK_NODE_CODE_BLOCK: code_block(node); return;
            case CMARK_NODE_HTML_BLOCK: out_ += raw_[next_raw_++]; return;
            case CMARK_NODE_PARAGRAPH: paragraph(node, enter); return;
            case CMARK_NODE_HEADING: heading(node, enter); return;
            case CMARK_NODE_THEMATIC_BREAK: out_ += "<hr>\n"; return;
            default: table_.write(node, enter, out_);
        }
    }

    void inline_node(cmark_node* node, bool enter) {
        switch (cmark_node_get_type(node)) {
            case CMARK_NODE_TEXT:
                append_escaped(out_, or_empty(cmark_node_get_literal(node)));
                return;
            case CMARK_NODE_SOFTBREAK: out_ += '\n'; return;
            case CMARK_NODE_LINEBREAK: out_ += "<br>\n"; return;
            case CMARK_NODE_CODE:
                out_ += "<code>";
                append_escaped(out_, or_empty(cmark_node_get_literal(node)));
                out_ += "</code>";
                return;
            case CMARK_NODE_HTML_INLINE: out_ += raw_[next_raw_++]; return;
            case CMARK_NODE_EMPH: out_ += enter ? "<em>" : "</em>"; return;
            case CMARK_NODE_STRONG: out_ += enter ? "<strong>" : "</strong>"; return;
            case CMARK_NODE_LINK: link(node, enter); return;
            case CMARK_NODE_IMAGE: image(node, enter); return;
            default:
                if (std::strcmp(cmark_node_get_type_string(node), "strikethrough") == 0)
                    out_ += enter ? "<del>" : "</del>";
        }
    }

    void quote(cmark_node* node, bool enter) {
        if (enter) {
            quotes_.push_back("");
            cmark_node* const first = cmark_node_first_child(node);
            if (first == nullptr || alert_of(first) == nullptr) {
                out_ += "<blockquote>\n";
                quotes_.back() = "</blockquote>\n";
            }
        } else {
            out_ += quotes_.back();
            quotes_.pop_back();
        }
    }

    void start_alert(const AlertKind& kind) {
        out_ +=
            fmt::format("{}<div class=\"alert {}\" role=\"note\"><p class=\"alert-title\">{}</p>\n",
                        quotes_.back(), kind.css_class, kind.title);
        quotes_.back() = "</div>\n";
    }

    void paragraph(cmark_node* node, bool enter) {
        if (enter)
            if (const auto* const kind = alert_of(node); kind != nullptr && !quotes_.empty())
                start_alert(*kind);
        if (is_in_tight_list(node)) {
            if (!enter && cmark_node_next(node) != nullptr)
                out_ += '\n';
        } else if (cmark_node_first_child(node) != nullptr) {
            out_ += enter ? "<p>" : "</p>\n";
        }
    }

    void heading(cmark_node* node, bool enter) {
        const int level = cmark_node_get_heading_level(node);
        if (enter)
            out_ += fmt::format("<h{} data-line=\"{}\">", level, line_of(node));
        else
            out_ += fmt::format("</h{}>\n", level);
    }

    void list(cmark_node* node, bool enter) {
        const bool ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
        if (!enter) {
            out_ += ordered ? "</ol>\n" : "</ul>\n";
            return;
        }
        const int start = cmark_node_get_list_start(node);
        if (ordered && start != 1)
            out_ += fmt::format("<ol start=\"{}\">\n", start);
        else
            out_ += ordered ? "<ol>\n" : "<ul>\n";
    }

    void item(cmark_node* node, bool enter) {
        if (!enter) {
            out_ += "</li>\n";
            return;
        }
        if (std::strcmp(cmark_node_get_type_string(node), "tasklist") != 0) {
            out_ += "<li>";
            return;
        }
        out_ += cmark_gfm_extensions_get_tasklist_item_checked(node)
                    ? "<li class=\"task\"><input type=\"checkbox\" checked> "
                    : "<li class=\"task\"><input type=\"checkbox\"> ";
    }

    void code_block(cmark_node* node) {
        std::string_view info = or_empty(cmark_node_get_fence_info(node));
        info = info.substr(0, info.find_first_of(" \t,{"));
        const std::string language = "language-" + lower_ascii(info);
        if (is_own_class(language))
            out_ += fmt::format("<pre><code class=\"{}\">", language);
        else
            out_ += "<pre><code>";
        append_escaped(out_, or_empty(cmark_node_get_literal(node)));
        out_ += "</code></pre>\n";
    }

    void link(cmark_node* node, bool enter) {
        if (!enter) {
            out_ += "</a>";
            return;
        }
        out_ += fmt::format("<a data-line=\"{}\" href=\"", line_of(node));
        append_escaped(out_, or_empty(cmark_node_get_url(node)));
        out_ += '"';
        title_attribute(node);
        out_ += '>';
    }

    void title_attribute(cmark_node* node) {
        const std::string_view title = or_empty(cmark_node_get_title(node));
        if (title.empty())
            return;
        out_ += " title=\"";
        append_escaped(out_, title);
        out_ += '"';
    }

    /// An image holds nodes, of which only the words are its description.
    void image(cmark_node* node, bool enter) {
        image_depth_ += enter ? 1 : -1;
        if (enter && image_depth_ == 1) {
            out_ += fmt::format("<img data-line=\"{}\" src=\"", line_of(node));
            append_escaped(out_, or_empty(cmark_node_get_url(node)));
            out_ += "\" alt=\"";
        } else if (!enter && image_depth_ == 0) {
            out_ += '"';
            title_attribute(node);
            out_ += '>';
        }
    }

    void add_alt(cmark_node* node, bool enter) {
        const auto type = cmark_node_get_type(node);
        if (type == CMARK_NODE_HTML_INLINE)
            ++next_raw_;
        else if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
            append_escaped(out_, or_empty(cmark_node_get_literal(node)));
        else if (enter && (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK))
            out_ += ' ';
    }

    cmark_node* root_;
    std::vector<std::string> raw_;
    std::size_t next_raw_ = 0;
    std::string out_;
    std::vector<std::string> quotes_;  ///< what closes each open quote or its present alert
    MarkdownTable table_;
    int image_depth_ = 0;
};

}  // namespace

std::string write_markdown(cmark_node* root) {
    cmark_consolidate_text_nodes(root);
    mark_alerts(root);
    return Writer(root).run();
}

}  // namespace firstline
