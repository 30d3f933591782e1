#pragma once

#include <optional>
#include <string>

#include "server/search/library.h"

namespace firstline {

/// The article of this id or slug that somebody's form or address names, if its reader may read it.
std::optional<StoredArticle> article_named(const std::string& name, Reading& reading);

}  // namespace firstline
