#include "server/tickets/promise.h"

#include <fmt/format.h>

namespace firstline {

namespace {

/// `within 2 working hours (by Mon 23 Nov, 09:30)`
std::string within(const TimeLimit& limit, const DeskClock& clock, std::chrono::sys_seconds now) {
    const auto end = clock.end_of(limit, now);
    // Without known hours a moment would be in nobody's time zone.
    if (!end || !clock.knows_hours())
        return "within " + in_words(limit);
    return fmt::format("within {} (by {})", in_words(limit), clock.in_words(*end));
}

/// What is urgent goes to the person on call when nobody is there; all else can be told to the
/// desk's own number, which says what happens now.
void say_whom_to_call(const DeskPlan& plan, const PriorityLevel& level,
                      const TicketCategory* category, bool open, Promise& promise) {
    const bool on_call = !open && level.call_first && category && !category->on_call.empty();
    promise.telephone = on_call ? category->on_call : plan.telephone;
    if (promise.telephone.empty() || (open && !level.call_first)) {
        promise.telephone.clear();
        return;
    }
    const char* why = "if it cannot wait until we are back.";
    if (on_call)
        why = "this rings the person on call. Then send this form.";
    else if (level.call_first)
        why = "a call is quicker than this form. Then send it, too.";
    promise.call =
        fmt::format("Call {} now{} {}", promise.telephone, level.call_first ? ":" : "", why);
}

}  // namespace

Promise promise_for(const DeskPlan& plan, const DeskClock& clock, std::string_view priority,
                    std::string_view category, std::chrono::sys_seconds now) {
    Promise promise{.priority = std::string{priority}};
    promise.presence = clock.presence(now);
    const bool open = clock.is_open(now);
    if (!open)
        promise.after_hours = plan.after_hours;
    const PriorityLevel* const level = plan.level(priority);
    if (level == nullptr)
        return promise;
    say_whom_to_call(plan, *level, plan.category(category), open, promise);
    promise.answer = fmt::format(
        "We will treat this as {}: a person answers {} unless an agent finds otherwise.",
        level->key, within(level->answer_within, clock, now));
    if (level->aim_to_solve_within)
        promise.solve =
            fmt::format("We aim to solve it {}.", within(*level->aim_to_solve_within, clock, now));
    return promise;
}

}  // namespace firstline
