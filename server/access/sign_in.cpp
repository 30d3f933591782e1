#include "server/access/sign_in.h"

#include <fmt/format.h>

#include "server/access/account_name.h"
#include "server/access/sign_in_throttle.h"
#include "server/store/audit_trail.h"

namespace firstline {

namespace {

/// What stands in the audit trail for all that names no account: it may be a password that was
/// typed into the wrong field.
constexpr std::string_view kNoName = "?";

bool is_right(const std::optional<Account>& account, std::string_view password,
              PasswordHasher& hasher) {
    if (!account) {
        hasher.verify_nothing(password);
        return false;
    }
    // Before it counts that the account is disabled: the time must not tell.
    return hasher.verify(account->password, password) && !account->disabled;
}

}  // namespace

bool still_holds(const Account& account, Connection& connection) {
    const auto present = AccountTable(connection).find(account.id);
    return present && !present->disabled && present->password == account.password;
}

SignInResult sign_in(const SignInRequest& request, Connection& connection, PasswordHasher& hasher,
                     HashQueue& queue, std::chrono::sys_seconds now) {
    const std::string name = account_name(request.name);
    const std::string network = network_of(request.address);
    SignInThrottle throttle(connection);
    // Before it takes a place: those who have to wait must not keep others from theirs.
    if (const auto wait = throttle.wait(name, network, now); wait.count() > 0)
        return {.wait = wait};
    const auto place = queue.enter(throttle.is_known(name, network, now));
    if (!place)
        return {.busy = true};
    if (const auto wait = throttle.begin(name, network, now); wait.count() > 0)
        return {.wait = wait};

    AccountTable accounts(connection);
    const auto account = accounts.named(name);
    const bool right = is_right(account, request.password, hasher);
    SignInResult result;
    Transaction transaction(connection);
    if (right && still_holds(*account, connection)) {
        throttle.succeeded(name, network, now);
        result.token = Sessions(connection).open(account->id, request.user_agent, now);
    }
    const auto wait = result.token ? std::chrono::seconds{0} : throttle.wait(name, network, now);
    AuditTrail(connection)
        .add({.when = now,
              .who = account ? name : std::string{kNoName},
              .what = result.token ? "signed-in" : "sign-in-failed",
              .about = wait.count() > 0 ? fmt::format("must wait {} s now", wait.count()) : "",
              .address = std::string{request.address}});
    transaction.commit();
    return result;
}

}  // namespace firstline
