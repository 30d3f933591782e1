#pragma once

#include "tests/support/built_kb.h"

namespace firstline {

/// The knowledge base that stands in the repository, as it is; built at the first call.
BuiltKb& sample_kb();

}  // namespace firstline
