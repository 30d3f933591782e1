#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace firstline {

/// Groups of phrases that mean nearly the same, stemmed, found by their first stem.
class Thesaurus {
public:
    using Phrase = std::vector<std::string>;  ///< stems, one at least
    using Group = std::vector<Phrase>;
    /// A phrase of a group.
    struct Place {
        std::size_t group = 0;
        std::size_t phrase = 0;
    };

    Thesaurus() = default;
    /// @param groups    phrases as people write them
    /// @param language  as Language() takes it
    Thesaurus(const std::vector<std::vector<std::string>>& groups, const std::string& language);

    /// The phrases whose first stem this is.
    const std::vector<Place>& beginning_with(const std::string& stem) const;
    const Group& group(std::size_t number) const { return groups_[number]; }

private:
    std::vector<Group> groups_;
    std::unordered_map<std::string, std::vector<Place>> places_;
};

/// The one that comes with the program; empty for languages that it has no words of. Made once for
/// each language and kept. Safe from any thread.
const Thesaurus& thesaurus_of(const std::string& language);

}  // namespace firstline
