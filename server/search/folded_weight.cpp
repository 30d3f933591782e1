#include "server/search/folded_weight.h"

#include "indexer/format/schema.h"
#include "server/search/ranking_numbers.h"

namespace firstline {

FoldedWeight::FoldedWeight() {
    need_stat(WDF);
    need_stat(WDF_MAX);
}

double FoldedWeight::part(Xapian::termcount wdf) {
    const double w = wdf;
    return (ranking::kSaturation + 1) * w / (ranking::kSaturation * schema::kLengthScale + w);
}

std::string FoldedWeight::name() const {
    return "firstline::FoldedWeight";
}

double FoldedWeight::get_sumpart(Xapian::termcount wdf, Xapian::termcount,
                                 Xapian::termcount) const {
    return factor_ * part(wdf);
}

double FoldedWeight::get_maxpart() const {
    return most_;
}

FoldedWeight* FoldedWeight::clone() const {
    return new FoldedWeight;  // Xapian owns it
}

void FoldedWeight::init(double factor) {
    factor_ = factor;
    most_ = factor * part(get_wdf_upper_bound());
}

}  // namespace firstline
