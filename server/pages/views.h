#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "indexer/article/knowledge_base.h"
#include "indexer/format/stored_article.h"
#include "server/access/roles.h"
#include "server/access/sessions.h"
#include "server/pages/for_desk.h"
#include "server/pages/solved_view.h"
#include "server/search/search_types.h"

namespace firstline {

/// Who is signed in.
struct Person {
    std::string name;
    Role role = Role::reader;
    std::string form_token;    ///< to sign out by a form; empty: signed in elsewhere
    std::string sign_out_url;  ///< of the place where they signed in; may be empty
};

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
    std::optional<Person> person;
    std::string form_token;   ///< for forms of who is signed in, whichever way; else empty
    std::string sign_in_url;  ///< for who is not signed in; empty: nobody can
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
    SolvedView solved;
    std::optional<ForDesk> for_desk;  ///< absent: who reads it is not of the desk
};

/// The same bytes for what does not exist and for what this viewer may not read.
struct NotFoundView {
    std::string words;  ///< made from the URL, for the search box
    SearchResults results;
};

struct SignInView {
    std::string form_token;
    std::string to;           ///< the path to go on to
    std::string name;         ///< as it was typed
    std::string trouble;      ///< why it did not work; empty the first time
    bool plain_http = false;  ///< passwords must not go over this connection: no form
};

/// How many articles of one audience somebody may read.
struct ReadableAudience {
    Audience audience;
    std::uint64_t articles = 0;
};

struct AccountView {
    std::vector<std::string> groups;
    std::vector<ReadableAudience> readable;
    std::vector<Session> sessions;  ///< empty: signed in elsewhere
    std::int64_t this_session = 0;
    std::chrono::sys_seconds now{};
    std::string trouble;  ///< why the password was not changed
    std::string done;     ///< what was done
};

struct ErrorView {
    int status = 500;
    std::string title;  ///< `That took too long`
    std::string text;   ///< what to do next
};

}  // namespace firstline
