#include "server/access/single_sign_on.h"

#include <doctest/doctest.h>

using namespace firstline;

TEST_CASE("the roles of groups are read from one line") {
    const auto roles = group_roles_from(" KB-Agents=agent , cn=docs,= lead");
    CHECK_FALSE(roles);
    const auto sound = group_roles_from(" KB-Agents=agent , a=b=writer,");
    REQUIRE(sound);
    REQUIRE(sound->size() == 2);
    CHECK((*sound)[0].group == "kb-agents");
    CHECK((*sound)[0].role == Role::agent);
    CHECK((*sound)[1].group == "a=b");
    CHECK((*sound)[1].role == Role::writer);
    for (const std::string_view wrong : {"agents", "a=boss", "a=reader", "=agent", "a="})
        CHECK_FALSE(group_roles_from(wrong));
    CHECK(group_roles_from("")->empty());
}

TEST_CASE("the highest role of somebody's groups counts, and never less than employee") {
    const std::vector<GroupRole> roles{{"desk", Role::agent}, {"docs", Role::writer}};
    CHECK(viewer_from_groups({}, roles).role == Role::employee);
    CHECK(viewer_from_groups(groups_from("docs, DESK,,"), roles).role == Role::writer);
    CHECK(viewer_from_groups(groups_from("docs, DESK"), roles).groups ==
          std::vector<std::string>{"docs", "desk"});
}

TEST_CASE("a user of the proxy has a name that can be shown") {
    CHECK(is_proxy_user("cora@example.com"));
    CHECK(is_proxy_user("Björk Guðmundsdóttir"));
    CHECK_FALSE(is_proxy_user(""));
    CHECK_FALSE(is_proxy_user("a\tb"));
    CHECK_FALSE(is_proxy_user(std::string(201, 'a')));
}
