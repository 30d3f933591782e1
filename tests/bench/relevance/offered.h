#pragma once

#include <vector>

#include "tests/bench/relevance/judged_set.h"

namespace firstline {

/// Prints how often articles are offered beside a form (server/search/offers.h) that is filled in
/// with the questions of each set: its own, which an article answers or none does, and those of the
/// other sets, which are about other things.
void print_offered(const std::vector<JudgedSet>& sets);

}  // namespace firstline
