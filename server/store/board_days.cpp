#include "server/store/board_days.h"

namespace firstline {

void BoardDayTable::put(Date day, const DayCounts& counts) {
    Statement insert(connection_,
                     "INSERT INTO board_days (day, name, amount) VALUES (?1, ?2, ?3)"
                     " ON CONFLICT (day, name) DO UPDATE SET amount = ?3");
    for (const auto& [name, amount] : counts)
        insert.bind(1, std::int64_t{day.time_since_epoch().count()})
            .bind(2, name)
            .bind(3, static_cast<std::int64_t>(amount))
            .run();
}

std::map<Date, DayCounts> BoardDayTable::since(Date from) {
    Statement select(connection_, "SELECT day, name, amount FROM board_days WHERE day >= ?1");
    select.bind(1, std::int64_t{from.time_since_epoch().count()});
    std::map<Date, DayCounts> days;
    while (select.step())
        days[Date{std::chrono::days{select.number(0)}}][select.text(1)] =
            static_cast<std::size_t>(select.number(2));
    return days;
}

}  // namespace firstline
