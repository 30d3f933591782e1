#pragma once

#include <string>
#include <vector>

#include <xapian.h>

namespace firstline {

/// A term and what it adds where it is found: factor * FoldedWeight::part(wdf).
struct WeighedTerm {
    std::string term;
    double factor = 0;
};

/// Articles that have any of some terms, each weighing what the best of its terms does: OP_MAX,
/// which cannot be used over several databases. (Xapian asks a database that it has finished for
/// what it could still weigh, and 1.4's MaxPostList then reads a list it has deleted.)
class BestOf : public Xapian::PostingSource {
public:
    explicit BestOf(std::vector<WeighedTerm> terms) : terms_(std::move(terms)) {}

    Xapian::doccount get_termfreq_min() const override { return most_frequent_; }
    Xapian::doccount get_termfreq_est() const override { return at_most_; }
    Xapian::doccount get_termfreq_max() const override { return at_most_; }

    void init(const Xapian::Database& database) override;
    void next(double least_weight) override;
    void skip_to(Xapian::docid document, double least_weight) override;
    bool at_end() const override { return lists_.empty(); }
    Xapian::docid get_docid() const override { return document_; }
    double get_weight() const override;
    BestOf* clone() const override { return new BestOf(terms_); }  // Xapian owns it
    std::string name() const override { return "firstline::BestOf"; }

private:
    struct List {
        Xapian::PostingIterator at;
        Xapian::PostingIterator end;
        double factor = 0;
    };

    std::vector<WeighedTerm> terms_;
    std::vector<List> lists_;  ///< those that have not ended
    Xapian::docid document_ = 0;
    Xapian::doccount most_frequent_ = 0;
    Xapian::doccount at_most_ = 0;
};

}  // namespace firstline
