#include "indexer/article/sanitize_html.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "indexer/article/anchors.h"
#include "indexer/article/html_rules.h"
#include "indexer/article/html_tree.h"
#include "indexer/article/html_writer.h"
#include "indexer/article/named_places.h"
#include "indexer/article/plain_text.h"
#include "indexer/text/characters.h"
#include "indexer/text/tokens.h"

namespace firstline {

namespace {

class BodyWriter {
public:
    explicit BodyWriter(const BodyRequest& request) : request_(request) {}

    Body run() {
        const HtmlTree tree = parse_html(request_.html);
        places_.emplace(*tree->root);
        body_.named_anchors = places_->names();
        section_ = {"", "", 0, 1, ""};
        walk(
            *tree->root, [this](const GumboNode& node) { return enter(node); },
            [this](const GumboNode& node) { leave(node); });
        end_section();
        if (html_.size() > request_.largest_html) {
            body_ = {};
            body_.too_large = true;
        } else {
            body_.html = html_.take();
        }
        return std::move(body_);
    }

private:
    struct OpenLink {
        std::size_t link;  ///< index in body_.links
        std::string_view element;
        std::size_t section;
        std::size_t text_at;
    };

    /// The ids of a place that are to be written now.
    std::vector<std::string> new_ids(const GumboNode& node) {
        auto ids = places_->new_ids(node);
        if (heading_at_)
            places_in_heading_.insert(places_in_heading_.end(), ids.begin(), ids.end());
        return ids;
    }

    void write_places(const std::vector<std::string>& ids) {
        for (const auto& id : ids)
            html_.place(id);
    }

    /// True if the children of the node are to be visited.
    bool enter(const GumboNode& node) {
        if (html_.size() > request_.largest_html)
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
            html_.checkbox(has_attribute(node, "checked"));
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
            html_.close(name);
        }
    }

    void add_text(const GumboNode& node) {
        if (node.type != GUMBO_NODE_TEXT && node.type != GUMBO_NODE_WHITESPACE &&
            node.type != GUMBO_NODE_CDATA)
            return;
        const std::string_view text = node.v.text.text;
        html_.text(text);
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
        html_.begin_tag(rule.name);
        for (const auto& id : new_ids(node))
            html_.attribute("id", id);
        html_.allowed_attributes(node, rule.name);
        html_.end_tag();
    }

    LinkDecision decide(const LinkUse& use) {
        if (use.target.starts_with('#') && !use.image) {
            const std::string fragment = use.target.substr(1);
            return {.href = '#' + places_->id_for(fragment), .fragment = fragment};
        }
        LinkDecision decision = request_.decide(use);
        if (!use.image && decision.resolved == request_.path && !decision.fragment.empty())
            decision.href = '#' + places_->id_for(decision.fragment);
        return decision;
    }

    void image(const GumboNode& node) {
        const LinkUse use{std::string(attribute_of(node, "src")), true, line_of(node)};
        const std::string alt(attribute_of(node, "alt"));
        const auto decision = decide(use);
        body_.links.push_back({use.target, decision.resolved, decision.fragment, alt, use.line,
                               true, decision.external ? decision.href : std::string()});
        text_.add(alt);
        write_places(new_ids(node));
        if (decision.href.empty()) {
            html_.begin_dead_link(decision.reason);
            html_.end_tag();
            html_.text(alt.empty() ? use.target.substr(use.target.rfind('/') + 1) : alt);
            html_.close("span");
            return;
        }
        html_.begin_tag("img");
        html_.attribute("src", decision.href);
        html_.attribute("loading", "lazy");
        if (decision.external)
            html_.attribute("referrerpolicy", "no-referrer");
        if (!has_attribute(node, "alt"))
            html_.attribute("alt", "");
        // So that a page knows the place of an image before it has come. What the writer asked for
        // goes first.
        if (decision.size && !has_attribute(node, "width") && !has_attribute(node, "height")) {
            html_.attribute("width", std::to_string(decision.size->width));
            html_.attribute("height", std::to_string(decision.size->height));
        }
        html_.allowed_attributes(node, "img");
        html_.end_tag();
    }

    void open_link(const GumboNode& node) {
        OpenLink open{kNoLink, "a", body_.sections.size(), text_.size()};
        auto ids = new_ids(node);
        while (ids.size() > 1) {
            html_.place(ids.back());
            ids.pop_back();
        }
        if (!has_attribute(node, "href")) {
            html_.begin_tag("a");
        } else {
            const LinkUse use{std::string(attribute_of(node, "href")), false, line_of(node)};
            const auto decision = decide(use);
            open.link = body_.links.size();
            body_.links.push_back({use.target, decision.resolved, decision.fragment, "", use.line,
                                   false, decision.external ? decision.href : std::string()});
            if (decision.href.empty()) {
                open.element = "span";
                html_.begin_dead_link(decision.reason);
            } else {
                html_.begin_tag("a");
                html_.attribute("href", decision.href);
                if (decision.external)
                    html_.attribute("rel", "noopener noreferrer");
                html_.allowed_attributes(node, "a");
            }
        }
        for (const auto& id : ids)
            html_.attribute("id", id);
        html_.end_tag();
        open_links_.push_back(open);
    }

    void close_link() {
        const OpenLink open = open_links_.back();
        open_links_.pop_back();
        html_.close(open.element);
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
        heading_at_ = html_.size();
        places_in_heading_.clear();
        write_places(new_ids(node));
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
            html_.cut(*heading_at_);
            // It is gone from the text, not from the links that lead to it.
            body_.title_anchor = anchors_.next(section_.heading);
            html_.place(body_.title_anchor);
            write_places(places_in_heading_);
            section_ = {"", "", 0, section_.line, ""};
        } else {
            section_.anchor = anchors_.next(section_.heading);
            html_.insert_tag(*heading_at_, name, section_.anchor);
            html_.close(name);
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
    HtmlWriter html_;
    Section section_;
    PlainText text_;
    Anchors anchors_;
    std::vector<OpenLink> open_links_;
    std::optional<NamedPlaces> places_;
    std::vector<std::string> places_in_heading_;  ///< ids written since `heading_at_`
    std::optional<std::size_t> heading_at_;
    bool is_leading_ = false;
    int verbatim_ = 0;
};

}  // namespace

Body sanitize_html(const BodyRequest& request) {
    return BodyWriter(request).run();
}

}  // namespace firstline
