#include "server/store/accounts.h"

#include "server/store/text_list.h"

namespace firstline {

namespace {

constexpr const char* kSelect =
    "SELECT id, name, password, role, groups, disabled, created_at, password_changed_at"
    " FROM accounts ";

Account account_of(const Statement& row) {
    return {.id = row.number(0),
            .name = row.text(1),
            .password = row.text(2),
            .role = row.text(3),
            .groups = list_from_column(row.text(4)),
            .disabled = row.number(5) != 0,
            .created = row.moment(6),
            .password_changed = row.moment(7)};
}

std::optional<Account> only(Statement& select) {
    if (!select.step())
        return std::nullopt;
    return account_of(select);
}

}  // namespace

bool AccountTable::add(const Account& account) {
    Statement(connection_,
              "INSERT INTO accounts (name, password, role, groups, created_at, password_changed_at)"
              " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (name) DO NOTHING")
        .bind(1, account.name)
        .bind(2, account.password)
        .bind(3, account.role)
        .bind(4, to_column(account.groups))
        .bind(5, account.created)
        .bind(6, account.password_changed)
        .run();
    return connection_.changed() == 1;
}

std::optional<Account> AccountTable::named(std::string_view name) {
    Statement select(connection_, std::string{kSelect} + "WHERE name = ?1");
    return only(select.bind(1, name));
}

std::optional<Account> AccountTable::find(std::int64_t id) {
    Statement select(connection_, std::string{kSelect} + "WHERE id = ?1");
    return only(select.bind(1, id));
}

std::vector<Account> AccountTable::all() {
    Statement select(connection_, std::string{kSelect} + "ORDER BY name");
    std::vector<Account> accounts;
    while (select.step())
        accounts.push_back(account_of(select));
    return accounts;
}

bool AccountTable::any() {
    return connection_.number("SELECT EXISTS (SELECT 1 FROM accounts)") != 0;
}

void AccountTable::set_rights(std::int64_t id, std::string_view role,
                              const std::vector<std::string>& groups) {
    Statement(connection_, "UPDATE accounts SET role = ?2, groups = ?3 WHERE id = ?1")
        .bind(1, id)
        .bind(2, role)
        .bind(3, to_column(groups))
        .run();
}

void AccountTable::set_disabled(std::int64_t id, bool disabled) {
    Statement(connection_, "UPDATE accounts SET disabled = ?2 WHERE id = ?1")
        .bind(1, id)
        .bind(2, std::int64_t{disabled})
        .run();
}

void AccountTable::set_password(std::int64_t id, std::string_view hash,
                                std::chrono::sys_seconds when) {
    Statement(connection_,
              "UPDATE accounts SET password = ?2, password_changed_at = ?3 WHERE id = ?1")
        .bind(1, id)
        .bind(2, hash)
        .bind(3, when)
        .run();
}

}  // namespace firstline
