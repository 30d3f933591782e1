#pragma once

#include <atomic>

namespace firstline {

/// How many may wait for their password to be hashed, which takes time and turns. Strangers have
/// fewer places than those who signed in from their network before, so that a flood of the one
/// cannot shut out the other.
class HashQueue {
public:
    /// A place until it goes.
    class Place {
    public:
        Place(std::atomic<int>& waiting, int most) : waiting_(waiting), got_(++waiting <= most) {
            // Who was refused must not stand in the way while that is told.
            if (!got_)
                --waiting_;
        }
        ~Place() {
            if (got_)
                --waiting_;
        }
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;

        /// False if too many wait.
        explicit operator bool() const { return got_; }

    private:
        std::atomic<int>& waiting_;
        bool got_;
    };

    Place enter(bool known) {
        return known ? Place(known_, kMostKnown) : Place(strangers_, kMostStrangers);
    }

    static constexpr int kMostStrangers = 8;
    static constexpr int kMostKnown = 16;

private:
    std::atomic<int> strangers_{0};
    std::atomic<int> known_{0};
};

}  // namespace firstline
