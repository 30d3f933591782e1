#pragma once

#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "server/insight/visitor_problems.h"

namespace firstline {

/// Puts what one visitor did into problems. Fed in the order of time.
class ProblemGrouping {
public:
    explicit ProblemGrouping(std::string_view visitor) : visitor_(visitor) {}

    void add(const Event& event);
    void add(const Vote& vote);
    void add(const Ticket& ticket);

    std::vector<VisitorProblem> problems() &&;

private:
    struct Open {
        VisitorProblem problem;
        std::set<std::string_view> words;     ///< of its topic
        std::set<std::string_view> articles;  ///< that were shown or opened
        std::chrono::sys_seconds last{};
        std::optional<std::chrono::sys_seconds> last_search;
        const Event* viewing = nullptr;  ///< the article opened last, until it was left
    };

    Open& problem_for(const Event& event);
    Open& problem_for(const Ticket& ticket);
    Open& begin(std::chrono::sys_seconds at);
    /// The latest for which `holds` is true among those that live at `at`.
    template <class Condition>
    Open* latest(std::chrono::sys_seconds at, const Condition& holds);
    static void leave(Open& open, const Event& dwell);

    std::string_view visitor_;
    std::vector<Open> open_;
};

}  // namespace firstline
