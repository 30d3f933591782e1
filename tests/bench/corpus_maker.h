#pragma once

#include <cstdint>
#include <filesystem>

#include "tests/bench/real_texts.h"

namespace firstline {

/// What was made.
struct MadeCorpus {
    std::size_t articles = 0;
    std::size_t tokens = 0;      ///< of the bodies
    std::size_t vocabulary = 0;  ///< distinct words of the bodies
};

/// Writes `articles` Markdown files below `folder`, in four folders `part-0` to `part-3` of equal
/// size. Each has the shape of a real article (how many headings and blocks, product, type), a
/// title joined from two real ones, and real headings and blocks drawn anew. Wherever the
/// vocabulary falls behind `texts.growth`, rare words of a block are replaced by new ones of the
/// same shape, so that it grows as that of real text does; half of the other rare words become
/// one that was made before. The same seed makes the same files.
MadeCorpus make_corpus(const RealTexts& texts, std::size_t articles, std::uint64_t seed,
                       const std::filesystem::path& folder);

}  // namespace firstline
