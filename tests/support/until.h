#pragma once

#include <chrono>
#include <thread>

namespace firstline {

/// Looks until `condition` holds; false if it does not within a time that no sound machine needs.
template <class Condition>
bool until(const Condition& condition) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (!condition()) {
        if (std::chrono::steady_clock::now() >= deadline)
            return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return true;
}

}  // namespace firstline
