#include "server/access/roles.h"

#include <algorithm>
#include <array>
#include <utility>

namespace firstline {

namespace {

/// In the order of the enumeration.
constexpr auto kRoles =
    std::to_array<std::string_view>({"reader", "employee", "agent", "writer", "lead", "admin"});

// clang-format off
constexpr auto kPermissions = std::to_array<PermissionRow>({
    {Permission::read,       "read",       Role::reader, "search, and read articles"},
    {Permission::record,     "record",     Role::agent,  "note which article went into which ticket, and flag articles"},
    {Permission::review,     "review",     Role::writer, "see what needs work, and stamp articles as reviewed"},
    {Permission::report,     "report",     Role::lead,   "see the numbers of the desk"},
    {Permission::administer, "administer", Role::admin,  "everything else"},
});
// clang-format on

}  // namespace

std::string_view name_of(Role role) {
    return kRoles.at(static_cast<std::size_t>(role));
}

std::optional<Role> role_named(std::string_view name) {
    const auto* const found = std::find(kRoles.begin(), kRoles.end(), name);
    if (found == kRoles.end())
        return std::nullopt;
    return static_cast<Role>(found - kRoles.begin());
}

std::span<const PermissionRow> permissions() {
    return kPermissions;
}

std::string_view name_of(Permission permission) {
    return kPermissions.at(static_cast<std::size_t>(permission)).name;
}

std::optional<Permission> permission_named(std::string_view name) {
    for (const PermissionRow& row : kPermissions)
        if (row.name == name)
            return row.permission;
    return std::nullopt;
}

bool may(Role role, Permission permission) {
    return role >= kPermissions.at(static_cast<std::size_t>(permission)).role;
}

Viewer viewer_for(std::string_view role, std::vector<std::string> groups) {
    const auto known = role_named(role);
    if (!known)
        return {};
    return {*known, std::move(groups)};
}

}  // namespace firstline
