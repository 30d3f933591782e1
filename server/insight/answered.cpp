#include "server/insight/answered.h"

#include <algorithm>
#include <set>

#include "server/insight/gaps.h"

namespace firstline {
namespace {

bool opened_sure_result(const VisitorProblem& problem) {
    std::set<std::string_view> sure;
    for (const Event* const event : problem.events) {
        if (event->kind == Event::Kind::search && event->sure)
            sure.insert(event->shown.begin(), event->shown.end());
        if (event->kind == Event::Kind::view && sure.contains(event->article))
            return true;
    }
    return false;
}

}  // namespace

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
        if (opened_sure_result(problem) && !failure_of(problem, stale))
            ++day.answered;
    }
    return days;
}

}  // namespace firstline
