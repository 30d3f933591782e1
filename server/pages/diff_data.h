#pragma once

#include "server/pages/page_data.h"
#include "server/proposals/text_diff.h"

namespace firstline {

/// For the part `diff`. `name` says what is compared.
PageData diff_data(const TextDiff& diff, const char* name);

}  // namespace firstline
