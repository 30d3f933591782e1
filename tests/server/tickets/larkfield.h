#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "server/tickets/desk_clock.h"
#include "server/tickets/desk_plan.h"

namespace firstline {

/// The rules of a desk in London: Monday to Thursday 07:30-18:00, Friday to 17:00.
inline DeskSettings larkfield_settings() {
    DeskSettings desk;
    desk.telephone = "555-0142";
    desk.after_hours = "A recorded voice answers.";
    desk.hours_json = R"({"time_zone": "Europe/London", "monday": "07:30-18:00",
        "tuesday": "07:30-18:00", "wednesday": "07:30-18:00", "thursday": "07:30-18:00",
        "friday": "07:30-17:00", "saturday": "closed", "sunday": "closed",
        "closed_on": ["2026-12-25", "2026-12-28"]})";
    desk.priorities_json = R"({
        "affects": {"me": "Only me", "team": "My team", "site": "A site or more"},
        "work": {"another-way": "Yes, another way", "with-difficulty": "Yes, with difficulty",
                 "not-at-all": "No, not at all"},
        "matrix": {"me": {"another-way": "P4", "with-difficulty": "P3", "not-at-all": "P2"},
                   "team": {"another-way": "P3", "with-difficulty": "P2", "not-at-all": "P1"},
                   "site": {"another-way": "P2", "with-difficulty": "P1", "not-at-all": "P1"}},
        "levels": {
            "P1": {"name": "Critical", "answer_within": "15 minutes", "clock": "always",
                   "aim_to_solve_within": "4 hours", "call_first": true},
            "P2": {"name": "High", "answer_within": "2 working hours", "clock": "working",
                   "aim_to_solve_within": "1 working day"},
            "P3": {"name": "Normal", "answer_within": "1 working day", "clock": "working"},
            "P4": {"name": "Low", "answer_within": "3 working days", "clock": "working"}}})";
    desk.categories_json = R"({"printing": {"name": "Printing and scanning", "owner": "print",
        "on_call": "555-0190", "escalation": [
            {"after": "0 minutes", "contact": "service-desk", "telephone": "555-0142",
             "when": "working hours"},
            {"after": "4 working hours", "contact": "print", "telephone": "555-0163",
             "when": "working hours"}]}})";
    return desk;
}

inline DeskPlan larkfield() {
    std::vector<std::string> problems;
    return desk_plan_from(larkfield_settings(), problems);
}

inline DeskClock larkfield_clock() {
    std::vector<std::string> problems;
    return DeskClock(larkfield().hours, problems);
}

}  // namespace firstline
