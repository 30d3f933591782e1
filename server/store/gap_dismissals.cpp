#include "server/store/gap_dismissals.h"

namespace firstline {

void GapDismissalTable::put(const GapDismissal& dismissal) {
    Statement(connection_,
              "INSERT INTO gap_dismissals (topic, reason, by, at) VALUES (?1, ?2, ?3, ?4)"
              " ON CONFLICT (topic) DO UPDATE SET reason = ?2, by = ?3, at = ?4")
        .bind(1, dismissal.topic)
        .bind(2, dismissal.reason)
        .bind(3, dismissal.by)
        .bind(4, dismissal.at)
        .run();
}

bool GapDismissalTable::take_back(std::string_view topic) {
    Statement(connection_, "DELETE FROM gap_dismissals WHERE topic = ?1").bind(1, topic).run();
    return connection_.changed() > 0;
}

std::vector<GapDismissal> GapDismissalTable::all() {
    Statement select(connection_,
                     "SELECT topic, reason, by, at FROM gap_dismissals ORDER BY at DESC, topic");
    std::vector<GapDismissal> found;
    while (select.step())
        found.push_back({.topic = select.text(0),
                         .reason = select.text(1),
                         .by = select.text(2),
                         .at = select.moment(3)});
    return found;
}

}  // namespace firstline
