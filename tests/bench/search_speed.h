#pragma once

#include <vector>

#include "tests/bench/bench_places.h"
#include "tests/bench/figures.h"

namespace firstline {

struct SearchRounds {
    unsigned rounds = 5;
    std::size_t searches = 400;
    /// More than the server remembers of the last, so that none is answered from memory.
    std::size_t typed = 1000;
    std::uint64_t seed = 1;
};

/// Asks Firstline and those it is compared with the same questions in turn, prints what each took,
/// and returns the ratios.
std::vector<Figure> measure_search(const BenchPlaces& places, const std::vector<PlainText>& texts,
                                   const SearchRounds& wanted);

}  // namespace firstline
