#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace firstline {

/// A paragraph, list, table or block of code as its author wrote it, with the words in it that are
/// rare in the whole corpus: the names, codes and odd words that another article would have others
/// of.
struct RealBlock {
    std::string text;
    struct Place {
        std::size_t begin = 0;
        std::size_t end = 0;
    };
    std::vector<Place> rare;         ///< in order, not overlapping
    std::vector<std::string> words;  ///< distinct words of the index's tokens
    std::size_t tokens = 0;
};

struct RealArticle {
    std::string title;
    std::string folder;                   ///< the first below the corpus: serves as product
    std::string topic;                    ///< `ms.topic`, empty if none
    std::vector<std::string> applies_to;  ///< `appliesto`
    std::size_t headings = 0;
    std::size_t blocks = 0;
};

/// How the vocabulary grows with the text (Heaps' law): words = scale * tokens^power.
struct HeapsLaw {
    double scale = 0;
    double power = 0;

    double words(double tokens) const;
};

/// What real articles are made of.
struct RealTexts {
    std::vector<RealArticle> articles;
    std::vector<std::string> headings;
    std::vector<RealBlock> blocks;
    std::size_t tokens = 0;
    std::size_t vocabulary = 0;
    HeapsLaw growth;  ///< least squares over the corpus in a shuffled order, in logarithms
};

/// Reads every `*.md` below a folder. Links to other files become links to a web site, since no
/// other file will be there; blocks of a site generator's own syntax are left out.
RealTexts read_real_texts(const std::filesystem::path& folder);

}  // namespace firstline
