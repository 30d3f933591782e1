#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include <fmt/format.h>

#include "indexer/checks/checks.h"
#include "indexer/text/characters.h"
#include "indexer/text/tokens.h"

namespace firstline {

namespace {

/// What says nothing of a problem or a task, alone or together.
constexpr auto kSaysNothing = std::to_array<std::string_view>({
    "a",
    "about",
    "and",
    "article",
    "common",
    "default",
    "details",
    "doc",
    "docs",
    "document",
    "draft",
    "errors",
    "faq",
    "faqs",
    "frequently",
    "asked",
    "questions",
    "general",
    "guide",
    "help",
    "home",
    "index",
    "info",
    "information",
    "instructions",
    "intro",
    "introduction",
    "issues",
    "known",
    "manual",
    "misc",
    "miscellaneous",
    "more",
    "new",
    "notes",
    "other",
    "overview",
    "page",
    "problems",
    "readme",
    "settings",
    "summary",
    "test",
    "the",
    "this",
    "tips",
    "title",
    "todo",
    "troubleshooting",
    "untitled",
    "use",
    "wip",
});

bool says_nothing(const std::string& word) {
    return std::find(kSaysNothing.begin(), kSaysNothing.end(), word) != kSaysNothing.end();
}

/// Of what translations and their originals may have in common, the language too.
std::string title_key(const Article& article) {
    return folded_words(article.title) + '\n' + lower_ascii(article.lang);
}

bool is_cjk(const std::string& title) {
    for (std::size_t at = 0; at < title.size();)
        if (is_run_together(next_code_point(title, at)))
            return true;
    return false;
}

}  // namespace

void find_duplicate_titles(const Collection& articles, const Found& found) {
    std::map<std::string, const Article*> first;
    for (const auto& checked : articles.articles) {
        const auto& article = checked.article;
        if (!is_in_use(article))
            continue;
        const auto [holder, is_new] = first.try_emplace(title_key(article), &article);
        if (!is_new && article.translation_of.empty())
            found.about(*holder->second, article.path, line_of_field(checked, {"title"}),
                        fmt::format("the title `{}` is also that of {}", article.title,
                                    holder->second->path));
    }
}

void find_vague_titles(const Collection& articles, const Found& found) {
    for (const auto& checked : articles.articles) {
        const auto& title = checked.article.title;
        const auto words = tokens_of(title, false);
        if (!is_in_use(checked.article) || is_cjk(title) || words.empty())
            continue;
        const bool is_nothing = std::all_of(words.begin(), words.end(),
                                            [](const Token& t) { return says_nothing(t.word); });
        // One word is a name, not a problem; one with digits is a code that people search for.
        const bool is_name = words.size() == 1 && title.find(' ') == std::string::npos &&
                             std::none_of(title.begin(), title.end(), is_ascii_digit);
        if (is_nothing || is_name)
            found(checked.article.path, line_of_field(checked, {"title"}),
                  fmt::format("the title `{}` names no problem and no task", title));
    }
}

void find_missing_summaries(const Collection& articles, const Found& found) {
    for (const auto& checked : articles.articles)
        if (is_in_use(checked.article) && checked.article.summary.empty())
            found(checked.article.path, 1, "there is no `summary`");
}

void find_missing_aliases(const Collection& articles, const Found& found) {
    for (const auto& checked : articles.articles)
        if (is_in_use(checked.article) && checked.article.aliases.empty())
            found(checked.article.path, 1, "there are no `aliases`");
}

}  // namespace firstline
