#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "server/insight/report.h"

namespace firstline {

/// A desk whose truth is known: how people behave, and how they come together in incidents.
struct World {
    unsigned problems = 200;  ///< that come to the door and belong to no incident
    unsigned returning = 20;  ///< percent of these brought by somebody who has brought one before
    unsigned incidents = 0;   ///< each brings `incident_least` to `incident_most` problems
    unsigned incident_least = 3;
    unsigned incident_most = 9;
    unsigned readers = 0;   ///< search and read, and never come to the door
    unsigned dominant = 0;  ///< problems of one incident beside these

    double reads = .7;       ///< reads an article
    double solves = .45;     ///< what is read solves it; in an incident it is 0 or twice as much
    double says_yes = .4;    ///< of those whom it solved
    double lies = .02;       ///< says yes though it did not
    double says_no = .15;    ///< of those whom it did not solve
    double sends = .75;      ///< a ticket, of those not solved who neither lied nor said no
    double sends_yet = .02;  ///< a ticket, of those solved who did not say so
    /// Of those not solved who send none: by telephone, which nobody here can see.
    double telephones = .5;
};

/// What really happened to one problem.
struct Truth {
    std::string visitor;
    std::string incident;
    bool read = false;
    bool solved = false;
    bool telephoned = false;
    Outcome outcome = Outcome::unknown;  ///< as it must be counted
};

struct SimulatedDesk {
    std::vector<Truth> truth;
    InsightInput input;
};

/// Chance that is the same on every machine for the same seed.
class Chance {
public:
    explicit Chance(std::uint64_t seed) : engine_(seed) {}
    bool happens(double probability) { return part() < probability; }
    unsigned below(unsigned count) { return static_cast<unsigned>(engine_() % count); }
    unsigned between(unsigned least, unsigned most) { return least + below(most - least + 1); }

private:
    double part() { return static_cast<double>(engine_() >> 11U) * 0x1p-53; }
    std::mt19937_64 engine_;
};

/// The rows that a store would hold, from `from` on over `weeks`; nobody's are provisional after
/// eight more days.
SimulatedDesk simulate(const World& world, std::chrono::sys_seconds from, unsigned weeks,
                       Chance& chance);

/// The share that ends Confirmed, and that is solved, of all problems of all desks of this kind.
double confirmed_share(const World& world);
double solved_share(const World& world);

}  // namespace firstline
