#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/insight/clustered_share.h"
#include "server/insight/visitor_problems.h"

namespace firstline {

/// No ticket for so long: what was confirmed stays so.
inline constexpr std::chrono::days kNoTicketFor{7};
/// An article that was left longer before the door has not to do with it.
inline constexpr std::chrono::minutes kReadBeforeDoor{30};
/// An incident that brought such a part of all problems, and at least so many, is also shown apart.
inline constexpr double kDominantPart = .1;
inline constexpr std::size_t kDominantProblems = 5;

/// How a problem ended that came to the ticket door.
enum class Outcome {
    confirmed,     ///< read an article, said that it solved it, and sent no ticket
    failed,        ///< sent a ticket
    no_or_partly,  ///< said that the article did not, or only partly, and sent none here
    unknown        ///< none of these: nobody can say
};
inline constexpr std::size_t kOutcomes = 4;

std::string_view name_of(Outcome outcome);

/// REQUIRES: problem.door.
Outcome outcome_of(const VisitorProblem& problem);

/// The problems that came to the door and how they ended; the four shares sum to the whole.
struct Deflection {
    std::size_t problems = 0;
    std::size_t provisional = 0;  ///< may still send a ticket that counts
    std::size_t visitors = 0;
    std::size_t incidents = 0;
    std::array<Share, kOutcomes> outcomes;
    Share not_denied;  ///< confirmed or unknown: solved, if every silent visitor was helped

    const Share& of(Outcome outcome) const { return outcomes[static_cast<std::size_t>(outcome)]; }
    /// What desks usually print, 1 - tickets / visits to the form: counts silence as success.
    double usual() const { return problems > 0 ? 1 - of(Outcome::failed).value() : 0; }
};

struct DominantIncident {
    std::string key;
    std::size_t problems = 0;
    Deflection without;
};

struct DeflectionFindings {
    Deflection all;
    std::optional<DominantIncident> dominant;
    std::size_t requests = 0;       ///< came for a form, not for an answer: not counted above
    std::size_t requests_sent = 0;  ///< of these, how many sent it
};

/// Only problems that came to the door from `from` to before `until` count.
DeflectionFindings deflection_of(std::span<const VisitorProblem> problems,
                                 std::chrono::sys_seconds from, std::chrono::sys_seconds until,
                                 std::chrono::sys_seconds now);

/// From counts alone, where every problem is a stranger's.
Deflection deflection_from(std::size_t confirmed, std::size_t failed, std::size_t no_or_partly,
                           std::size_t unknown);

/// `Confirmed: at least 5.8 % (18 of 200 = 9.0 %, 95 % 5.8-13.8). If every silent visitor was
/// helped: 34 % (to 40.8 %).`
std::string deflection_sentence(const Deflection& deflection);
/// Its beginning, which is the one number to remember: `Confirmed: at least 5.8 %`.
std::string deflection_headline(const Deflection& deflection);

}  // namespace firstline
