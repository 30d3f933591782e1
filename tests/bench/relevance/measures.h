#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

namespace firstline {

/// How well a ranking served one query, or queries on average.
struct Effectiveness {
    double success1 = 0;  ///< a right article is the first
    double success3 = 0;  ///< a right article is among the first three
    double mrr = 0;       ///< 1 / rank of the first right one, 0 beyond ten
    double ndcg = 0;      ///< at ten, binary gains
    double recall = 0;    ///< share of the right ones among the first ten

    Effectiveness& operator+=(const Effectiveness& other);
    Effectiveness operator/(double by) const;
};

/// @param ranked  ids, best first
/// @param right   not empty
Effectiveness effectiveness(const std::vector<std::string>& ranked,
                            const std::set<std::string>& right);

/// The chance that an answerable query is believed more than an unanswerable one, ties half
/// (area under the ROC curve); 0.5 says nothing. Both lists must not be empty.
double auroc(const std::vector<double>& answerable, std::vector<double> unanswerable);

struct Answer1 {
    double confidence = 0;
    bool right = false;  ///< the first hit answers
};

/// The share of answerable queries that are believed and answered rightly first, when the threshold
/// is set so that `rejection` (0 to 1) of the unanswerable ones are turned away.
double answered_and_right(const std::vector<Answer1>& answerable, std::vector<double> unanswerable,
                          double rejection);

/// Exact two-sided sign test: how likely so uneven a split is by chance (McNemar's).
double sign_test(std::size_t wins, std::size_t losses);

/// Answers believed alike, and how many of them were right.
struct ReliabilityBin {
    std::size_t answers = 0;
    double believed = 0;  ///< mean confidence
    double right = 0;     ///< share
};

/// Ten bins of confidence, [0, .1) to [.9, 1].
std::vector<ReliabilityBin> reliability(const std::vector<Answer1>& answers);

/// Expected calibration error: mean distance of the two, weighted by answers.
double calibration_error(const std::vector<ReliabilityBin>& bins);

}  // namespace firstline
