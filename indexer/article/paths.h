#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/article/knowledge_base.h"

namespace firstline {

/// The form in which slugs and old URLs are compared: lower case, no slash at either end, no `.md`.
/// `/a/` in front is the URL space of articles and no part of the name. Nothing for a name that is
/// empty, leads upward (`..`) or holds control characters.
std::optional<std::string> url_name(std::string_view text);

/// `Printers/Badge.md` -> `Printers/Badge`
std::string without_md(std::string_view path);

/// The folder of a path, without a slash at its end; empty for a file at the root.
std::string folder_of(std::string_view path);

/// Joins `relative` to the folder `base`, both below the root. Nothing if it leads outside the
/// root.
std::optional<std::string> join_below_root(std::string_view base, std::string_view relative);

/// The parts of a path between its slashes.
std::vector<std::string_view> path_parts(std::string_view path);

/// Why the Markdown file at `path` is no article: `hidden`, `fragment`, `readme`, `license`,
/// `security`, `contributing`; empty if it may be one.
std::string why_no_article(std::string_view path, const KnowledgeBase& kb);

/// For a URL: everything but unreserved characters and slashes as `%XX`.
std::string percent_encoded(std::string_view path);

/// Nothing for a malformed `%`, or one that stands for a control character.
std::optional<std::string> percent_decoded(std::string_view text);

}  // namespace firstline
