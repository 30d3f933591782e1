#include "server/store/sign_in_attempts.h"

namespace firstline {

SignInAttempts SignInAttemptTable::find(std::string_view name, std::string_view network) {
    Statement select(connection_,
                     "SELECT failures, last_at, succeeded_at FROM sign_in_attempts"
                     " WHERE account = ?1 AND network = ?2");
    if (!select.bind(1, name).bind(2, network).step())
        return {};
    return {static_cast<unsigned>(select.number(0)), select.moment(1), select.optional_moment(2)};
}

void SignInAttemptTable::put(std::string_view name, std::string_view network,
                             const SignInAttempts& attempts) {
    Statement insert(connection_,
                     "INSERT OR REPLACE INTO sign_in_attempts"
                     " (account, network, failures, last_at, succeeded_at)"
                     " VALUES (?1, ?2, ?3, ?4, ?5)");
    insert.bind(1, name)
        .bind(2, network)
        .bind(3, std::int64_t{attempts.failures})
        .bind(4, attempts.last);
    if (attempts.succeeded)
        insert.bind(5, *attempts.succeeded);
    insert.run();
}

void SignInAttemptTable::forget(std::chrono::sys_seconds attempts_before,
                                std::chrono::sys_seconds success_before) {
    Statement(connection_,
              "DELETE FROM sign_in_attempts"
              " WHERE last_at < ?1 AND (succeeded_at IS NULL OR succeeded_at < ?2)")
        .bind(1, attempts_before)
        .bind(2, success_before)
        .run();
}

}  // namespace firstline
