#include "indexer/article/article_types.h"

#include <algorithm>
#include <array>

namespace firstline {

namespace {

struct Translation {
    std::string_view word;
    std::string_view type;
};

/// `ms.topic` of Microsoft's documentation, `type` of others.
constexpr auto kTranslations = std::to_array<Translation>({
    {"article", ""},  // says no more than that it is one
    {"concept-article", "reference"},
    {"conceptual", "reference"},
    {"error-reference", "reference"},
    {"get-started", "how-to"},
    {"get-started-article", "how-to"},
    {"how-to-guide", "how-to"},
    {"howto", "how-to"},
    {"known-issue", "known-error"},
    {"overview", "reference"},
    {"quickstart", "how-to"},
    {"troubleshooting", "fix"},
    {"troubleshooting-general", "fix"},
    {"troubleshooting-known-issue", "known-error"},
    {"troubleshooting-problem-resolution", "fix"},
    {"tutorial", "how-to"},
});

}  // namespace

std::string article_type(std::string_view word) {
    const auto* const found = std::find_if(kTranslations.begin(), kTranslations.end(),
                                           [&](const Translation& t) { return t.word == word; });
    return std::string(found == kTranslations.end() ? word : found->type);
}

}  // namespace firstline
