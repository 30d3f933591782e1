#include "server/store/audit_trail.h"

#include <algorithm>

namespace firstline {

void AuditTrail::add(const AuditEntry& entry) {
    Statement(connection_,
              "INSERT INTO audit_trail (at, who, what, about, address)"
              " VALUES (?1, ?2, ?3, ?4, ?5)")
        .bind(1, entry.when)
        .bind(2, entry.who)
        .bind(3, entry.what)
        .bind(4, entry.about)
        .bind(5, entry.address)
        .run();
}

std::vector<AuditEntry> AuditTrail::entries(std::optional<unsigned> most) {
    Statement select(connection_,
                     "SELECT id, at, who, what, about, address FROM audit_trail"
                     " ORDER BY id DESC LIMIT ?1");
    // SQLite takes a negative limit for none.
    select.bind(1, most ? std::int64_t{*most} : std::int64_t{-1});
    std::vector<AuditEntry> entries;
    while (select.step())
        entries.push_back({.id = select.number(0),
                           .when = select.moment(1),
                           .who = select.text(2),
                           .what = select.text(3),
                           .about = select.text(4),
                           .address = select.text(5)});
    std::reverse(entries.begin(), entries.end());
    return entries;
}

}  // namespace firstline
