#include "server/store/counters.h"

namespace firstline {

namespace {

std::int64_t number_of(std::chrono::sys_days day) {
    return day.time_since_epoch().count();
}

}  // namespace

void CounterTable::add(std::chrono::sys_days day, std::string_view name, std::uint64_t count) {
    Statement(connection_,
              "INSERT INTO counters (day, name, count) VALUES (?1, ?2, ?3)"
              " ON CONFLICT (day, name) DO UPDATE SET count = count + ?3")
        .bind(1, number_of(day))
        .bind(2, name)
        .bind(3, static_cast<std::int64_t>(count))
        .run();
}

std::map<std::string, std::uint64_t, std::less<>> CounterTable::between(
    std::chrono::sys_days from, std::chrono::sys_days until) {
    Statement select(connection_,
                     "SELECT name, sum(count) FROM counters WHERE day >= ?1 AND day < ?2"
                     " GROUP BY name");
    select.bind(1, number_of(from)).bind(2, number_of(until));
    std::map<std::string, std::uint64_t, std::less<>> sums;
    while (select.step())
        sums[select.text(0)] = static_cast<std::uint64_t>(select.number(1));
    return sums;
}

void CounterTable::purge(std::chrono::sys_days before) {
    Statement(connection_, "DELETE FROM counters WHERE day < ?1").bind(1, number_of(before)).run();
}

}  // namespace firstline
