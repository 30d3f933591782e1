#include "server/pages/frame_data.h"

#include <string_view>
#include <utility>

#include "indexer/text/dates.h"
#include "server/pages/links.h"
#include "server/pages/wording.h"

namespace firstline {

namespace {

PageData field(std::string_view name, std::string_view value) {
    PageData data;
    data.text("name", name).text("value", value);
    return data;
}

void add_kept_fields(PageData& data, const SearchRequest* search) {
    std::vector<PageData> fields;
    if (search != nullptr) {
        for (const std::string& value : search->filter.product)
            fields.push_back(field("product", value));
        for (const std::string& value : search->filter.type)
            fields.push_back(field("type", value));
        for (const std::string& value : search->filter.tag)
            fields.push_back(field("tag", value));
        if (search->operators || search->as_words)
            fields.push_back(field("ops", search->operators ? "1" : "0"));
    }
    data.list("kept_fields", fields);
}

void add_person(PageData& data, const Frame& frame) {
    data.text("sign_in_url", frame.sign_in_url);
    if (!frame.person) {
        data.flag("person", false);
        return;
    }
    PageData person;
    person.text("name", frame.person->name)
        .text("role", role_label(frame.person->role))
        .text("form_token", frame.person->form_token)
        .flag("answers", frame.person->role >= Role::agent)
        .flag("writes", may(frame.person->role, Permission::review))
        .flag("reports", may(frame.person->role, Permission::report))
        .text("sign_out_url", frame.person->sign_out_url);
    data.object("person", std::move(person));
}

/// The latest of what is known to have happened to an article, in words.
std::string latest_change(const ArticleRecord& article, Date today) {
    const bool updated = article.updated && *article.updated <= today;
    const bool reviewed = article.reviewed && *article.reviewed <= today;
    if (updated && (!reviewed || *article.updated > *article.reviewed))
        return "Changed " + reader_date(*article.updated);
    return reviewed ? "Reviewed " + reader_date(*article.reviewed) : std::string{};
}

PageData topic_data(const Topic& topic) {
    SearchRequest browse;
    (topic.is_tag ? browse.filter.tag : browse.filter.product) = {topic.name};
    PageData data;
    data.text("name", topic.name)
        .text("url", search_url(browse))
        .text("articles", count_text(topic.articles));
    return data;
}

}  // namespace

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        if (end > 0)
            lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

void add_door(PageData& data, const Frame& frame, std::string_view about) {
    data.text("help_url", about.empty() ? "/help" : "/help?q=" + encode_component(about))
        .text("telephone", frame.desk.telephone)
        .text("telephone_url", telephone_url(frame.desk.telephone));
}

void add_notices(PageData& data, const std::vector<Notice>& notices) {
    std::vector<PageData> items;
    for (const Notice& notice : notices) {
        PageData item;
        item.text("title", notice.title)
            .text("text", notice.text)
            .text("link", notice_url(notice.link))
            .text("join_url",
                  notice.key.empty() ? "" : "/incidents/" + encode_component(notice.key))
            .text("key", notice.key)
            .text("since", notice.from ? reader_time(*notice.from) : std::string{});
        items.push_back(std::move(item));
    }
    data.list("notices", items);
}

PageData frame_data(const Frame& frame, const PageKind& kind, const std::string& version) {
    PageData data;
    data.text("kb_name", frame.kb_name)
        .text("language", frame.language.empty() ? "en" : frame.language)
        .text("page_title", kind.title)
        .text("description", kind.description)
        .text("canonical", kind.canonical.empty() ? "" : frame.base_url + kind.canonical)
        .flag("noindex", !kind.listed)
        .flag("is_home", kind.home)
        .text("style", kind.style)
        .flag("shows_articles", kind.shows_articles)
        .text("query", frame.query)
        .text("readable", article_count(frame.articles))
        .text("version", version);
    if (frame.index_updated_at != std::chrono::sys_seconds{})
        data.text("index_updated", reader_time(frame.index_updated_at));
    else
        data.text("index_updated", "");
    add_kept_fields(data, kind.search);
    add_person(data, frame);
    add_door(data, frame, frame.query);
    return data;
}

PageData home_data(const Frame& frame, const HomeView& view, PageData data) {
    add_notices(data, view.notices);
    std::vector<PageData> topics;
    topics.reserve(view.topics.size());
    for (const Topic& topic : view.topics)
        topics.push_back(topic_data(topic));
    std::vector<PageData> newest;
    for (const ArticleRecord& article : view.newest) {
        PageData item;
        item.text("title", article.title)
            .text("url", article_url(article.slug))
            .text("when", latest_change(article, frame.today));
        newest.push_back(std::move(item));
    }
    const bool hint = view.nothing_public && frame.loopback;
    data.list("topics", topics)
        .list("newest", newest)
        .flag("nothing_public", hint)
        .flag("index_empty", !hint && frame.articles == 0)
        .flag("index_hint", frame.loopback);
    return data;
}

}  // namespace firstline
