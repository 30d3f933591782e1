#include "server/http/form_rules.h"

#include <utility>

#include "server/http/desk.h"

namespace firstline {

void add_rules(HelpView& view, const KnowledgeBase& kb, std::chrono::sys_seconds now) {
    DeskRules rules = desk_rules(kb);
    view.presence = rules.clock.presence(now);
    if (rules.clock.knows_hours() && !rules.clock.is_open(now))
        view.closed_now = rules.plan.after_hours;
    for (const Fact& affects : rules.plan.affects)
        for (const Fact& work : rules.plan.work)
            view.cases.push_back({affects.key, work.key,
                                  promise_for(rules.plan, rules.clock,
                                              priority_for(rules.plan, affects.key, work.key),
                                              view.form.category, now)});
    view.plan = std::move(rules.plan);
}

}  // namespace firstline
