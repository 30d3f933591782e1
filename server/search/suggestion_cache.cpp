#include "server/search/suggestion_cache.h"

#include <utility>

namespace firstline {

std::string SuggestionCache::key_of(std::string_view text, unsigned limit) {
    return std::to_string(limit).append(1, ' ').append(text);
}

const Suggestions* SuggestionCache::find(std::string_view text, unsigned limit) {
    const auto place = places_.find(key_of(text, limit));
    if (place == places_.end())
        return nullptr;
    entries_.splice(entries_.begin(), entries_, place->second);
    return &place->second->suggestions;
}

void SuggestionCache::keep(std::string_view text, unsigned limit, Suggestions suggestions) {
    if (most_ == 0)
        return;
    if (entries_.size() == most_) {
        places_.erase(entries_.back().key);
        entries_.pop_back();
    }
    entries_.push_front({key_of(text, limit), std::move(suggestions)});
    places_[entries_.front().key] = entries_.begin();
}

void SuggestionCache::clear() {
    places_.clear();
    entries_.clear();
}

}  // namespace firstline
