#include "server/access/single_sign_on.h"

#include <algorithm>

#include "indexer/text/characters.h"

namespace firstline {

namespace {

constexpr std::size_t kLongestUser = 200;

}  // namespace

std::optional<std::vector<GroupRole>> group_roles_from(std::string_view list) {
    std::vector<GroupRole> roles;
    for (const auto part : comma_parts(list)) {
        if (part.empty())
            continue;
        const auto equals = part.rfind('=');
        if (equals == std::string_view::npos)
            return std::nullopt;
        const auto role = role_named(trimmed(part.substr(equals + 1)));
        const auto group = trimmed(part.substr(0, equals));
        if (!role || *role == Role::reader || group.empty())
            return std::nullopt;
        roles.push_back({lower_ascii(group), *role});
    }
    return roles;
}

std::vector<std::string> groups_from(std::string_view header) {
    std::vector<std::string> groups;
    for (const auto part : comma_parts(header))
        if (!part.empty())
            groups.push_back(lower_ascii(part));
    return groups;
}

Viewer viewer_from_groups(std::vector<std::string> groups, const std::vector<GroupRole>& roles) {
    Viewer viewer{Role::employee, std::move(groups)};
    for (const GroupRole& known : roles)
        if (std::find(viewer.groups.begin(), viewer.groups.end(), known.group) !=
            viewer.groups.end())
            viewer.role = std::max(viewer.role, known.role);
    return viewer;
}

bool is_proxy_user(std::string_view name) {
    const auto control = [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7F; };
    return !name.empty() && name.size() <= kLongestUser &&
           std::none_of(name.begin(), name.end(), control);
}

}  // namespace firstline
