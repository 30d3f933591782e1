#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/article/knowledge_base.h"
#include "indexer/format/stored_article.h"
#include "server/access/viewer.h"

namespace firstline {

/// The sentences and labels of the pages, as plain text. Nothing here knows HTML.

/// What a reader needs to trust an article: `Reviewed 12 Mar 2026 by Messaging`. A stamp that lies
/// in the future counts as none.
std::string review_line(const ArticleRecord& article, const std::vector<Owner>& owners, Date today);

/// The day that has passed and since which the text is not to be trusted; empty while it is.
std::string expired_since(const ArticleRecord& article, Date today);

/// Whose article it is, for readers. Empty when nobody is known: an assumed owner is shown only if
/// `_owners.yml` has it.
std::string owner_name(const ArticleRecord& article, const std::vector<Owner>& owners);

/// Whom it is kept for: `Employees only`. Empty for what anyone may read.
std::string audience_label(const Audience& audience);

/// Which shape and colour tells articles of an audience apart: `employees`, `agents`, `writers`,
/// `group`; empty for what anyone may read.
std::string audience_mark(const Audience& audience);

/// `Agent`, `Administrator`.
std::string role_label(Role role);

/// For whom articles of an audience are, as a heading: `Everybody`, `Group hr`,
/// `Agents of group hr`.
std::string readership_label(const Audience& audience);

/// `Firefox on Windows` of a User-Agent header; `A browser` if it tells neither.
std::string browser_label(std::string_view user_agent);

/// `just now`, `12 minutes ago`, `3 hours ago`, `5 days ago`.
std::string ago(std::chrono::seconds passed);

/// `Draft`, `Not yet validated`; empty for the rest.
std::string state_label(State state);

/// `How-to` for `how-to`; a type we do not know stays as it was written.
std::string type_label(std::string_view type);

/// `2,448`
std::string count_text(unsigned count);

/// `1 article`, `2,448 articles`
std::string article_count(unsigned count);

/// About `most` of them: `Windows 11, macOS and 4 more`.
std::string short_list(const std::vector<std::string>& items, std::size_t most);

/// `12 Mar 2026, 09:40 UTC`
std::string reader_time(std::chrono::sys_seconds time);

/// `email-and-calendar` -> `Email and calendar`
std::string folder_name(std::string_view folder);

}  // namespace firstline
