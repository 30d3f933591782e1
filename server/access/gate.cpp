#include "server/access/gate.h"

#include <algorithm>

#include "server/access/sign_in_throttle.h"
#include "server/store/audit_trail.h"

namespace firstline {

namespace {

void note(Connection& connection, const AccountAct& act, const char* what, std::string about = {}) {
    AuditTrail(connection)
        .add({.when = act.now,
              .who = act.who.account.name,
              .what = what,
              .about = std::move(about),
              .address = std::string{act.address}});
}

bool is_open(const Session& session, Connection& connection) {
    const auto sessions = SessionTable(connection).of(session.account);
    return std::any_of(sessions.begin(), sessions.end(),
                       [&](const Session& one) { return one.id == session.id; });
}

}  // namespace

ConnectionPool::Lease Gate::store() {
    auto lease = connections_.borrow();
    if (!lease)
        throw StoreError("the store is gone");
    return std::move(*lease);
}

bool Gate::has_accounts() {
    if (has_accounts_)
        return true;
    const auto lease = connections_.borrow();
    if (lease && AccountTable(**lease).any())
        has_accounts_ = true;
    return has_accounts_;
}

std::optional<SignedIn> Gate::resume(std::string_view token, std::chrono::sys_seconds now) {
    const auto lease = connections_.borrow();
    if (!lease)
        return std::nullopt;
    return Sessions(**lease).resume(token, now);
}

std::optional<TokenBearer> Gate::bearer(std::string_view token, std::chrono::sys_seconds now) {
    const auto lease = connections_.borrow();
    if (!lease)
        return std::nullopt;
    return bearer_of(token, **lease, now);
}

std::optional<Account> Gate::account(std::string_view name) {
    const auto lease = connections_.borrow();
    if (!lease)
        return std::nullopt;
    return AccountTable(**lease).named(name);
}

SignInResult Gate::sign_in(const SignInRequest& request, std::chrono::sys_seconds now) {
    const auto lease = connections_.borrow();
    if (!lease)
        return {};
    return firstline::sign_in(request, **lease, hasher_, queue_, now);
}

bool Gate::sign_out(const AccountAct& act, std::int64_t session) {
    const auto lease = store();
    Transaction transaction(*lease);
    if (!Sessions(*lease).close(act.who.account.id, session))
        return false;
    note(*lease, act, "signed-out");
    transaction.commit();
    return true;
}

void Gate::sign_out_everywhere(const AccountAct& act) {
    const auto lease = store();
    Transaction transaction(*lease);
    const auto ended = Sessions(*lease).close_all(act.who.account.id);
    note(*lease, act, "signed-out-everywhere", std::to_string(ended));
    transaction.commit();
}

PasswordChange Gate::change_password(const AccountAct& act, std::string_view present,
                                     std::string_view wanted) {
    const auto lease = store();
    const Account& account = act.who.account;
    // Whoever sits down at an open session must not guess the password there without end.
    SignInThrottle throttle(*lease);
    const std::string network = network_of(act.address);
    const auto place = queue_.enter(true);
    if (!place)
        return {.busy = true};
    if (const auto wait = throttle.begin(account.name, network, act.now); wait.count() > 0)
        return {.wait = wait};
    if (!hasher_.verify(account.password, present)) {
        note(*lease, act, "password-change-failed");
        return {.why_not = "your present password is another one"};
    }
    throttle.succeeded(account.name, network, act.now);
    if (const auto weakness = weakness_of(wanted, account.name); !weakness.empty())
        return {.why_not = "the new password cannot be used: " + weakness};
    const std::string hash = hasher_.hash(wanted);
    Transaction transaction(*lease);
    // What an administrator did meanwhile must not be undone.
    if (!still_holds(account, *lease) || !is_open(act.who.session, *lease))
        return {.why_not = "your account was changed meanwhile; sign in again"};
    AccountTable(*lease).set_password(account.id, hash, act.now);
    Sessions(*lease).close_others(account.id, act.who.session.id);
    note(*lease, act, "password-changed", account.name);
    transaction.commit();
    return {.done = true};
}

std::vector<Session> Gate::sessions_of(const SignedIn& who, std::chrono::sys_seconds now) {
    const auto lease = store();
    return Sessions(*lease).of(who.account.id, now);
}

}  // namespace firstline
