#pragma once

#include <vector>

namespace firstline {

/// How likely a hit answers the query (ranking_numbers.h), from 0 to 1.
/// @param score  of the hit
/// @param best   the scores of the best hits, best first; more than 11 are not looked at
/// @param mass   BuiltQuery::mass
double confidence_of(double score, const std::vector<double>& best, double mass);

}  // namespace firstline
