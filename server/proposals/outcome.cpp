#include "server/proposals/outcome.h"

#include <algorithm>
#include <map>

#include "indexer/text/characters.h"
#include "indexer/text/front_matter_lines.h"
#include "server/proposals/line_ends.h"
#include "server/proposals/text_merge.h"

namespace firstline {
namespace {

/// A field of a front matter, with all lines of its value.
struct HeadField {
    std::string name;  ///< in lower case, as fields are read
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// The key that a line of a front matter begins with; empty for another line.
std::string key_of(std::string_view line) {
    const bool quoted = line.starts_with('"') || line.starts_with('\'');
    const auto end = quoted ? line.find(line.front(), 1) : line.find(':');
    if (end == std::string_view::npos || line.starts_with(' ') || line.starts_with('\t') ||
        line.starts_with('#'))
        return {};
    const auto name = quoted ? line.substr(1, end - 1) : trimmed(line.substr(0, end));
    return key_length(line, name) > 0 ? lower_ascii(name) : std::string{};
}

std::vector<HeadField> head_fields(std::string_view text) {
    std::vector<HeadField> fields;
    const auto head = find_head(text).head;
    for (std::size_t at = head ? head->begin : 0; head && at < head->end;) {
        const Line line = line_at(text, at);
        std::string key = key_of(text.substr(line.begin, line.end - line.begin));
        at = key.empty() ? line.next : end_of_block(text, line.next, head->end);
        if (!key.empty())
            fields.push_back({std::move(key), line.begin, at});
    }
    return fields;
}

std::vector<HeadField> named(std::vector<HeadField> fields, const std::string& name) {
    std::erase_if(fields, [&](const HeadField& field) { return field.name != name; });
    return fields;
}

/// The lines of a field that is there once; empty for another.
std::string_view lines_of(std::string_view text, const std::string& name) {
    const auto fields = named(head_fields(text), name);
    return fields.size() == 1 ? text.substr(fields[0].begin, fields[0].end - fields[0].begin)
                              : std::string_view{};
}

/// Fields that are in the merged front matter oftener than both sides have them.
std::vector<std::string> doubled_fields(const TextMerge& merge, const MergedTexts& texts) {
    std::map<std::string, std::size_t> merged;
    for (const HeadField& field : head_fields(merge.text))
        ++merged[field.name];
    std::erase_if(merged, [&](const auto& entry) {
        return entry.second < 2 ||
               entry.second <= named(head_fields(texts.present), entry.first).size() ||
               entry.second <= named(head_fields(texts.proposed), entry.first).size();
    });
    std::vector<std::string> names;
    names.reserve(merged.size());
    for (const auto& [name, count] : merged)
        names.push_back(name);
    return names;
}

/// Both added a field, each in another place. Lines know nothing of it, but only the first of two
/// fields counts: they are brought together where the first stands.
void bring_together(const std::string& name, const MergedTexts& texts, TextMerge& merge) {
    const auto present = lines_of(texts.present, name);
    const auto proposed = lines_of(texts.proposed, name);
    const auto doubled = named(head_fields(merge.text), name);
    if (doubled.size() != 2 || present.empty() || proposed.empty()) {
        merge.clean = false;
        return;
    }
    if (present == proposed) {
        // What is there already is no change.
        std::string as_present = merge.text;
        as_present.erase(doubled[0].begin, doubled[0].end - doubled[0].begin);
        if (as_present == texts.present) {
            merge.text = std::move(as_present);
            return;
        }
    }
    const TextMerge field = merge_texts({lines_of(texts.base, name), present, proposed});
    merge.clean = merge.clean && field.clean;
    merge.text.erase(doubled[1].begin, doubled[1].end - doubled[1].begin);
    merge.text.replace(doubled[0].begin, doubled[0].end - doubled[0].begin, field.text);
}

TextMerge merge_articles(const MergedTexts& texts) {
    TextMerge merge = merge_texts(texts);
    if (merge.clean)
        for (const std::string& name : doubled_fields(merge, texts))
            bring_together(name, texts, merge);
    return merge;
}

}  // namespace

Outcome outcome_of(const Proposal& proposal, const std::optional<std::string>& present) {
    Outcome outcome{.present = present};
    const bool is_new = proposal.article.empty();
    if (!present && !is_new) {
        outcome.kind = Outcome::Kind::gone;
        outcome.text = proposal.text;
        return outcome;
    }
    if (!present) {
        outcome.text = proposal.text;
        return outcome;
    }
    if (proposal.base == *present && !is_new) {
        outcome.text = proposal.text;
        return outcome;
    }
    // A repository may keep other line ends than a work tree shows; they are no change.
    const std::string base = with_ends_of(*present, proposal.base);
    const std::string proposed = with_ends_of(*present, proposal.text);
    outcome.merged = base != *present;
    const TextMerge merge = merge_articles({base, *present, proposed});
    outcome.text = merge.text;
    if (!merge.clean)
        outcome.kind = Outcome::Kind::conflict;
    else if (merge.text == *present)
        outcome.kind = Outcome::Kind::there;
    return outcome;
}

std::vector<Outcome> outcomes_of(const std::vector<Proposal>& proposals, const TextAt& text_at) {
    std::map<std::string, std::optional<std::string>> texts;
    std::vector<Outcome> outcomes;
    for (const Proposal& proposal : proposals) {
        const auto known = texts.find(proposal.path);
        auto& present = known != texts.end()
                            ? known->second
                            : texts.emplace(proposal.path, text_at(proposal.path)).first->second;
        outcomes.push_back(outcome_of(proposal, present));
        if (outcomes.back().kind == Outcome::Kind::change)
            present = outcomes.back().text;
    }
    return outcomes;
}

}  // namespace firstline
