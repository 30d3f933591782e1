#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/access/viewer.h"

namespace firstline {

/// `employee`, `admin`, ...: as it stands in the store and on the command line.
std::string_view name_of(Role role);
/// Nothing for a word that is no role. Case counts.
std::optional<Role> role_named(std::string_view name);

/// What somebody may do beyond reading articles, of which their audience decides. Also the scopes
/// of a token.
enum class Permission { read, record, review, report, administer };

/// A permission and who has it. Roles are in an order: who is more may do more.
struct PermissionRow {
    Permission permission;
    std::string_view name;  ///< as a scope is written
    Role role;              ///< the least role that has it
    std::string_view allows;
};

/// Every permission, in the order of the enumeration: the one table of who may do what.
std::span<const PermissionRow> permissions();
std::string_view name_of(Permission permission);
std::optional<Permission> permission_named(std::string_view name);

bool may(Role role, Permission permission);

/// What somebody of this role in these groups may read. `role` is the name that the store has: an
/// unknown one, of a newer program, makes a reader of them.
Viewer viewer_for(std::string_view role, std::vector<std::string> groups);

}  // namespace firstline
