#pragma once

#include <string>

#include <cmark-gfm.h>

namespace firstline {

/// Writes the tree below `root` as HTML, see MarkdownHtml::html. Alerts are found and marked in the
/// tree first. REQUIRES: a tree at most 200 levels deep.
std::string write_markdown(cmark_node* root);

/// The kinds of alerts, as `[!KIND]` names them in capitals.
struct AlertKind {
    const char* name;
    const char* css_class;
    const char* title;
};

/// Cuts blockquotes so that each `[!KIND]` starts a paragraph of its own, and takes the marker
/// away.
void mark_alerts(cmark_node* root);

/// What mark_alerts() found at the start of a paragraph, else nullptr.
const AlertKind* alert_of(cmark_node* paragraph);

}  // namespace firstline
