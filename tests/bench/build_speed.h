#pragma once

#include <vector>

#include "tests/bench/bench_places.h"
#include "tests/bench/figures.h"

namespace firstline {

/// Full builds, unchanged runs and raw Xapian's one writer in turn, and what lies on disk after.
std::vector<Figure> measure_build(const BenchPlaces& places, unsigned rounds);

}  // namespace firstline
