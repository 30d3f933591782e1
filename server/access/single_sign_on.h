#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/access/roles.h"

namespace firstline {

/// A group of the company's directory whose members have a role here.
struct GroupRole {
    std::string group;  ///< lower case
    Role role = Role::employee;
};

/// How a reverse proxy tells who signed in there. Its headers count only if it is trusted.
struct SingleSignOn {
    std::string user_header;    ///< `X-Auth-Request-User`; empty: there is no single sign-on
    std::string groups_header;  ///< groups, parted by commas; empty: none are told
    std::vector<GroupRole> roles;
};

/// Of `kb-agents=agent, kb-writers=writer`. Nothing if a part is not of this form.
std::optional<std::vector<GroupRole>> group_roles_from(std::string_view list);

/// The groups of a header, lower case. `admins , HR` are two.
std::vector<std::string> groups_from(std::string_view header);

/// What somebody whom the proxy let in may read: everybody is an employee, the highest role of
/// their groups counts.
Viewer viewer_from_groups(std::vector<std::string> groups, const std::vector<GroupRole>& roles);

/// Whether this can be the name of somebody: printable, without control characters, not longer than
/// 200 bytes.
bool is_proxy_user(std::string_view name);

}  // namespace firstline
