#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "server/store/sqlite.h"

namespace firstline {

/// Pages that people read who asked not to be followed.
inline constexpr std::string_view kViewsNotFollowed = "views-not-followed";
/// Pages that were followed.
inline constexpr std::string_view kViewsFollowed = "views-followed";
/// Events that could not be kept, since more came than could be written.
inline constexpr std::string_view kEventsShed = "events-shed";

/// What is only counted, by day: no row tells of one person.
class CounterTable {
public:
    explicit CounterTable(Connection& connection) : connection_(connection) {}

    void add(std::chrono::sys_days day, std::string_view name, std::uint64_t count);
    /// The sums of each name from `from` to before `until`.
    std::map<std::string, std::uint64_t, std::less<>> between(std::chrono::sys_days from,
                                                              std::chrono::sys_days until);
    void purge(std::chrono::sys_days before);

private:
    Connection& connection_;
};

}  // namespace firstline
