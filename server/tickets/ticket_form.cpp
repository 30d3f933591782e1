#include "server/tickets/ticket_form.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "indexer/text/characters.h"
#include "server/tickets/mail.h"

namespace firstline {

namespace {

struct TextField {
    const char* name;
    const char* label;
    std::string TicketForm::*text;
    std::size_t longest;
};

constexpr auto kTexts = std::to_array<TextField>({
    {"subject", "The subject", &TicketForm::subject, kLongestSubject},
    {"description", "The description", &TicketForm::description, kLongestDescription},
    {"name", "The name", &TicketForm::name, kLongestField},
    {"email", "The address", &TicketForm::email, kLongestField},
    {"telephone", "The number", &TicketForm::telephone, kLongestField},
    {"category", "The category", &TicketForm::category, kLongestField},
    {"affects", "The answer", &TicketForm::affects, kLongestField},
    {"work", "The answer", &TicketForm::work, kLongestField},
    {"article", "The article", &TicketForm::article, kLongestField},
    {"query", "The search", &TicketForm::query, 1000},
    {"diagnosis", "What the command printed", &TicketForm::diagnosis, kLongestDescription},
});

bool knows(const std::vector<Fact>& facts, const std::string& key) {
    return std::any_of(facts.begin(), facts.end(),
                       [&](const Fact& fact) { return fact.key == key; });
}

}  // namespace

std::vector<FieldTrouble> troubles_of(const TicketForm& form, const DeskPlan& plan) {
    std::vector<FieldTrouble> troubles;
    if (trimmed(form.subject).empty())
        troubles.push_back({"subject", "Say in a few words what it is about."});
    if (!knows(plan.affects, form.affects))
        troubles.push_back({"affects", "Choose whom it affects."});
    if (!knows(plan.work, form.work))
        troubles.push_back({"work", "Choose whether you can work."});
    if (!form.email.empty() && !is_mail_address(form.email))
        troubles.push_back(
            {"email", "This is no address that we can write to. Leave it empty, or correct it."});
    for (const TextField& field : kTexts)
        if ((form.*field.text).size() > field.longest)
            troubles.push_back({field.name, fmt::format("{} is too long: at most {} characters. "
                                                        "Attach the rest as a file.",
                                                        field.label, field.longest)});
    return troubles;
}

std::string to_json(const TicketForm& form) {
    nlohmann::json json{{"answers", form.answers}, {"tried", form.tried}};
    for (const TextField& field : kTexts)
        json[field.name] = form.*field.text;
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

TicketForm ticket_form_from(std::string_view text) {
    try {
        const auto json = nlohmann::json::parse(text);
        TicketForm form;
        json.at("answers").get_to(form.answers);
        json.at("tried").get_to(form.tried);
        for (const TextField& field : kTexts)
            json.at(field.name).get_to(form.*field.text);
        return form;
    } catch (const nlohmann::json::exception& error) {
        throw std::runtime_error(std::string{"a draft cannot be read: "} + error.what());
    }
}

}  // namespace firstline
