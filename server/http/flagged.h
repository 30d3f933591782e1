#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "server/pages/flag_view.h"
#include "server/search/library.h"

namespace firstline {

/// By id.
using RecordsById = std::map<std::string, ArticleRecord, std::less<>>;

/// Those of these articles that the reader may read, each asked for once.
RecordsById records_by_id(const std::vector<std::string>& ids, Reading& reading);

/// The flags on articles that the reader may read, in their order. Of others nothing may show, not
/// even the title that was kept with the flag; `and_gone` lets those through that there are no
/// articles for, which only somebody may see who may read all.
std::vector<ShownFlag> readable_flags(std::vector<Flag> flags, Reading& reading, bool and_gone);

/// The id of an article that somebody named by its id, slug, or address here; empty if there is
/// none that the reader may read.
std::string article_meant(std::string_view named, Reading& reading);

}  // namespace firstline
