#include "server/access/roles.h"

#include <doctest/doctest.h>

using namespace firstline;

namespace {

constexpr Role kAll[] = {Role::reader, Role::employee, Role::agent,
                         Role::writer, Role::lead,     Role::admin};

}  // namespace

TEST_CASE("a role is found by the name it is shown with") {
    for (const Role role : kAll)
        CHECK(role_named(name_of(role)) == role);
    CHECK(name_of(Role::lead) == "lead");
    CHECK_FALSE(role_named("Admin"));
    CHECK_FALSE(role_named(""));
}

TEST_CASE("a permission is found by the name it is shown with") {
    for (const PermissionRow& row : permissions()) {
        CHECK(name_of(row.permission) == row.name);
        CHECK(permission_named(row.name) == row.permission);
    }
    CHECK_FALSE(permission_named("all"));
}

TEST_CASE("who may do what") {
    struct Case {
        Permission permission;
        const char* roles;
    };
    const Case cases[] = {
        {Permission::read, "reader employee agent writer lead admin "},
        {Permission::record, "agent writer lead admin "},
        {Permission::review, "writer lead admin "},
        {Permission::report, "lead admin "},
        {Permission::administer, "admin "},
    };
    CHECK(std::size(cases) == permissions().size());
    for (const auto& [permission, roles] : cases) {
        std::string allowed;
        for (const Role role : kAll)
            if (may(role, permission))
                allowed += std::string{name_of(role)} + " ";
        CHECK(allowed == roles);
    }
}

TEST_CASE("a role that this program does not know is a reader without groups") {
    CHECK(viewer_for("agent", {"hr"}) == Viewer{Role::agent, {"hr"}});
    CHECK(viewer_for("auditor", {"hr"}) == Viewer{});
    CHECK(viewer_for("", {"hr"}) == Viewer{});
}
