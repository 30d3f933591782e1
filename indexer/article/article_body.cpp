#include "indexer/article/article_body.h"

#include <algorithm>
#include <set>
#include <utility>

#include "indexer/article/content_hash.h"
#include "indexer/article/directives.h"
#include "indexer/article/link_resolver.h"
#include "indexer/article/markdown.h"
#include "indexer/article/sanitize_html.h"
#include "indexer/text/characters.h"
#include "indexer/text/html.h"
#include "indexer/text/tokens.h"

namespace firstline {

namespace {

/// A text that cannot be parsed is shown, and found, as it was written.
void show_as_written(const BodyInput& input, Article& article, Problems& problems) {
    problems.push_back({article.path, input.first_line, Severity::error, "too-complex",
                        "this text is too deeply nested, or too large once it is formatted; it is "
                        "shown as written"});
    article.html = "<pre>" + escape(input.text).markup + "</pre>";
    article.sections = {{"", "", 0, input.first_line, std::string(trimmed(input.text))}};
}

/// The words of an H1 that is not the title are not shown a second time, but they can be found.
void keep_words_of_h1(const std::string& h1, Article& article) {
    if (folded_words(h1) == folded_words(article.title))
        return;
    if (article.sections.empty() || article.sections.front().level > 0)
        article.sections.insert(article.sections.begin(), Section{});
    auto& text = article.sections.front().text;
    text = text.empty() ? h1 : h1 + '\n' + text;
}

void take_body(Body body, const ExpandedText& text, Article& article) {
    article.html = std::move(body.html);
    article.sections = std::move(body.sections);
    article.links = std::move(body.links);
    article.named_anchors.assign(body.named_anchors.begin(), body.named_anchors.end());
    article.title_anchor = std::move(body.title_anchor);
    for (auto& section : article.sections)
        section.line = text.origin_of(section.line).line;
    for (auto& link : article.links)
        link.line = text.origin_of(link.line).line;
    if (article.title.empty())
        article.title = body.first_h1;
    else if (body.h1_left_out)
        keep_words_of_h1(body.first_h1, article);
}

}  // namespace

void read_body(const BodyInput& input, Article& article, Problems& problems) {
    article.content_hash = content_hash(input.text);
    const auto text =
        expand_directives(input.text, input.first_line, article.path, input.find, problems);
    article.includes.assign(text.files.begin() + 1, text.files.end());
    std::sort(article.includes.begin(), article.includes.end());

    const auto markdown = markdown_to_html(text.text);
    LinkResolver resolver(input.files.index(), input.kb, article.path, problems);
    std::set<std::string> sized_images;
    const DecideLink decide = [&](const LinkUse& use) {
        const auto origin = text.origin_of(use.line);
        LinkDecision decision = resolver.decide(use, {text.files[origin.file], origin.line});
        if (use.image && !decision.resolved.empty() && !decision.href.empty())
            decision.size = input.files.image_size(decision.resolved);
        if (decision.size)
            sized_images.insert(decision.resolved);
        return decision;
    };
    Body body;
    if (!markdown.too_complex)
        body = sanitize_html({markdown.html, article.path, article.title, decide,
                              largest_html_of(text.text.size())});
    if (markdown.too_complex || body.too_large) {
        show_as_written(input, article, problems);
        return;
    }
    take_body(std::move(body), text, article);
    article.files = resolver.take_files();
    article.sized_images.assign(sized_images.begin(), sized_images.end());
}

}  // namespace firstline
