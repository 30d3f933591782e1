#include "indexer/checks/check_table.h"

#include <algorithm>
#include <array>

#include "indexer/checks/checks.h"

namespace firstline {

namespace {

constexpr auto kInfo = Severity::info;
constexpr auto kWarning = Severity::warning;
constexpr auto kError = Severity::error;
constexpr bool kFromGit = true;

constexpr auto kChecks = std::to_array<Check>({
    // What stands in the way of an article.
    {"empty", kError, "The file is empty.", "Write the article, or remove the file."},
    {"unreadable", kError, "The file or folder cannot be read, or is too large.",
     "Make it readable to the indexer, and at most 4 MB."},
    {"not-text", kError, "The file is not UTF-8 text.", "Save it as UTF-8."},
    {"file-name", kError, "The name of the file is not UTF-8.", "Rename it."},
    {"dead-file-link", kError, "A symbolic link leads nowhere or out of the knowledge base.",
     "Point it at a file in the knowledge base, or remove it."},
    {"no-title", kError, "There is neither a `title` nor a heading.",
     "Add `title` to the front matter."},
    {"too-complex", kError, "The text is nested too deeply, or becomes too large.",
     "Split the article, or flatten its lists and tables."},
    {"front-matter", kError, "The front matter does not end, or is no list of fields.",
     "Close it with a line `---` and write `name: value` on its lines."},
    {"yaml", kError, "The YAML is damaged.", "Mend the line: quote values that hold `: ` or `#`."},
    {"yaml-key", kWarning, "A key of the YAML is no plain word.", "Write a plain word."},
    {"duplicate-key", kWarning, "A key stands twice; the first counts.", "Remove one of them."},
    {"no-front-matter", kWarning, "There is no front matter; the first heading is the title.",
     "Begin the file with front matter that says at least `title`."},
    {"more-problems", kWarning, "A file has more than 200 problems.", "Mend the first ones."},
    // What fields say.
    {"unknown-key", kWarning, "A field has a name that is close to a known one.",
     "Write the name that was meant; `--fix` does it."},
    {"unknown-audience", kError, "The audience is no known one, so only agents see the article.",
     "Write public, employees, agents or a group, or declare the group in _kb.yml."},
    {"undeclared-group", kWarning, "The audience is a group that _kb.yml does not declare.",
     "Declare the group in _kb.yml, or correct its name."},
    {"several-audiences", kWarning, "Several audiences are named; the narrowest counts.",
     "Leave the one that is meant."},
    {"unknown-state", kError, "The state is no known one.",
     "Write draft, unvalidated, validated or archived."},
    {"several-states", kWarning, "Fields disagree about the state.", "Leave one of them."},
    {"bad-date", kWarning, "A date cannot be read.", "Write it as 2026-03-12."},
    {"future-date", kWarning, "A date that should be past lies ahead, and is not believed.",
     "Write the day on which it happened."},
    {"bad-interval", kWarning, "A review interval cannot be read.", "Write it as `6 months`."},
    {"bad-value", kWarning, "A value is not of the kind that its field takes.",
     "Write it as the manual shows."},
    {"bad-slug", kWarning, "A slug cannot be an address.",
     "Use small letters, digits, hyphens and slashes."},
    {"bad-redirect", kWarning, "An old address cannot be one.",
     "Write a path without `..`, such as /old/name."},
    {"name-clash", kError, "Two articles claim the same id, slug or old address.",
     "Give one of them another name."},
    // Settings.
    {"bad-setting", kError, "A setting cannot be used.", "Write it as the manual shows."},
    {"bad-notice", kError, "A known incident has no title.", "Give it a `title`."},
    {"bad-retired", kError, "An entry of what is retired lacks its name or its end.",
     "Give it a `name` and the day when it `ended`."},
    {"redirections", kError, "redirections.json cannot be used, or parts of it lead nowhere.",
     "Mend the file; `site_root` in _kb.yml says where `/...` leads."},
    // Includes and directives.
    {"include", kWarning, "A fragment cannot be included.", "Correct its path."},
    {"include-audience", kError, "A fragment is for fewer readers than the article.",
     "Include something that all readers of the article may read, or narrow the article."},
    // Links.
    {"dead-article-link", kWarning, "A link leads to an article that does not exist.",
     "Link to the article that took its place, or take the link off."},
    {"missing-image", kWarning, "An image does not exist.",
     "Add the file, or take the image out; `media: absent` in _kb.yml if images are elsewhere."},
    {"missing-file", kWarning, "A file that a link offers does not exist.",
     "Add the file, or take the link off."},
    {"broken-link", kWarning,
     "A link leads nowhere, out of the knowledge base, or to what is no "
     "article.",
     "Correct the link, or take it off."},
    {"unsafe-link", kWarning, "A link has a scheme that readers' pages do not follow.",
     "Link to https, or write the address as text."},
    {"moved-link", kWarning, "A link leads to an address that was redirected.",
     "Link to the new place; `--fix` does it."},
    {"link-case", kWarning, "A link differs from the file's name in capitals.",
     "Write the name as the file has it; `--fix` does it."},
    {"dead-anchor", kWarning, "A link leads to a heading that its article does not have.",
     "Write the anchor of a heading that is there, or link to the whole article.",
     find_dead_anchors},
    {"link-to-narrower", kWarning,
     "An article leads readers to one that some of them may not read.",
     "Link to something that all of them may read, or widen the audience of the other.",
     find_links_to_narrower},
    {"link-behind-sign-in", kInfo,
     "An article for everybody leads to one that opens only for those signed in.",
     "Say so beside the link, or widen the audience of the other.", find_links_behind_sign_in},
    {"link-to-draft", kWarning, "An article leads readers to a draft.",
     "Publish the draft, or take the link off.", find_links_to_drafts},
    {"link-to-archived", kWarning, "An article leads readers to one that is retired.",
     "Link to what took its place, or take the link off.", find_links_to_archived},
    {"dead-related", kWarning, "`related` or `translation_of` names no article.",
     "Write the id of an article, or remove the entry.", find_dead_related},
    {"dead-redirect", kWarning, "A retired article sends its readers to what they cannot read.",
     "Name in `redirect_to` what took its place, or take the field out.", find_dead_redirects},
    // Found only on request, by asking: indexer/external.
    {"dead-external-link", kWarning,
     "An address outside of the knowledge base leads to nothing: --external asks.",
     "Link to what took its place, or take the link off."},
    {"moved-external-link", kInfo, "An address outside of the knowledge base moved for good.",
     "Link to the new address, if the page still says what is meant."},
    {"unreachable-external-link", kInfo,
     "An address outside of the knowledge base gave no sound answer.",
     "Open it by hand; if it stays so, link to something else."},
    {"media-absent", kInfo, "Folders of images were not delivered, as `media: absent` says.",
     "Nothing, as long as that is so.", find_absent_media},
    {"orphan", kInfo, "No other article leads to this one.",
     "Link to it from an article that its readers read before it.", find_orphans},
    // The same thing twice.
    {"near-duplicate", kWarning, "The text is largely that of another article.",
     "Compare them with `kb-indexer diff`, keep one, and redirect the other to it.",
     find_near_duplicates},
    {"duplicate-title", kWarning, "Two articles have the same title.",
     "Say in each title what sets it apart, or merge them.", find_duplicate_titles},
    // Owners.
    {"no-owner", kWarning, "Nobody owns the article.",
     "Set `owner`, in the article or in _defaults.yml of its folder.", find_missing_owners},
    {"unknown-owner", kWarning, "The owner does not stand in _owners.yml.",
     "Add the owner to _owners.yml, or name one who stands there.", find_unknown_owners},
    {"inactive-owner", kInfo, "The owner is active no more.", "Give the article a new owner.",
     find_inactive_owners},
    // Reviews and dates. What time alone brings is advice: a day that passes breaks no merge.
    {"never-reviewed", kInfo, "Nobody ever reviewed the article.",
     "Read it, mend it, and stamp it: kb-indexer review.", find_never_reviewed},
    {"review-overdue", kInfo, "The review is overdue.",
     "Read it, mend it, and stamp it: kb-indexer review.", find_overdue_reviews},
    {"expired", kInfo, "The day on which the article expires has passed.",
     "Review it and move `expires`, or archive it.", find_expired},
    {"changed-since-review", kWarning, "The text is not the one that was reviewed.",
     "Read the change, and stamp the text anew.", find_changed_since_review},
    {"stamped-together", kInfo,
     "Many articles were stamped in one commit, or by one person on one day.",
     "Have those that matter read again, a few at a time.", find_stamped_together, kFromGit},
    {"updated-without-change", kInfo, "`updated` moved on, and the text stayed the same.",
     "Put back the day on which the text changed, or leave `updated` to git.", find_idle_updates,
     kFromGit},
    {"impossible-date", kWarning, "A date cannot be true.", "Write the day that is meant.",
     find_impossible_dates},
    {"old-translation", kWarning, "A translation is older than the article it translates.",
     "Bring the translation up to date.", find_old_translations},
    {"about-ended", kWarning, "The article is about what ended, as _retired.yml says.",
     "Write it for what took its place, or archive it.", find_articles_on_ended},
    {"names-ended", kInfo, "The text names what ended, as _retired.yml says.",
     "Name what took its place, or say for whom the old still holds.", find_ended_products},
    {"past-deadline", kInfo, "A sentence speaks of a past day as still to come.",
     "Say what is so since that day.", find_past_deadlines},
    // How it is written.
    {"no-summary", kInfo, "There is no summary.", "Say in one `summary` sentence what it solves.",
     find_missing_summaries},
    {"no-alias", kInfo, "There are no words that people really say.",
     "Add `aliases`: what people write in tickets about it.", find_missing_aliases},
    {"vague-title", kInfo, "The title names no problem and no task.",
     "Write the title as the reader would ask.", find_vague_titles},
    {"heading-jump", kInfo, "A heading is more than one level below the one before.",
     "Use the next level.", find_heading_jumps},
    {"no-alt-text", kInfo, "An image says nothing to those who cannot see it.",
     "Describe in its alternative text what it shows.", find_images_without_text},
    {"wall-of-text", kInfo, "A paragraph has more than 150 words.",
     "Break it into steps or shorter paragraphs.", find_walls_of_text},
    {"steps-not-list", kInfo, "Steps are numbered by hand.", "Write them as a list: `1.`, `2.`.",
     find_steps_without_list},
    // What must not stand there.
    {"secret", kError, "A key or token stands in the text.",
     "Revoke it, then write a placeholder such as <token>.", find_secrets},
    {"password", kWarning, "A password stands in the text.",
     "Change it wherever it is used, then write a placeholder such as <password>.", find_passwords},
});

}  // namespace

void Found::operator()(const std::string& path, int line, std::string message) const {
    findings_.push_back(
        {{path, line, check_.severity, std::string(check_.code), std::move(message)}, ""});
}

void Found::about(const Article& other, const std::string& path, int line,
                  std::string message) const {
    (*this)(path, line, std::move(message));
    findings_.back().other = other.id;
}

std::span<const Check> check_table() {
    return kChecks;
}

const Check* check_named(std::string_view code) {
    const auto* const found = std::find_if(kChecks.begin(), kChecks.end(),
                                           [&](const Check& check) { return check.code == code; });
    return found == kChecks.end() ? nullptr : found;
}

std::string_view action_of(std::string_view code) {
    const auto* const check = check_named(code);
    return check == nullptr ? "" : check->action;
}

}  // namespace firstline
