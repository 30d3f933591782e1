#include "tests/http/json_schema.h"

#include <algorithm>
#include <stdexcept>

namespace firstline {
namespace {

using Json = nlohmann::json;

bool is_of_type(const Json& value, const std::string& type) {
    if (type == "object")
        return value.is_object();
    if (type == "array")
        return value.is_array();
    if (type == "string")
        return value.is_string();
    if (type == "integer")
        return value.is_number_integer();
    if (type == "number")
        return value.is_number();
    if (type == "boolean")
        return value.is_boolean();
    if (type == "null")
        return value.is_null();
    throw std::logic_error("unknown type " + type);
}

bool is_of_a_type(const Json& value, const Json& types) {
    if (types.is_string())
        return is_of_type(value, types);
    return std::any_of(types.begin(), types.end(),
                       [&](const Json& type) { return is_of_type(value, type); });
}

std::string object_error(const Json& value, const Json& schema, const Json& document,
                         const std::string& place) {
    for (const Json& name : schema.value("required", Json::array()))
        if (!value.contains(name))
            return place + " lacks " + name.dump();
    const Json properties = schema.value("properties", Json::object());
    for (const auto& [name, member] : value.items()) {
        if (!properties.contains(name)) {
            if (!schema.value("additionalProperties", true))
                return place + " has the unknown member " + name;
            continue;
        }
        const auto error = schema_error(member, properties[name], document, place + "." + name);
        if (!error.empty())
            return error;
    }
    return {};
}

std::string array_error(const Json& value, const Json& schema, const Json& document,
                        const std::string& place) {
    if (value.size() < schema.value("minItems", std::size_t{0}) ||
        value.size() > schema.value("maxItems", value.size()))
        return place + " has " + std::to_string(value.size()) + " items";
    if (schema.contains("items"))
        for (std::size_t i = 0; i < value.size(); ++i) {
            const auto error = schema_error(value[i], schema["items"], document,
                                            place + "[" + std::to_string(i) + "]");
            if (!error.empty())
                return error;
        }
    return {};
}

std::string scalar_error(const Json& value, const Json& schema, const std::string& place) {
    if (value.is_number() && (value.get<double>() < schema.value("minimum", -1e300) ||
                              value.get<double>() > schema.value("maximum", 1e300)))
        return place + " is out of range: " + value.dump();
    if (value.is_string()) {
        const auto length = value.get_ref<const std::string&>().size();
        if (length < schema.value("minLength", std::size_t{0}) ||
            length > schema.value("maxLength", length))
            return place + " has a wrong length: " + value.dump();
    }
    return {};
}

void refuse_unknown_words(const Json& schema) {
    static const std::vector<std::string> known{
        "$ref",       "type",        "required",  "additionalProperties",
        "properties", "items",       "minimum",   "maximum",
        "minItems",   "maxItems",    "minLength", "maxLength",
        "enum",       "description", "default"};
    for (const auto& [word, unused] : schema.items())
        if (std::find(known.begin(), known.end(), word) == known.end())
            throw std::logic_error("unknown word of JSON Schema: " + word);
}

}  // namespace

std::string schema_error(const Json& value, const Json& schema, const Json& document,
                         const std::string& place) {
    refuse_unknown_words(schema);
    if (schema.contains("$ref")) {
        const std::string to = schema["$ref"];
        return schema_error(value, document.at(Json::json_pointer(to.substr(1))), document, place);
    }
    if (schema.contains("type") && !is_of_a_type(value, schema["type"]))
        return place + " is no " + schema["type"].dump() + ": " + value.dump();
    if (schema.contains("enum") &&
        std::find(schema["enum"].begin(), schema["enum"].end(), value) == schema["enum"].end())
        return place + " is none of " + schema["enum"].dump();
    if (value.is_object())
        return object_error(value, schema, document, place);
    if (value.is_array())
        return array_error(value, schema, document, place);
    return scalar_error(value, schema, place);
}

}  // namespace firstline
