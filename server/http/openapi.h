#pragma once

#include <string_view>

namespace firstline {

/// The text of openapi.json, put into the program when it is built.
extern const std::string_view kOpenApi;

}  // namespace firstline
