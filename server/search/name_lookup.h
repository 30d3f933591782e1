#pragma once

#include <optional>
#include <string_view>

#include "server/search/open_index.h"
#include "server/search/search_types.h"

namespace firstline {

/// What a slug, id, path or old URL leads to among the articles of `index`. Where two articles
/// claim a name: slug before id before path before old URL, then the lesser path.
Found find_name(std::string_view name, const OpenIndex& index);

/// The living article of that name, without following redirects.
std::optional<Xapian::docid> document_named(std::string_view name, const OpenIndex& index);

}  // namespace firstline
