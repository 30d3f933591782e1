#include "server/access/viewer.h"

#include <doctest/doctest.h>

using namespace firstline;

TEST_CASE("who may read what") {
    struct Case {
        const char* audience;
        Viewer viewer;
        bool may;
    };
    const Case cases[] = {
        {"public", {Role::reader, {}}, true},
        {"employees", {Role::reader, {}}, false},
        {"employees", {Role::employee, {}}, true},
        {"agents", {Role::employee, {}}, false},
        {"agents", {Role::agent, {}}, true},
        {"writers", {Role::agent, {}}, false},
        {"writers", {Role::writer, {}}, true},
        {"writers", {Role::lead, {}}, true},
        {"public:hr", {Role::reader, {}}, false},
        {"public:hr", {Role::employee, {"hr"}}, true},
        {"public:hr", {Role::writer, {}}, false},
        {"public:hr", {Role::admin, {}}, true},
        {"writers:hr", {Role::employee, {"hr"}}, false},
        {"writers:hr", {Role::writer, {"hr"}}, true},
        {"agents:finance,hr", {Role::agent, {"finance"}}, true},
    };
    for (const auto& [audience, viewer, may] : cases) {
        CAPTURE(audience);
        CAPTURE(static_cast<int>(viewer.role));
        CHECK(may_read(viewer, audience_from_key(audience)) == may);
    }
}

TEST_CASE("a viewer opens the databases of what they may read, archived ones apart") {
    Manifest manifest;
    manifest.databases = {{"public", false, "p", {}, 1},
                          {"public", true, "pa", {}, 1},
                          {"agents", false, "a", {}, 1},
                          {"writers", false, "w", {}, 1}};
    const auto folders = [&](const Viewer& viewer, bool archived) {
        std::string all;
        for (const auto& database : databases_of(viewer, manifest, archived))
            all += database.folder + " ";
        return all;
    };
    CHECK(folders({Role::reader, {}}, false) == "p ");
    CHECK(folders({Role::reader, {}}, true) == "pa ");
    CHECK(folders({Role::agent, {}}, false) == "p a ");
    CHECK(folders({Role::admin, {}}, false) == "p a w ");
}
