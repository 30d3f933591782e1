#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "indexer/article/knowledge_base.h"
#include "indexer/format/stored_article.h"
#include "server/search/search_types.h"

namespace firstline {

/// What every page shows around its content.
struct Frame {
    std::string kb_name;
    std::string language;   ///< for the `lang` attribute: `en`
    std::string base_url;   ///< `https://kb.example.com`, no slash at the end; may be empty
    std::string path;       ///< of this page with its query: `/search?q=vpn`
    std::string query;      ///< what the search box holds
    unsigned articles = 0;  ///< that this viewer may read
    std::chrono::sys_seconds index_updated_at{};
    DeskSettings desk;
    std::string after_hours;  ///< what a caller meets then, in the desk's words; may be empty
    std::vector<Owner> owners;
    Date today{};
    bool loopback = false;  ///< the client sits on this machine: operators' hints may show
};

struct HomeView {
    std::vector<Notice> notices;
    std::vector<Topic> topics;
    std::vector<ArticleRecord> newest;
    /// The index holds articles, but none that a reader who has not signed in may read. Told to
    /// clients on this machine; others see an empty knowledge base.
    bool nothing_public = false;
};

struct ResultsView {
    SearchRequest request;
    SearchResults results;
    std::vector<Notice> notices;  ///< incidents that the query is about
};

struct ArticleView {
    StoredArticle article;
    std::vector<ArticleRecord> related;
    std::string edit_url;  ///< empty: no edit link
};

/// The same bytes for what does not exist and for what this viewer may not read.
struct NotFoundView {
    std::string words;  ///< made from the URL, for the search box
    SearchResults results;
};

struct ErrorView {
    int status = 500;
    std::string title;  ///< `That took too long`
    std::string text;   ///< what to do next
};

}  // namespace firstline
