#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace firstline {

/// Further names of fields in a knowledge base (KnowledgeBase::field_spellings).
using Spellings = std::map<std::string, std::vector<std::string>>;

// The file with one thing said in its front matter that was not, under the names that the fields
// have there, and every other byte as it was. Nothing if that cannot be done line by line
// (with_fields(), with_list_entry()).

/// Where the file has no aliases of its own, they take the place of those it has from elsewhere, so
/// `inherited` stands before the new one.
std::optional<std::string> with_alias(std::string_view text, std::string_view alias,
                                      const Spellings& spellings,
                                      std::span<const std::string> inherited = {});

/// What names the owner only weakly, such as `author`, stays beside it.
std::optional<std::string> with_owner(std::string_view text, const std::string& key,
                                      const Spellings& spellings);

/// `state` is the name of one. Flags that say otherwise, such as `draft: true`, are taken back.
std::optional<std::string> with_state(std::string_view text, const std::string& state,
                                      const Spellings& spellings);

/// Archived; `target`, the id of the article that takes its place, may be empty.
std::optional<std::string> with_retirement(std::string_view text, const std::string& target,
                                           const Spellings& spellings);

}  // namespace firstline
