#pragma once

#include <cstddef>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>

#include "server/search/search_types.h"

namespace firstline {

/// Remembers what was suggested for a text: many people begin with the same letters. Belongs to one
/// state of the index as one viewer sees it; whoever owns it forgets all when that changes.
class SuggestionCache {
public:
    /// @param most  answers that are kept, the longest unused go first; 0 keeps none
    explicit SuggestionCache(std::size_t most) : most_(most) {}

    /// The answer for this text and limit, or null.
    const Suggestions* find(std::string_view text, unsigned limit);
    void keep(std::string_view text, unsigned limit, Suggestions suggestions);
    void clear();

private:
    struct Entry {
        std::string key;
        Suggestions suggestions;
    };
    static std::string key_of(std::string_view text, unsigned limit);

    std::size_t most_;
    std::list<Entry> entries_;  ///< the latest used first
    std::unordered_map<std::string_view, std::list<Entry>::iterator> places_;
};

}  // namespace firstline
