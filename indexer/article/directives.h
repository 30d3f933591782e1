#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/article/problem.h"

namespace firstline {

/// Where a line of text came from.
struct Origin {
    std::size_t file = 0;  ///< index in ExpandedText::files
    int line = 1;
};

/// Markdown without directives, fragments filled in.
struct ExpandedText {
    std::string text;
    std::vector<Origin> origins;     ///< of each line of `text`
    std::vector<std::string> files;  ///< the article's path, then those of the fragments used

    /// The origin of a line of `text` (1-based).
    Origin origin_of(int line) const;
};

struct Fragment {
    std::string path;  ///< below the root, as on disk
    std::string text;  ///< without its front matter
    int first_line = 1;
    std::string withheld;  ///< why this article must not show it; empty if it may
};

/// Finds the fragment that an article names. Nothing, and why, if it is not to be had.
using FindFragment = std::function<std::optional<Fragment>(
    const std::string& from, const std::string& target, std::string& why)>;

/// Resolves what stands in the text outside of code: `[!INCLUDE [title](path)]` (at most 8 deep, 1
/// MB in all, no cycles), `:::image ...:::`, `[!VIDEO url]`; drops layout (`:::row:::`, `:::
/// moniker`,
/// `[!div ...]`). A fragment that is not to be had, or withheld, is reported and its title stays.
ExpandedText expand_directives(std::string_view body, int first_line, const std::string& path,
                               const FindFragment& find, Problems& problems);

}  // namespace firstline
