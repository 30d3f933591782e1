#include "server/access/viewer.h"

#include <algorithm>

namespace firstline {

namespace {

/// The highest standing whose articles a role reads.
Standing standing_of(Role role) {
    switch (role) {
        case Role::reader: return Standing::anyone;
        case Role::employee: return Standing::employees;
        case Role::agent: return Standing::agents;
        case Role::writer:
        case Role::lead:
        case Role::admin: return Standing::writers;
    }
    return Standing::anyone;
}

}  // namespace

bool may_read(const Viewer& viewer, const Audience& audience) {
    if (viewer.role == Role::admin)
        return true;
    if (audience.standing > standing_of(viewer.role))
        return false;
    return audience.groups.empty() ||
           std::any_of(audience.groups.begin(), audience.groups.end(), [&](const auto& group) {
               return std::find(viewer.groups.begin(), viewer.groups.end(), group) !=
                      viewer.groups.end();
           });
}

std::vector<SubDatabase> databases_of(const Viewer& viewer, const Manifest& manifest,
                                      bool archived) {
    std::vector<SubDatabase> databases;
    for (const auto& database : manifest.databases)
        if (database.archived == archived && may_read(viewer, audience_from_key(database.audience)))
            databases.push_back(database);
    return databases;
}

}  // namespace firstline
