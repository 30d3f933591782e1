#include "server/store/visitor_ids.h"

#include <string>

namespace firstline {

void forget_visitors(Connection& connection, std::chrono::sys_seconds before) {
    constexpr const char* kStatements[] = {
        "UPDATE votes SET visitor = NULL WHERE at < ?1 AND visitor IS NOT NULL",
        "UPDATE tickets SET visitor = NULL WHERE created_at < ?1 AND visitor IS NOT NULL",
        "UPDATE incident_joins SET visitor = NULL WHERE at < ?1 AND visitor IS NOT NULL"};
    for (const char* const sql : kStatements)
        Statement(connection, sql).bind(1, before).run();
}

}  // namespace firstline
