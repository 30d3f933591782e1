#include "indexer/article/sanitize_html.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <gumbo.h>

#include "indexer/article/anchors.h"
#include "indexer/article/html_rules.h"
#include "indexer/article/plain_text.h"
#include "indexer/article/words.h"
#include "indexer/text/html.h"
#include "indexer/text/tokens.h"

namespace firstline {

namespace {

struct OutputFree {
    void operator()(GumboOutput* output) const {
        gumbo_destroy_output(&kGumboDefaultOptions, output);
    }
};
using Output = std::unique_ptr<GumboOutput, OutputFree>;

Output parse(std::string_view html) {
    GumboOptions options = kGumboDefaultOptions;
    options.fragment_context = GUMBO_TAG_DIV;
    options.max_errors = 0;
    return Output(gumbo_parse_with_options(&options, html.data(), html.size()));
}

bool is_element(const GumboNode& node) {
    return node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE;
}

std::string_view name_of(const GumboNode& node) {
    return gumbo_normalized_tagname(node.v.element.tag);
}

std::string_view attribute(const GumboNode& node, const char* name) {
    const auto* const found = gumbo_get_attribute(&node.v.element.attributes, name);
    return found == nullptr ? std::string_view() : std::string_view(found->value);
}

int line_of(const GumboNode& node) {
    const auto text = attribute(node, "data-line");
    int line = 1;
    std::from_chars(text.data(), text.data() + text.size(), line);
    return line;
}

/// Elements whose text is not words for a reader. None reaches us; this is the second door.
bool is_never_shown(std::string_view name) {
    constexpr std::array<std::string_view, 12> kNames{"script", "style",    "template", "iframe",
                                                      "object", "embed",    "noscript", "svg",
                                                      "math",   "textarea", "select",   "title"};
    return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

/// What may stand in an id without doubt in any place: the rest of a name is dropped.
std::string anchor_name(const GumboNode& node) {
    std::string_view name = attribute(node, "name");
    if (name.empty())
        name = attribute(node, "id");
    std::string clean;
    for (const char c : name.substr(0, 100))
        if (is_ascii_alnum(c) || c == '-' || c == '_' || c == '.' || c == ':')
            clean += c;
    return clean;
}

/// Visits a tree in order without recursion: its depth is bounded, the stack of a thread more so.
template <typename Enter, typename Leave>
void walk(const GumboNode& root, Enter&& enter, Leave&& leave) {
    struct Open {
        const GumboNode* node;
        unsigned next;
    };
    std::vector<Open> open{{&root, 0}};
    while (!open.empty()) {
        auto& top = open.back();
        const auto& children = top.node->v.element.children;
        if (top.next == children.length) {
            const GumboNode& node = *top.node;
            open.pop_back();
            if (!open.empty())
                leave(node);
            continue;
        }
        const auto& child = *static_cast<const GumboNode*>(children.data[top.next++]);
        if (enter(child))
            open.push_back({&child, 0});
    }
}

class BodyWriter {
public:
    explicit BodyWriter(const BodyRequest& request) : request_(request) {}

    Body run() {
        const Output output = parse(request_.html);
        find_named_anchors(*output->root);
        section_ = {"", "", 0, 1, ""};
        walk(
            *output->root, [this](const GumboNode& node) { return enter(node); },
            [this](const GumboNode& node) { leave(node); });
        end_section();
        if (body_.html.size() > request_.largest_html) {
            body_ = {};
            body_.too_large = true;
        }
        return std::move(body_);
    }

private:
    struct OpenLink {
        std::size_t link;  ///< index in body_.links
        std::string end_tag;
        std::size_t section;
        std::size_t text_at;
    };

    void find_named_anchors(const GumboNode& root) {
        walk(
            root,
            [this](const GumboNode& node) {
                if (!is_element(node))
                    return false;
                if (node.v.element.tag == GUMBO_TAG_A)
                    if (auto name = anchor_name(node); !name.empty())
                        body_.named_anchors.insert(std::move(name));
                return true;
            },
            [](const GumboNode&) {});
    }

    /// True if the children of the node are to be visited.
    bool enter(const GumboNode& node) {
        if (body_.html.size() > request_.largest_html)
            return false;
        if (!is_element(node)) {
            add_text(node);
            return false;
        }
        const std::string_view name = name_of(node);
        if (is_never_shown(name))
            return false;
        const auto* const rule = element_rule(name);
        if (name == "input")
            checkbox(node);
        else if (name == "img")
            image(node);
        else if (name == "a")
            open_link(node);
        else if (is_heading(name))
            open_heading(node, name);
        else if (rule != nullptr)
            open_element(node, *rule);
        return rule == nullptr || rule->kind != ElementKind::empty;
    }

    void leave(const GumboNode& node) {
        const std::string_view name = name_of(node);
        const auto* const rule = element_rule(name);
        if (name == "a") {
            close_link();
        } else if (is_heading(name)) {
            close_heading(name);
        } else if (rule != nullptr) {
            if (name == "pre")
                --verbatim_;
            if (name == "td" || name == "th")
                text_.end_cell();
            else if (rule->kind != ElementKind::inside_text)
                text_.end_line();
            body_.html += fmt::format("</{}>", name);
        }
    }

    void add_text(const GumboNode& node) {
        if (node.type != GUMBO_NODE_TEXT && node.type != GUMBO_NODE_WHITESPACE &&
            node.type != GUMBO_NODE_CDATA)
            return;
        const std::string_view text = node.v.text.text;
        append_escaped(body_.html, text);
        if (verbatim_ > 0)
            text_.add_verbatim(text);
        else
            text_.add(text);
    }

    void open_element(const GumboNode& node, const ElementRule& rule) {
        if (rule.name == "pre") {
            text_.end_line();
            ++verbatim_;
        } else if (rule.name == "br" || (rule.kind != ElementKind::inside_text &&
                                         rule.name != "td" && rule.name != "th")) {
            text_.end_line();
        }
        body_.html += '<';
        body_.html += rule.name;
        attributes(node, rule.name);
        body_.html += '>';
    }

    void put(std::string_view name, std::string_view value) {
        body_.html += ' ';
        body_.html += name;
        body_.html += "=\"";
        append_escaped(body_.html, value);
        body_.html += '"';
    }

    void attributes(const GumboNode& node, std::string_view element) {
        const auto& all = node.v.element.attributes;
        for (unsigned i = 0; i < all.length; ++i) {
            const auto& entry = *static_cast<const GumboAttribute*>(all.data[i]);
            const std::string_view name = entry.name;
            if (name == "class") {
                put_classes(entry.value);
            } else if (name == "role" && std::string_view(entry.value) == "note") {
                put(name, "note");
            } else if (name != "href" && name != "src" && name != "id" && name != "name" &&
                       is_allowed_attribute(element, name)) {
                const std::string value = bounded_value(name, entry.value);
                if (!value.empty() || name == "alt" || name == "open")
                    put(name, value);
            }
        }
    }

    void put_classes(std::string_view value) {
        std::string kept;
        for (std::string_view rest = value; !rest.empty();) {
            const auto blank = rest.find(' ');
            if (is_own_class(rest.substr(0, blank)))
                kept += (kept.empty() ? "" : " ") + std::string(rest.substr(0, blank));
            rest.remove_prefix(blank == std::string_view::npos ? rest.size() : blank + 1);
        }
        if (!kept.empty())
            put("class", kept);
    }

    void checkbox(const GumboNode& node) {
        const bool checked = gumbo_get_attribute(&node.v.element.attributes, "checked") != nullptr;
        body_.html += checked ? "<input type=\"checkbox\" disabled=\"\" checked=\"\">"
                              : "<input type=\"checkbox\" disabled=\"\">";
    }

    LinkDecision decide(const LinkUse& use) {
        if (use.target.starts_with('#') && !use.image) {
            std::string fragment = use.target.substr(1);
            const bool named = body_.named_anchors.contains(fragment);
            // Anchors of headings are in lower case, whatever the link is in.
            return {named ? "#at." + fragment : '#' + to_lower(fragment), "", false, "", fragment};
        }
        return request_.decide(use);
    }

    void image(const GumboNode& node) {
        const LinkUse use{std::string(attribute(node, "src")), true, line_of(node)};
        const std::string alt(attribute(node, "alt"));
        const auto decision = decide(use);
        body_.links.push_back(
            {use.target, decision.resolved, decision.fragment, alt, use.line, true});
        text_.add(alt);
        if (decision.href.empty()) {
            dead_link(decision.reason);
            append_escaped(body_.html,
                           alt.empty() ? use.target.substr(use.target.rfind('/') + 1) : alt);
            body_.html += "</span>";
            return;
        }
        body_.html += "<img";
        put("src", decision.href);
        put("loading", "lazy");
        if (decision.external)
            put("referrerpolicy", "no-referrer");
        if (gumbo_get_attribute(&node.v.element.attributes, "alt") == nullptr)
            put("alt", "");
        attributes(node, "img");
        body_.html += '>';
    }

    void dead_link(std::string_view reason) {
        body_.html += "<span class=\"dead-link\"";
        if (!reason.empty())
            put("title", reason);
        body_.html += '>';
    }

    void open_link(const GumboNode& node) {
        const std::string anchor = anchor_name(node);
        const auto* const href = gumbo_get_attribute(&node.v.element.attributes, "href");
        OpenLink open{kNoLink, "</a>", body_.sections.size(), text_.size()};
        if (href == nullptr) {
            body_.html += "<a";
        } else {
            const LinkUse use{href->value, false, line_of(node)};
            const auto decision = decide(use);
            open.link = body_.links.size();
            body_.links.push_back(
                {use.target, decision.resolved, decision.fragment, "", use.line, false});
            if (decision.href.empty()) {
                open.end_tag = "</span>";
                body_.html += "<span class=\"dead-link\"";
                if (!decision.reason.empty())
                    put("title", decision.reason);
            } else {
                body_.html += "<a";
                put("href", decision.href);
                if (decision.external)
                    put("rel", "noopener noreferrer");
                attributes(node, "a");
            }
        }
        // Of several anchors with one name the first is where a link leads.
        if (!anchor.empty() && written_anchors_.insert(anchor).second)
            put("id", "at." + anchor);
        body_.html += '>';
        open_links_.push_back(std::move(open));
    }

    void close_link() {
        const OpenLink open = std::move(open_links_.back());
        open_links_.pop_back();
        body_.html += open.end_tag;
        if (open.link == kNoLink || open.section != body_.sections.size() ||
            open.text_at > text_.size())
            return;
        body_.links[open.link].text =
            trimmed(std::string_view(text_.so_far()).substr(open.text_at));
    }

    static bool is_heading(std::string_view name) {
        return name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6';
    }

    void open_heading(const GumboNode& node, std::string_view name) {
        is_leading_ = body_.sections.empty() && section_.level == 0 && text_.empty();
        end_section();
        section_ = {"", "", name[1] - '0', line_of(node), ""};
        heading_at_ = body_.html.size();
    }

    void close_heading(std::string_view name) {
        // A heading within a heading has closed the outer one already.
        if (!heading_at_) {
            text_.end_line();
            return;
        }
        section_.heading = text_.take();
        std::replace(section_.heading.begin(), section_.heading.end(), '\n', ' ');
        const bool is_h1 = name == "h1" && body_.first_h1.empty() && !section_.heading.empty();
        if (is_h1)
            body_.first_h1 = section_.heading;
        if (is_h1 &&
            (is_leading_ || folded_words(section_.heading) == folded_words(request_.title))) {
            body_.h1_left_out = true;
            body_.html.resize(*heading_at_);
            section_ = {"", "", 0, section_.line, ""};
        } else {
            section_.anchor = anchors_.next(section_.heading);
            std::string start = fmt::format("<{} id=\"", name);
            append_escaped(start, section_.anchor);
            body_.html.insert(*heading_at_, start + "\">");
            body_.html += fmt::format("</{}>", name);
        }
        heading_at_.reset();
    }

    void end_section() {
        section_.text = text_.take();
        if (section_.level > 0 || !section_.text.empty())
            body_.sections.push_back(std::move(section_));
        section_ = {};
    }

    static constexpr std::size_t kNoLink = static_cast<std::size_t>(-1);

    const BodyRequest& request_;
    Body body_;
    Section section_;
    PlainText text_;
    Anchors anchors_;
    std::vector<OpenLink> open_links_;
    std::set<std::string> written_anchors_;
    std::optional<std::size_t> heading_at_;
    bool is_leading_ = false;
    int verbatim_ = 0;
};

}  // namespace

Body sanitize_html(const BodyRequest& request) {
    return BodyWriter(request).run();
}

}  // namespace firstline
