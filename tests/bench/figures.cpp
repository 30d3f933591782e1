#include "tests/bench/figures.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace firstline {

double percentile(std::vector<double> values, double share) {
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    const auto rank = std::ceil(share * static_cast<double>(values.size()));
    return values[static_cast<std::size_t>(std::max(rank, 1.0)) - 1];
}

double Timings::of_rounds(double share) const {
    std::vector<double> each;
    each.reserve(rounds_.size());
    for (const auto& round : rounds_)
        each.push_back(percentile(round, share));
    return median(each);
}

double Timings::of_questions(double share) const {
    std::vector<double> each;
    for (std::size_t i = 0; !rounds_.empty() && i < rounds_.front().size(); ++i) {
        std::vector<double> times;
        for (const auto& round : rounds_)
            times.push_back(round[i]);
        each.push_back(median(times));
    }
    return percentile(each, share);
}

void print(const std::vector<Figure>& figures) {
    for (const auto& figure : figures)
        fmt::print("{:<52}{:>8.3f}  {} {:<5}{:<7}{}\n", figure.what, figure.value,
                   figure.at_least ? ">=" : "<=", figure.target, figure.met() ? "met" : "SHORT",
                   figure.detail);
}

}  // namespace firstline
