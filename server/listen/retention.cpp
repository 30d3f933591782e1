#include "server/listen/retention.h"

#include "server/store/counters.h"
#include "server/store/events.h"
#include "server/store/pseudonyms.h"
#include "server/store/visitor_ids.h"

namespace firstline {

void purge_old(Connection& connection, std::chrono::days keep, std::chrono::sys_seconds now) {
    const auto before = now - keep;
    Transaction transaction(connection);
    EventTable(connection).purge(before);
    CounterTable(connection).purge(std::chrono::floor<std::chrono::days>(before));
    PseudonymTable(connection).purge(now - kVisitorLife);
    forget_visitors(connection, before);
    transaction.commit();
}

}  // namespace firstline
