#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/pages/pages.h"
#include "server/store/flags.h"

namespace firstline {

/// The form that says what is wrong with an article.
struct FlagFormView {
    std::string article;  ///< id
    std::string title;
    std::string url;
    std::string keeper;  ///< who keeps the article; empty: nobody is named
    std::string reason;  ///< as it was chosen; empty the first time
    std::string other;
    std::string line;
    std::string note;
    std::string ticket;
    std::string form_token;
    std::string trouble_field;  ///< `reason`, `other`, `note`; empty: all is well
    std::string trouble;
};

/// A flag on an article that its reader may read.
struct ShownFlag {
    Flag flag;
    std::string title;  ///< of the article, as it is now
    std::string url;    ///< empty: the article is gone
    std::string other_title;
    std::string other_url;
    std::string keeper;  ///< key of the owner; may be empty
};

/// Of those that one team keeps.
struct FlagGroup {
    std::string key;  ///< may be empty: nobody is named
    std::string name;
    std::size_t flags = 0;
    std::vector<ShownFlag> shown;  ///< empty: narrowed to another
};

struct FlagListView {
    std::vector<FlagGroup> groups;
    Flag::State state = Flag::State::open;
    std::string owner;  ///< key that the list is narrowed to
    bool of_owner = false;
    std::string article;  ///< id that the list is narrowed to; may be empty
    std::string article_title;
    bool may_answer = false;
    bool can_edit = false;  ///< changes can be proposed: the server has the texts
    bool more = false;      ///< than are listed
    std::string me;         ///< name of the account
    std::string form_token;
    std::string thanks;  ///< a sentence for who has just raised or answered one
    std::chrono::sys_seconds now{};
};

std::string flag_form_page(const Pages& pages, const Frame& frame, const FlagFormView& view);
std::string flag_list_page(const Pages& pages, const Frame& frame, const FlagListView& view);

/// `Open`, `Mended`, `Declined`
std::string_view label_of(Flag::State state);
/// The label of a reason; the key of one that is not known.
std::string flag_reason_label(const std::string& key);

}  // namespace firstline
