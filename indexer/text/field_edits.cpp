#include "indexer/text/field_edits.h"

#include <algorithm>

#include "indexer/text/front_matter_edit.h"
#include "indexer/text/front_matter_lines.h"
#include "indexer/text/front_matter_list.h"

namespace firstline {

namespace {

/// Names of a field: those of the table of fields, then those of the knowledge base.
std::vector<std::string> names_of(std::vector<std::string> names, const Spellings& spellings) {
    if (const auto more = spellings.find(names.front()); more != spellings.end())
        names.insert(names.end(), more->second.begin(), more->second.end());
    return names;
}

bool has_field(std::string_view text, std::string_view name) {
    const FoundHead found = find_head(text);
    for (std::size_t at = found.head ? found.head->begin : 0; found.head && at < found.head->end;) {
        const Line line = line_at(text, at);
        if (key_length(text.substr(line.begin, line.end - line.begin), name) > 0)
            return true;
        at = line.next;
    }
    return false;
}

FieldEdit taken_back(const char* flag) {
    return {{flag}, "false", true};
}

}  // namespace

std::optional<std::string> with_alias(std::string_view text, std::string_view alias,
                                      const Spellings& spellings,
                                      std::span<const std::string> inherited) {
    const auto names = names_of({"aliases", "keywords", "f1_keywords"}, spellings);
    const bool has_own = std::any_of(
        names.begin(), names.end(), [&](const std::string& name) { return has_field(text, name); });
    std::optional<std::string> edited{text};
    if (!has_own)
        for (const std::string& entry : inherited)
            if (edited)
                edited = with_list_entry(*edited, names, entry);
    return edited ? with_list_entry(*edited, names, alias) : std::nullopt;
}

std::optional<std::string> with_owner(std::string_view text, const std::string& key,
                                      const Spellings& spellings) {
    std::vector<std::string> names{"owner"};
    // These are read before what the knowledge base calls it.
    constexpr const char* kOthers[] = {"owner_slack", "group", "manager", "ms.author", "author"};
    if (std::none_of(std::begin(kOthers), std::end(kOthers),
                     [&](const char* other) { return has_field(text, other); }))
        names = names_of(std::move(names), spellings);
    return with_fields(text, std::vector<FieldEdit>{{names, key}});
}

std::optional<std::string> with_state(std::string_view text, const std::string& state,
                                      const Spellings& spellings) {
    return with_fields(text, std::vector<FieldEdit>{{names_of({"state"}, spellings), state},
                                                    taken_back("draft"),
                                                    taken_back("hide"),
                                                    taken_back("is_archived")});
}

std::optional<std::string> with_retirement(std::string_view text, const std::string& target,
                                           const Spellings& spellings) {
    const auto redirect = names_of({"redirect_to", "redirect", "redirect_url"}, spellings);
    return with_fields(text, std::vector<FieldEdit>{{names_of({"state"}, spellings), "archived"},
                                                    taken_back("draft"),
                                                    taken_back("hide"),
                                                    {redirect, target, target.empty()}});
}

}  // namespace firstline
