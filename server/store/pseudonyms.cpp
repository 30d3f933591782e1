#include "server/store/pseudonyms.h"

#include <optional>

namespace firstline {

std::string PseudonymTable::of(std::string_view account, std::string_view fresh,
                               std::chrono::sys_seconds since, std::chrono::sys_seconds now) {
    const auto kept = [&]() -> std::optional<std::string> {
        Statement select(connection_,
                         "SELECT visitor FROM pseudonyms WHERE account = ?1 AND created_at > ?2");
        select.bind(1, account).bind(2, since);
        return select.step() ? std::optional{select.text(0)} : std::nullopt;
    };
    if (auto visitor = kept())
        return *visitor;
    Transaction transaction(connection_);
    // Another browser of this person may have come meanwhile.
    if (auto visitor = kept())
        return *visitor;
    Statement(connection_,
              "INSERT INTO pseudonyms (account, visitor, created_at) VALUES (?1, ?2, ?3)"
              " ON CONFLICT (account) DO UPDATE SET visitor = ?2, created_at = ?3")
        .bind(1, account)
        .bind(2, fresh)
        .bind(3, now)
        .run();
    transaction.commit();
    return std::string{fresh};
}

void PseudonymTable::purge(std::chrono::sys_seconds before) {
    Statement(connection_, "DELETE FROM pseudonyms WHERE created_at < ?1").bind(1, before).run();
}

}  // namespace firstline
