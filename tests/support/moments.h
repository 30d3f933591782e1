#pragma once

#include <chrono>

namespace firstline {

/// So long after the beginning of 1970.
inline std::chrono::sys_seconds at(std::chrono::seconds since_1970) {
    return std::chrono::sys_seconds{since_1970};
}
inline std::chrono::sys_seconds at(int seconds_since_1970) {
    return at(std::chrono::seconds{seconds_since_1970});
}

}  // namespace firstline
