#pragma once

#include <cstddef>

#include "tests/http/audience/viewing.h"

namespace firstline {

/// What comparing answers has shown.
struct TwinReport {
    std::size_t checks = 0;
    std::size_t differences = 0;
    std::string first;  ///< what was asked and what differed, of the first difference

    void add(const TwinReport& other);
};

/// Asks every `step`-th question of both servers and compares: `without` holds only what `kind` may
/// read, so that any difference is something told of the rest.
TwinReport compare(ServedKb& with, ServedKb& without, const Kind& kind,
                   const std::vector<Asked>& asked, std::size_t step = 1);

/// The whole property for one kind of viewer, over a knowledge base with one article of each
/// readership: nothing is told of what they may not read, and what they may read is there.
TwinReport check_kind(const Kind& kind, std::size_t step);

}  // namespace firstline
