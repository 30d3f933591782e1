#include "server/insight/answered.h"

#include <algorithm>

#include "server/insight/gaps.h"

namespace firstline {

std::map<Date, Answered> answered_by_day(
    std::span<const VisitorProblem> problems,
    const std::function<bool(std::string_view article)>& stale) {
    std::map<Date, Answered> days;
    for (const VisitorProblem& problem : problems) {
        const bool searched = std::any_of(
            problem.events.begin(), problem.events.end(),
            [](const Event* e) { return e->kind == Event::Kind::search && !e->topic.empty(); });
        if (!searched)
            continue;
        Answered& day = days[std::chrono::floor<std::chrono::days>(problem.begin)];
        ++day.searched;
        if (!failure_of(problem, stale))
            ++day.answered;
    }
    return days;
}

}  // namespace firstline
