#pragma once

#include <array>
#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/article/knowledge_base.h"
#include "indexer/text/desk_times.h"

namespace firstline {

/// One answer to "Whom does it affect?" or "Can they work?".
struct Fact {
    std::string key;    ///< `team`
    std::string label;  ///< `My team`
};

/// What the desk promises for a priority.
struct PriorityLevel {
    std::string key;   ///< `P2`
    std::string name;  ///< `High`
    TimeLimit answer_within;
    std::optional<TimeLimit> aim_to_solve_within;
    bool call_first = false;  ///< too urgent for a form alone
};

/// Who can be asked when the answer is late.
struct EscalationStep {
    TimeLimit after;
    std::string contact;
    std::string telephone;
    std::string when;  ///< `working hours`, as written
};

struct TicketCategory {
    std::string key;
    std::string name;
    std::string owner;    ///< key in `_owners.yml`
    std::string on_call;  ///< telephone
    std::vector<EscalationStep> escalation;
};

/// When somebody is at the desk.
struct DeskHours {
    std::string time_zone = "UTC";               ///< `Europe/London`
    std::array<std::vector<OpenHours>, 7> week;  ///< Monday first
    std::set<std::chrono::sys_days> closed_on;
};

/// The desk's published rules, in the order in which they were written.
struct DeskPlan {
    std::vector<Fact> affects;  ///< the fewest people first
    std::vector<Fact> work;     ///< the least hindered first
    /// (whom it affects, whether they can work) -> priority
    std::map<std::pair<std::string, std::string>, std::string> matrix;
    std::vector<PriorityLevel> levels;  ///< the most urgent first
    std::vector<TicketCategory> categories;
    std::optional<DeskHours> hours;  ///< nothing: it is not known when somebody is there
    std::string hours_in_words;
    std::string after_hours;  ///< what a caller meets outside these hours
    std::string telephone;
    std::string email;

    /// nullptr if there is none of this key.
    const PriorityLevel* level(std::string_view key) const;
    const TicketCategory* category(std::string_view key) const;
};

/// Reads what `_kb.yml` says. What it does not say is the published default: four levels by two
/// facts, no categories, no hours. What cannot be read is left at the default and told in
/// `problems`, a sentence each.
DeskPlan desk_plan_from(const DeskSettings& settings, std::vector<std::string>& problems);

/// `My team` for `team`; a key that is not known stays as it is.
std::string label_of(const std::vector<Fact>& facts, const std::string& key);

/// The priority of two facts, by the matrix alone: who asks makes no difference. A fact that is not
/// known counts as the least of its kind.
std::string priority_for(const DeskPlan& plan, std::string_view affects, std::string_view work);

/// Whether priority `a` is more urgent than `b`.
bool is_more_urgent(const DeskPlan& plan, std::string_view a, std::string_view b);

}  // namespace firstline
