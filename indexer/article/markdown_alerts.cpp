#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/article/markdown_writer.h"
#include "indexer/text/characters.h"

namespace firstline {

namespace {

constexpr auto kAlerts = std::to_array<AlertKind>({
    {"NOTE", "alert-note", "Note"},
    {"TIP", "alert-tip", "Tip"},
    {"IMPORTANT", "alert-important", "Important"},
    {"WARNING", "alert-warning", "Warning"},
    {"CAUTION", "alert-caution", "Caution"},
});

struct IterFree {
    void operator()(cmark_iter* iter) const { cmark_iter_free(iter); }
};

const AlertKind* kind_at(std::string_view text, std::size_t& length) {
    if (!text.starts_with("[!"))
        return nullptr;
    const auto end = text.find(']');
    constexpr std::size_t kLongestName = 14;  // and npos is longer than any
    if (end > kLongestName)
        return nullptr;
    const std::string word = lower_ascii(text.substr(2, end - 2));
    for (const auto& kind : kAlerts) {
        if (lower_ascii(kind.name) == word) {
            length = end + 1;
            return &kind;
        }
    }
    return nullptr;
}

bool is_break(cmark_node* node) {
    return node != nullptr && (cmark_node_get_type(node) == CMARK_NODE_SOFTBREAK ||
                               cmark_node_get_type(node) == CMARK_NODE_LINEBREAK);
}

void remove(cmark_node* node) {
    cmark_node_unlink(node);
    cmark_node_free(node);
}

/// Moves `first` and what follows it into a new paragraph behind `paragraph`.
cmark_node* split_before(cmark_node* paragraph, cmark_node* first) {
    cmark_node* const rest = cmark_node_new(CMARK_NODE_PARAGRAPH);
    cmark_node_insert_after(paragraph, rest);
    if (cmark_node* const before = cmark_node_previous(first); is_break(before))
        remove(before);
    while (first != nullptr) {
        cmark_node* const next = cmark_node_next(first);
        cmark_node_append_child(rest, first);
        first = next;
    }
    return rest;
}

void take_marker(cmark_node* paragraph, cmark_node* text, const AlertKind& kind,
                 std::size_t length) {
    cmark_node_set_user_data(paragraph, const_cast<AlertKind*>(&kind));
    const std::string rest(trimmed(std::string_view(cmark_node_get_literal(text)).substr(length)));
    cmark_node* const next = cmark_node_next(text);
    if (!rest.empty()) {
        cmark_node_set_literal(text,
                               (rest + (next != nullptr && !is_break(next) ? " " : "")).c_str());
        return;
    }
    if (is_break(next))
        remove(next);
    remove(text);
}

void mark_paragraph(cmark_node* paragraph) {
    bool at_line_start = true;
    for (cmark_node* node = cmark_node_first_child(paragraph); node != nullptr;) {
        cmark_node* const next = cmark_node_next(node);
        std::size_t length = 0;
        const auto* const kind = at_line_start && cmark_node_get_type(node) == CMARK_NODE_TEXT
                                     ? kind_at(cmark_node_get_literal(node), length)
                                     : nullptr;
        if (kind != nullptr) {
            if (node != cmark_node_first_child(paragraph))
                paragraph = split_before(paragraph, node);
            take_marker(paragraph, node, *kind, length);
        }
        at_line_start = is_break(node);
        node = next;
        // The break behind a marker that stood alone is gone.
        if (kind != nullptr) {
            node = cmark_node_first_child(paragraph);
            at_line_start = false;
        }
    }
}

}  // namespace

void mark_alerts(cmark_node* root) {
    std::vector<cmark_node*> paragraphs;
    const std::unique_ptr<cmark_iter, IterFree> iter(cmark_iter_new(root));
    while (cmark_iter_next(iter.get()) != CMARK_EVENT_DONE) {
        cmark_node* const node = cmark_iter_get_node(iter.get());
        cmark_node* const parent = cmark_node_parent(node);
        if (cmark_iter_get_event_type(iter.get()) == CMARK_EVENT_ENTER && parent != nullptr &&
            cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH &&
            cmark_node_get_type(parent) == CMARK_NODE_BLOCK_QUOTE)
            paragraphs.push_back(node);
    }
    for (auto* const paragraph : paragraphs)
        mark_paragraph(paragraph);
}

const AlertKind* alert_of(cmark_node* paragraph) {
    return cmark_node_get_type(paragraph) == CMARK_NODE_PARAGRAPH
               ? static_cast<const AlertKind*>(cmark_node_get_user_data(paragraph))
               : nullptr;
}

}  // namespace firstline
