#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/search/match.h"

namespace firstline {

/// An article that is missing, begun from the ticket that showed it.
struct ArticleStub {
    std::string path;  ///< of its file: `drafts/printer-shows-mx-3070.md`
    std::string text;  ///< Markdown with front matter; its state is `draft`
};

/// Begins one. The title is the first sentence that tells, to be made better; the aliases are the
/// words that were used: the codes and devices, what stood in quotation marks, and the first
/// sentence. What names a person is redacted.
/// @param telling  the ticket without greetings and signatures (Match::telling)
/// @param without  chips that were taken away: no aliases
ArticleStub stub_of(std::string_view telling, const std::vector<Chip>& chips,
                    const std::vector<std::string>& without);

}  // namespace firstline
