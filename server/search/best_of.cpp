#include "server/search/best_of.h"

#include <algorithm>

#include "server/search/folded_weight.h"

namespace firstline {

void BestOf::init(const Xapian::Database& database) {
    lists_.clear();
    document_ = most_frequent_ = at_most_ = 0;
    double most = 0;
    for (const auto& [term, factor] : terms_) {
        const Xapian::doccount with = database.get_termfreq(term);
        if (with == 0)
            continue;
        most_frequent_ = std::max(most_frequent_, with);
        at_most_ += with;
        most = std::max(most, factor * FoldedWeight::part(database.get_wdf_upper_bound(term)));
        lists_.push_back({database.postlist_begin(term), database.postlist_end(term), factor});
    }
    at_most_ = std::min(at_most_, database.get_doccount());
    set_maxweight(most);
}

void BestOf::next(double least_weight) {
    skip_to(document_ + 1, least_weight);
}

void BestOf::skip_to(Xapian::docid document, double least_weight) {
    if (get_maxweight() < least_weight)
        lists_.clear();
    Xapian::docid first = 0;
    for (std::size_t i = 0; i < lists_.size();) {
        auto& list = lists_[i];
        if (*list.at < document)
            list.at.skip_to(document);
        if (list.at == list.end) {
            lists_.erase(lists_.begin() + static_cast<std::ptrdiff_t>(i));
            continue;
        }
        first = first == 0 ? *list.at : std::min(first, *list.at);
        ++i;
    }
    document_ = first;
}

double BestOf::get_weight() const {
    double best = 0;
    for (const auto& list : lists_)
        if (*list.at == document_)
            best = std::max(best, list.factor * FoldedWeight::part(list.at.get_wdf()));
    return best;
}

}  // namespace firstline
