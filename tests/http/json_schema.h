#pragma once

#include <string>

#include <nlohmann/json.hpp>

namespace firstline {

/// What is wrong with `value` by `schema`, with its place in it; empty if nothing is. Knows the
/// words of JSON Schema that openapi.json uses, and throws std::logic_error for any other, so that
/// none is believed to be checked that is not. `$ref` is looked up in `document`.
std::string schema_error(const nlohmann::json& value, const nlohmann::json& schema,
                         const nlohmann::json& document, const std::string& place = "$");

}  // namespace firstline
