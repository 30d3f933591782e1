#pragma once

#include <stdexcept>
#include <string>

#include "server/http/target.h"
#include "server/search/search_types.h"

namespace firstline {

/// The client asked for what cannot be; what() tells it why, in words for a person.
struct BadRequest : std::runtime_error {
    using std::runtime_error::runtime_error;
};

inline constexpr std::size_t kLongestQuery = 1000;  ///< in characters
inline constexpr unsigned kMostResults = 100;
inline constexpr unsigned kFarthestOffset = 1000;

/// Programs are told what is wrong with their request; people get the nearest that makes sense.
enum class Asker { program, person };

/// Reads q, limit, offset, product, type, tag, as_typed, explain and ops.
/// Throws BadRequest for a program's number out of range or query of over kLongestQuery characters.
SearchRequest search_request_from(const Target& target, Asker asker);

/// A number between 0 and `most`; `fallback` if it is not given. Throws BadRequest for a program.
unsigned number_from(const Target& target, const char* name, unsigned fallback, unsigned most,
                     Asker asker);

/// The parameter `q`, at most kLongestQuery characters. Throws BadRequest for a program's longer
/// one.
std::string query_from(const Target& target, Asker asker);

/// Whether a switch such as `explain=1` is on: given, and neither empty, `0`, `no` nor `false`.
bool switch_from(const Target& target, const char* name);

}  // namespace firstline
