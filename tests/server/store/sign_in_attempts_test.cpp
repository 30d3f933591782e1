#include "server/store/sign_in_attempts.h"

#include <doctest/doctest.h>

#include "server/store/store.h"
#include "tests/support/moments.h"
#include "tests/support/temporary_folder.h"

using namespace firstline;

TEST_CASE("attempts are kept for each name and network apart") {
    const TemporaryFolder folder;
    Store store(folder.path() / "s.db");
    SignInAttemptTable attempts(store.connection());
    CHECK(attempts.find("anna", "192.0.2.1").failures == 0);
    attempts.put("anna", "192.0.2.1", {3, at(10), std::nullopt});
    attempts.put("anna", "192.0.2.2", {0, at(20), at(20)});
    attempts.put("anna", "192.0.2.1", {4, at(30), std::nullopt});
    CHECK(attempts.find("anna", "192.0.2.1").failures == 4);
    CHECK(attempts.find("anna", "192.0.2.1").last == at(30));
    CHECK_FALSE(attempts.find("anna", "192.0.2.1").succeeded);
    CHECK(attempts.find("anna", "192.0.2.2").succeeded == at(20));
    CHECK(attempts.find("", "192.0.2.1").failures == 0);
}

TEST_CASE("old failures are forgotten sooner than a success") {
    const TemporaryFolder folder;
    Store store(folder.path() / "s.db");
    SignInAttemptTable attempts(store.connection());
    attempts.put("old", "n", {3, at(10), std::nullopt});
    attempts.put("new", "n", {3, at(50), std::nullopt});
    attempts.put("known", "n", {3, at(10), at(10)});
    attempts.forget(at(50), at(10));
    CHECK(attempts.find("old", "n").failures == 0);
    CHECK(attempts.find("new", "n").failures == 3);
    CHECK(attempts.find("known", "n").succeeded == at(10));
    attempts.forget(at(50), at(11));
    CHECK_FALSE(attempts.find("known", "n").succeeded);
}
