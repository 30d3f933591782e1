#pragma once

#include "server/access/hash_queue.h"
#include "server/access/passwords.h"
#include "server/store/accounts.h"
#include "server/store/store.h"
#include "tests/support/moments.h"
#include "tests/support/temporary_folder.h"

namespace firstline {

/// A store with anna, an agent of the group hr, and a hasher that costs nothing.
struct AccountsSample {
    AccountsSample() {
        accounts.add({.name = "anna",
                      .password = hasher.hash(kPassword),
                      .role = "agent",
                      .groups = {"hr"}});
        anna = accounts.named("anna")->id;
    }

    static constexpr const char* kPassword = "correct horse";

    TemporaryFolder folder;
    Store store{folder.path() / "s.db"};
    Connection& connection = store.connection();
    AccountTable accounts{connection};
    PasswordHasher hasher{{.passes = 1, .memory = 8192}};
    HashQueue queue;
    std::int64_t anna = 0;
};

}  // namespace firstline
