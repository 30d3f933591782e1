#include "server/http/json_body.h"

#include <fmt/format.h>

#include "server/http/params.h"

namespace firstline {

nlohmann::json json_body(const Request& request) {
    auto body = nlohmann::json::parse(request.body, nullptr, false);
    if (!body.is_object())
        throw BadRequest("Send a JSON object, in UTF-8.");
    return body;
}

std::string text_member(const nlohmann::json& object, const char* name) {
    const auto found = object.find(name);
    if (found == object.end() || found->is_null())
        return {};
    if (!found->is_string())
        throw BadRequest(fmt::format("\"{}\" must be a text.", name));
    return found->get<std::string>();
}

bool switch_member(const nlohmann::json& object, const char* name) {
    const auto found = object.find(name);
    if (found == object.end() || found->is_null())
        return false;
    if (!found->is_boolean())
        throw BadRequest(fmt::format("\"{}\" must be true or false.", name));
    return found->get<bool>();
}

std::vector<std::string> texts_member(const nlohmann::json& object, const char* name) {
    const auto found = object.find(name);
    if (found == object.end() || found->is_null())
        return {};
    std::vector<std::string> texts;
    if (found->is_array())
        for (const nlohmann::json& text : *found)
            if (text.is_string())
                texts.push_back(text.get<std::string>());
    if (!found->is_array() || texts.size() != found->size())
        throw BadRequest(fmt::format("\"{}\" must be a list of texts.", name));
    return texts;
}

}  // namespace firstline
