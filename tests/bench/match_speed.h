#pragma once

#include <vector>

#include "tests/bench/bench_places.h"
#include "tests/bench/figures.h"

namespace firstline {

/// Has an agent paste what people paste, and worse, into the index of four audiences, prints how
/// long each took and what it gave, and returns the slowest.
std::vector<Figure> measure_match(const BenchPlaces& places, const std::vector<PlainText>& texts,
                                  unsigned rounds);

}  // namespace firstline
