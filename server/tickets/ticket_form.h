#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/tickets/desk_plan.h"

namespace firstline {

/// What a person wrote into the form, as it stands: kept also where it is not right yet.
struct TicketForm {
    std::string subject;
    std::string description;
    std::string name;
    std::string email;
    std::string telephone;
    std::string category;
    std::string affects;
    std::string work;
    std::string article;  ///< id of the one that did not help
    std::string query;    ///< what was searched for on the way here
    std::string diagnosis;
    std::vector<std::pair<std::string, std::string>> answers;  ///< question, answer
    std::vector<std::string> tried;  ///< what we can tell the desk, a line each
};

/// What has to be put right before it can be sent.
struct FieldTrouble {
    std::string field;  ///< `subject`
    std::string text;   ///< a sentence
};

inline constexpr std::size_t kLongestSubject = 200;         ///< in bytes
inline constexpr std::size_t kLongestDescription = 20'000;  ///< in bytes
inline constexpr std::size_t kLongestField = 200;           ///< in bytes
inline constexpr std::size_t kMostQuestions = 20;

/// Nothing if it can be sent.
std::vector<FieldTrouble> troubles_of(const TicketForm& form, const DeskPlan& plan);

/// As a draft keeps it.
std::string to_json(const TicketForm& form);
/// Throws std::runtime_error for what to_json() did not write.
TicketForm ticket_form_from(std::string_view json);

}  // namespace firstline
