#include "server/http/desk.h"

namespace firstline {

DeskRules desk_rules(const KnowledgeBase& kb) {
    // What is wrong with the settings was told when they were indexed.
    std::vector<std::string> told;
    DeskPlan plan = desk_plan_from(kb.desk, told);
    DeskClock clock(plan.hours, told);
    return {std::move(plan), std::move(clock)};
}

}  // namespace firstline
