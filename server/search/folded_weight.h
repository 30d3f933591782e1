#pragma once

#include <xapian.h>

namespace firstline {

/// BM25's term part for fields whose length is folded into the wdf at indexing (schema.h):
/// factor * (k1 + 1) * w / (k1 * kLengthScale + w) with w = wdf, which for w = kLengthScale * tf /
/// g is BM25's (k1 + 1) tf / (k1 g + tf). The idf is part of the factor (OP_SCALE_WEIGHT), since
/// each field has its own; so neither document lengths nor collection statistics are read.
class FoldedWeight : public Xapian::Weight {
public:
    FoldedWeight();

    /// What a posting with this wdf is worth at factor 1.
    static double part(Xapian::termcount wdf);

    std::string name() const override;
    double get_sumpart(Xapian::termcount wdf, Xapian::termcount, Xapian::termcount) const override;
    double get_maxpart() const override;
    double get_sumextra(Xapian::termcount, Xapian::termcount) const override { return 0; }
    double get_maxextra() const override { return 0; }

private:
    FoldedWeight* clone() const override;
    void init(double factor) override;

    double factor_ = 0;
    double most_ = 0;
};

}  // namespace firstline
