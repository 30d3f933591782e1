#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/article/article.h"
#include "indexer/article/image_size.h"

namespace firstline {

/// A link or image as it was found. Lines are those of the text that was parsed.
struct LinkUse {
    std::string target;
    bool image = false;
    int line = 1;
};

/// What becomes of a link.
struct LinkDecision {
    std::string href;    ///< empty: the words stay, without a link
    std::string reason;  ///< for a dead link: shown when pointed at; empty: nothing to say
    bool external = false;
    std::string resolved;
    std::string fragment;
    std::optional<ImageSize> size;  ///< of an image, where it is known
};

using DecideLink = std::function<LinkDecision(const LinkUse&)>;

/// The body of an article, in all the forms that are needed of it.
struct Body {
    std::string html;
    std::vector<Section> sections;
    std::vector<Link> links;
    /// Names of places, set by `<a name="x">` or an `id`; place_id() makes ids of them.
    std::set<std::string> named_anchors;
    std::string first_h1;  ///< text of the first H1
    bool h1_left_out = false;
    std::string title_anchor;  ///< of the H1 that was left out: leads to where it stood
    bool too_large = false;    ///< the HTML would have exceeded the limit; nothing else is set
};

struct BodyRequest {
    std::string_view html;  ///< from markdown_to_html()
    std::string path;       ///< of the article: links to it are links within the page
    std::string title;      ///< of the front matter; an H1 that says the same is left out
    DecideLink decide;
    std::size_t largest_html = std::size_t{64} << 20U;
};

/// Keeps what the allow-list allows and writes it anew: every element closed, every attribute
/// quoted, headings with their anchors, named places with their ids, links as decided. The first H1
/// is left out if it leads the text or repeats the title. HTML and plain text come from one walk
/// over one tree, so that they agree.
Body sanitize_html(const BodyRequest& request);

}  // namespace firstline
