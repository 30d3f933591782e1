#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>

#include "indexer/format/manifest.h"
#include "indexer/index/analysed_article.h"

namespace firstline {

/// Sums over the living articles of one sub-database.
struct LengthSums {
    std::size_t articles = 0;
    double body = 0;
    double title = 0;
    double pairs = 0;

    void add(const FieldLengths& lengths);
};

/// Below this a mean says more about the few articles than about the knowledge base.
inline constexpr std::size_t kEnoughForAverages = 50;

/// What stands in for means where there are too few articles: those of office-support, rounded.
inline constexpr FieldAverages kTypicalAverages{.body = 600, .title = 10, .pairs = 300};

/// Beyond this share of change the weights in a sub-database no longer say what they should.
inline constexpr double kTolerableDrift = 0.2;

/// What a full build records for a sub-database: its own means if it has enough articles, else
/// those of the public one if that has, else kTypicalAverages. By audience_key().
FieldAverages averages_for(const std::string& audience,
                           const std::map<std::string, LengthSums>& sums);

/// The first field whose recorded mean is more than kTolerableDrift off, in words for a person.
std::optional<std::string> drift(const SubDatabase& recorded, const FieldAverages& now);

}  // namespace firstline
