#include "server/tickets/desk_plan.h"

#include <doctest/doctest.h>

#include "tests/server/tickets/larkfield.h"

using namespace firstline;
using namespace std::chrono_literals;

namespace {

using Texts = std::vector<std::string>;

std::string keys_of(const std::vector<Fact>& facts) {
    std::string keys;
    for (const Fact& fact : facts)
        keys += (keys.empty() ? "" : " ") + fact.key;
    return keys;
}

}  // namespace

TEST_CASE("the rules of a desk are read in the order in which they were written") {
    Texts problems;
    const auto plan = desk_plan_from(larkfield_settings(), problems);
    CHECK(problems.empty());
    CHECK(keys_of(plan.affects) == "me team site");
    CHECK(keys_of(plan.work) == "another-way with-difficulty not-at-all");
    CHECK(plan.affects[1].label == "My team");
    REQUIRE(plan.levels.size() == 4);
    CHECK(plan.levels[0].key == "P1");
    CHECK(plan.levels[0].call_first);
    CHECK_FALSE(plan.levels[1].call_first);
    CHECK(in_words(plan.levels[1].answer_within) == "2 working hours");
    CHECK_FALSE(plan.levels[3].aim_to_solve_within);
    REQUIRE(plan.category("printing"));
    CHECK(plan.category("printing")->on_call == "555-0190");
    CHECK(plan.category("printing")->escalation.at(1).contact == "print");
    CHECK_FALSE(plan.category("flying"));
    REQUIRE(plan.hours);
    CHECK(plan.hours->closed_on.size() == 2);
    CHECK(plan.hours->week[4] == std::vector<OpenHours>{{7h + 30min, 17h}});
}

TEST_CASE("priority follows from two facts and from nothing else") {
    const auto plan = larkfield();
    struct Case {
        const char *affects, *work, *priority;
    };
    for (const auto& [affects, work, priority] :
         {Case{"me", "another-way", "P4"}, Case{"me", "with-difficulty", "P3"},
          Case{"me", "not-at-all", "P2"}, Case{"team", "another-way", "P3"},
          Case{"team", "with-difficulty", "P2"}, Case{"team", "not-at-all", "P1"},
          Case{"site", "another-way", "P2"}, Case{"site", "with-difficulty", "P1"},
          Case{"site", "not-at-all", "P1"}, Case{"", "", "P4"}, Case{"me", "forged", "P4"},
          Case{"the-board", "not-at-all", "P2"}}) {
        CAPTURE(affects);
        CAPTURE(work);
        CHECK(priority_for(plan, affects, work) == priority);
    }
}

TEST_CASE("a clock that counts working time makes working time of what is promised") {
    auto settings = larkfield_settings();
    const std::string from = "\"2 working hours\"";
    settings.priorities_json.replace(settings.priorities_json.find(from), from.size(),
                                     "\"30 minutes\"");
    Texts problems;
    const auto plan = desk_plan_from(settings, problems);
    CHECK(in_words(plan.level("P2")->answer_within) == "30 working minutes");
}

TEST_CASE("a desk that says nothing has the published matrix and no hours") {
    Texts problems;
    const auto plan = desk_plan_from({}, problems);
    CHECK(problems.empty());
    CHECK(priority_for(plan, "team", "with-difficulty") == "P2");
    CHECK(plan.level("P1")->call_first);
    CHECK_FALSE(plan.hours);
    CHECK(plan.categories.empty());
}

TEST_CASE("rules that cannot be used are told, and leave the default") {
    struct Case {
        const char *priorities, *problem;
    };
    for (const auto& [priorities, problem] : {
             Case{R"("high")", "the priorities of _kb.yml are not whole; the default is used"},
             Case{R"({"affects": {"me": "I"}, "work": {"no": "No"},
                      "levels": {"P1": {"answer_within": "soon"}}, "matrix": {"me": {"no": "P1"}}})",
                  "priority P1: \"soon\" is no time such as 2 working hours"},
             Case{R"({"affects": {"me": "I"}, "work": {"no": "No"},
                      "levels": {"P1": {"answer_within": "1 hour"}}, "matrix": {"me": {"no": "P7"}}})",
                  "the priority of me and no is no level: \"P7\""},
             Case{"[1, 2", "the priorities of _kb.yml are not whole; the default is used"},
             Case{R"({"affects": [], "work": 3, "levels": {"P1": null}, "matrix": {"me": 1}})",
                  "priority P1: it needs answer_within"},
         }) {
        CAPTURE(priorities);
        DeskSettings settings;
        settings.priorities_json = priorities;
        Texts problems;
        const auto plan = desk_plan_from(settings, problems);
        REQUIRE_FALSE(problems.empty());
        CHECK(problems.front() == problem);
        CHECK(priority_for(plan, "team", "not-at-all") == "P1");
    }
    DeskSettings settings;
    settings.hours_json = R"({"monday": "9 to 5", "tuesday": ["08:00-12:00", "13:00-17:00"],
                              "closed_on": ["Christmas"]})";
    settings.categories_json = R"({"a": null, "b": {"escalation": [{"after": 3}, 7]}})";
    Texts problems;
    const auto plan = desk_plan_from(settings, problems);
    CHECK(problems.size() == 3);
    CHECK(plan.hours->week[1].size() == 2);
    CHECK(plan.hours->week[0].empty());
    CHECK(plan.category("a")->name == "a");
}

TEST_CASE("hours that are one text for people are shown, and reckoned with by nobody") {
    DeskSettings settings;
    settings.hours = "Mon to Fri 8:00-18:00";
    settings.hours_json = R"("Mon to Fri 8:00-18:00")";
    Texts problems;
    const auto plan = desk_plan_from(settings, problems);
    CHECK(problems.empty());
    CHECK_FALSE(plan.hours);
    CHECK(plan.hours_in_words == "Mon to Fri 8:00-18:00");
}
