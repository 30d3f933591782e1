#include "tests/http/json_schema.h"

#include <stdexcept>

#include <doctest/doctest.h>

using firstline::schema_error;
using Json = nlohmann::json;

TEST_CASE("the schema checker sees what is wrong") {
    const Json document = Json::parse(R"({"types": {"count": {"type": "integer", "minimum": 0}}})");
    const Json schema = Json::parse(R"({
        "type": "object", "required": ["n"], "additionalProperties": false,
        "properties": {"n": {"$ref": "#/types/count"}, "s": {"type": ["string", "null"], "minLength": 2},
                       "list": {"type": "array", "maxItems": 2, "items": {"enum": ["a", "b"]}}}})");
    for (const char* good : {R"({"n": 0})", R"({"n": 1, "s": null, "list": ["a", "b"]})"})
        CHECK(schema_error(Json::parse(good), schema, document) == "");
    for (const char* bad : {"[]", "{}", R"({"n": -1})", R"({"n": 1.5})", R"({"n": "1"})",
                            R"({"n": 1, "x": 1})", R"({"n": 1, "s": "a"})", R"({"n": 1, "s": 2})",
                            R"({"n": 1, "list": ["c"]})", R"({"n": 1, "list": ["a", "a", "a"]})"}) {
        CAPTURE(bad);
        CHECK(schema_error(Json::parse(bad), schema, document) != "");
    }
    CHECK_THROWS_AS(schema_error(1, Json{{"multipleOf", 2}}, document), std::logic_error);
}
