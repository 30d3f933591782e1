#pragma once

#include <vector>

#include "indexer/text/html.h"
#include "server/pages/board_view.h"

namespace firstline {

/// A bar for each product: which part of its articles was reviewed how long ago. Everything is
/// placed in percent, so that it fits any width. Nothing for no products.
Html age_chart(const std::vector<ReviewAges>& products);

}  // namespace firstline
