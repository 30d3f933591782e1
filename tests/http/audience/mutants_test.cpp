// The permission function with faults that somebody could make, to see that the tests of audiences
// find each of them. These definitions stand in for server/access/viewer.cpp: the linker takes from
// the library only what is not defined yet.

#include <algorithm>

#include <doctest/doctest.h>

#include "tests/http/audience/twins.h"

namespace {

enum class Mutant {
    none,
    everybody_reads_all,
    readers_are_employees,
    employees_are_agents,
    agents_read_drafts,
    writers_are_agents,
    leads_read_nothing_restricted,
    employees_read_public_only,
    groups_do_not_count,
    any_group_will_do,
    members_need_no_standing,
    admins_need_groups,
    archived_are_everybodys,
    last
};

Mutant mutant = Mutant::none;

bool is(Mutant one) {
    return mutant == one;
}

}  // namespace

namespace firstline {

namespace {

Standing standing_of(Role role) {
    switch (role) {
        case Role::reader:
            return is(Mutant::readers_are_employees) ? Standing::employees : Standing::anyone;
        case Role::employee:
            if (is(Mutant::employees_read_public_only))
                return Standing::anyone;
            return is(Mutant::employees_are_agents) ? Standing::agents : Standing::employees;
        case Role::agent:
            return is(Mutant::agents_read_drafts) ? Standing::writers : Standing::agents;
        case Role::writer:
            return is(Mutant::writers_are_agents) ? Standing::agents : Standing::writers;
        case Role::lead:
            return is(Mutant::leads_read_nothing_restricted) ? Standing::anyone : Standing::writers;
        case Role::admin: return Standing::writers;
    }
    return Standing::anyone;
}

bool is_member(const Viewer& viewer, const Audience& audience) {
    if (audience.groups.empty() || is(Mutant::groups_do_not_count))
        return true;
    if (is(Mutant::any_group_will_do))
        return !viewer.groups.empty();
    return std::any_of(audience.groups.begin(), audience.groups.end(), [&](const auto& group) {
        return std::find(viewer.groups.begin(), viewer.groups.end(), group) != viewer.groups.end();
    });
}

}  // namespace

bool may_read(const Viewer& viewer, const Audience& audience) {
    if (is(Mutant::everybody_reads_all))
        return true;
    if (viewer.role == Role::admin && !is(Mutant::admins_need_groups))
        return true;
    if (is(Mutant::members_need_no_standing) && !audience.groups.empty())
        return is_member(viewer, audience);
    return audience.standing <= standing_of(viewer.role) && is_member(viewer, audience);
}

std::vector<SubDatabase> databases_of(const Viewer& viewer, const Manifest& manifest,
                                      bool archived) {
    std::vector<SubDatabase> databases;
    for (const auto& database : manifest.databases) {
        const bool readable = may_read(viewer, audience_from_key(database.audience)) ||
                              (is(Mutant::archived_are_everybodys) && archived);
        if (database.archived == archived && readable)
            databases.push_back(database);
    }
    return databases;
}

}  // namespace firstline

using namespace firstline;

namespace {

/// Enough to meet every route: the whole is for the program as it is.
constexpr std::size_t kPart = 23;

/// What the property says of the first kind of viewer for whom it does not hold.
TwinReport first_failure() {
    TwinReport all;
    for (const Kind& kind : kinds()) {
        all.add(check_kind(kind, kPart));
        if (all.differences > 0)
            break;
    }
    return all;
}

}  // namespace

TEST_CASE("the tests of audiences find every fault in the permission function") {
    mutant = Mutant::none;
    const TwinReport sound = first_failure();
    CHECK_MESSAGE(sound.differences == 0, sound.first);
    int killed = 0;
    for (int i = 1; i < static_cast<int>(Mutant::last); ++i) {
        mutant = static_cast<Mutant>(i);
        CAPTURE(i);
        const TwinReport report = first_failure();
        CHECK(report.differences > 0);
        killed += report.differences > 0 ? 1 : 0;
    }
    MESSAGE(killed, " of ", static_cast<int>(Mutant::last) - 1, " mutants killed");
}
