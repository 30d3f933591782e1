#include "indexer/index/averages.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace firstline {

void LengthSums::add(const FieldLengths& lengths) {
    ++articles;
    body += lengths.body;
    title += lengths.title;
    pairs += lengths.pairs;
}

FieldAverages averages_for(const std::string& audience,
                           const std::map<std::string, LengthSums>& sums) {
    for (const auto& key : {audience, audience_key({Standing::anyone, {}})}) {
        const auto found = sums.find(key);
        if (found == sums.end() || found->second.articles < kEnoughForAverages)
            continue;
        const auto& [articles, body, title, pairs] = found->second;
        const auto n = static_cast<double>(articles);
        return {body / n, title / n, pairs / n};
    }
    return kTypicalAverages;
}

std::optional<std::string> drift(const SubDatabase& recorded, const FieldAverages& now) {
    struct Field {
        const char* name;
        double recorded, now;
    };
    const auto& was = recorded.averages;
    for (const auto& field :
         {Field{"texts", was.body, now.body}, Field{"titles", was.title, now.title},
          Field{"word pairs", was.pairs, now.pairs}}) {
        const double base = std::max(field.recorded, 1.0);
        if (std::abs(field.now - field.recorded) > kTolerableDrift * base)
            return fmt::format(
                "the mean length of {} for {} went from {:.1f} to {:.1f}, more than "
                "{:.0f} %",
                field.name, recorded.audience, field.recorded, field.now, 100 * kTolerableDrift);
    }
    return std::nullopt;
}

}  // namespace firstline
