#include "server/pages/article_data.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "server/pages/frame_data.h"
#include "server/pages/links.h"
#include "server/pages/results_data.h"
#include "server/pages/solved_data.h"
#include "server/pages/wording.h"

namespace firstline {

namespace {

/// Shorter articles are seen at a glance.
constexpr std::size_t kFewestContents = 3;

/// Beyond this a table of contents is no longer one.
constexpr std::size_t kMostContents = 40;

constexpr std::size_t kMostAppliesTo = 6;

void add_crumbs(PageData& data, const ArticleRecord& article) {
    std::vector<PageData> crumbs;
    if (!article.product.empty()) {
        SearchRequest browse;
        browse.filter.product = {article.product.front()};
        PageData crumb;
        crumb.text("name", article.product.front()).text("url", search_url(browse));
        crumbs.push_back(std::move(crumb));
    } else {
        std::string_view rest = article.path;
        for (auto slash = rest.find('/'); slash != std::string_view::npos; slash = rest.find('/')) {
            PageData crumb;
            crumb.text("name", folder_name(rest.substr(0, slash))).text("url", "");
            crumbs.push_back(std::move(crumb));
            rest.remove_prefix(slash + 1);
        }
    }
    data.list("crumbs", crumbs);
}

void add_contents(PageData& data, const std::vector<StoredSection>& sections) {
    std::vector<PageData> entries;
    for (const StoredSection& section : sections) {
        if (section.level != 2 || section.anchor.empty() || entries.size() == kMostContents)
            continue;
        PageData entry;
        entry.text("heading", section.heading)
            .text("fragment", "#" + encode_component(section.anchor));
        entries.push_back(std::move(entry));
    }
    const bool few = entries.size() < kFewestContents;
    data.list("contents", few ? std::vector<PageData>{} : entries);
}

std::string system_name(std::string_view system) {
    if (system == "macos")
        return "macOS";
    if (system == "ios")
        return "iOS";
    return folder_name(system);
}

void add_related(PageData& data, const std::vector<ArticleRecord>& related) {
    std::vector<PageData> items;
    for (const ArticleRecord& article : related) {
        PageData item;
        item.text("title", article.title)
            .text("url", article_url(article.slug))
            .text("summary", article.summary);
        items.push_back(std::move(item));
    }
    data.list("related", items);
}

void add_for_desk(PageData& data, const ArticleView& view) {
    data.flag("for_desk", view.for_desk.has_value());
    if (!view.for_desk)
        return;
    const ForDesk& shown = *view.for_desk;
    data.text("desk_token", shown.form_token)
        .text("article_id", view.article.record.id)
        .text("used", shown.used)
        .text("reviewed_by_use", shown.reviewed)
        .flag("desk_facts", !shown.used.empty() || !shown.flags_url.empty())
        .flag("said_so", shown.said_so)
        .flag("used_just_now", shown.just_now && shown.said_so)
        .text("flag_url", shown.flag_url)
        .text("flags_url", shown.flags_url)
        .text("flags", shown.flags)
        .flag("may_stamp", shown.may_stamp)
        .text("retire_url",
              shown.may_stamp ? "/writer/retire/" + encode_component(view.article.record.id) : "")
        .text("text_hash", view.article.details.content_hash);
}

/// A BCP 47 tag for the `lang` attribute; anything else would mislead a screen reader.
std::string language_tag(std::string_view lang) {
    const bool well_formed =
        lang.size() >= 2 && std::all_of(lang.begin(), lang.end(), [](char c) {
            return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-';
        });
    return well_formed ? std::string{lang} : std::string{};
}

}  // namespace

void add_diagnose(PageData& data, const std::vector<Diagnosis>& diagnose) {
    std::vector<PageData> items;
    for (const Diagnosis& step : diagnose) {
        PageData item;
        item.text("system", system_name(step.system))
            .text("command", step.command)
            .text("page_url", web_url(step.command));
        items.push_back(std::move(item));
    }
    data.list("diagnose", items);
}

bool is_listed(const ArticleRecord& article) {
    return article.audience == Audience{Standing::anyone, {}} &&
           article.state == State::validated && !article.unlisted;
}

void add_article_door(PageData& data, const Frame& frame, const ArticleView& view) {
    add_door(data, frame, {});
    data.text("help_url", "/help?from=" + encode_component(view.article.record.slug));
}

void add_article(PageData& data, const Frame& frame, const ArticleView& view) {
    const ArticleRecord& article = view.article.record;
    add_crumbs(data, article);
    add_contents(data, view.article.sections);
    add_diagnose(data, view.article.details.diagnose);
    add_related(data, view.related);
    add_article_door(data, frame, view);
    add_solved(data, view.solved);
    add_for_desk(data, view);
    data.text("title", article.title)
        .text("article_lang", language_tag(article.lang))
        .text("summary", article.summary)
        .html("body_html", Html{view.article.details.html})  // sanitised by the indexer
        .text("applies_to", short_list(article.applies_to, kMostAppliesTo))
        .text("review", review_line(article, frame.owners, frame.today))
        .text("owner", owner_name(article, frame.owners))
        .text("audience", audience_label(article.audience))
        .text("mark", audience_mark(article.audience))
        .texts("labels", labels_of(article))
        .flag("is_draft", article.state == State::draft)
        .flag("is_unvalidated", article.state == State::unvalidated)
        .text("expired", expired_since(article, frame.today))
        .text("edit_url",
              view.edit_url.starts_with("/edit/") ? view.edit_url : web_url(view.edit_url));
}

}  // namespace firstline
