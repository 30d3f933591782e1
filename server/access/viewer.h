#pragma once

#include <string>
#include <vector>

#include "indexer/format/manifest.h"

namespace firstline {

enum class Role { reader, employee, agent, writer, lead, admin };

/// Who asks. Everyone is a reader; people who signed in are more.
struct Viewer {
    Role role = Role::reader;
    std::vector<std::string> groups;  ///< lower case

    friend bool operator==(const Viewer&, const Viewer&) = default;
};

/// Whether `viewer` may read articles of `audience`. The one rule behind every page and endpoint.
bool may_read(const Viewer& viewer, const Audience& audience);

/// The databases of this viewer: what is not among them does not exist for them, in results,
/// counts, statistics, spelling and names alike.
std::vector<SubDatabase> databases_of(const Viewer& viewer, const Manifest& manifest,
                                      bool archived = false);

}  // namespace firstline
