#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <string>

#include "indexer/text/dates.h"
#include "server/store/sqlite.h"

namespace firstline {

/// What was counted on one day, by name.
using DayCounts = std::map<std::string, std::size_t, std::less<>>;

/// What the writers' board counted, a row a day and name, kept for good: neither the findings nor
/// the events of then are there any more when one looks back.
class BoardDayTable {
public:
    explicit BoardDayTable(Connection& connection) : connection_(connection) {}

    /// Counted again on the same day, the later count stands; other names of the day stay.
    /// REQUIRES: a transaction, for all or nothing.
    void put(Date day, const DayCounts& counts);
    /// From `from` on.
    std::map<Date, DayCounts> since(Date from);

private:
    Connection& connection_;
};

}  // namespace firstline
