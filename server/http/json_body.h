#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "server/http/message.h"

namespace firstline {

/// The body of a request as a JSON object. Throws BadRequest for anything else.
nlohmann::json json_body(const Request& request);

// Members of such an object, of which none is required: empty, or false, for one that is not there.
// Each throws BadRequest that names it for one of another kind.
std::string text_member(const nlohmann::json& object, const char* name);
bool switch_member(const nlohmann::json& object, const char* name);
std::vector<std::string> texts_member(const nlohmann::json& object, const char* name);

}  // namespace firstline
