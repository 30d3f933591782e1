#pragma once

#include <cstdint>
#include <random>
#include <vector>

namespace firstline {

/// Random choices that are the same on every machine for the same seed: the distributions of the
/// standard library are not.
class Random {
public:
    explicit Random(std::uint64_t seed) : engine_(seed) {}

    /// 0 to `count` - 1. REQUIRES: count > 0.
    std::size_t below(std::size_t count) { return static_cast<std::size_t>(engine_() % count); }

    /// True in `percent` of 100 cases.
    bool chance(unsigned percent) { return below(100) < percent; }

    template <class T>
    const T& one_of(const std::vector<T>& all) {
        return all[below(all.size())];
    }

    template <class T>
    void shuffle(std::vector<T>& all) {
        for (std::size_t left = all.size(); left > 1; --left)
            std::swap(all[left - 1], all[below(left)]);
    }

private:
    std::mt19937_64 engine_;
};

}  // namespace firstline
