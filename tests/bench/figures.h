#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace firstline {

/// Nearest rank; 0 for no values.
double percentile(std::vector<double> values, double share);

inline double median(const std::vector<double>& values) {
    return percentile(values, .5);
}

/// How long each question of a log took, round by round.
class Timings {
public:
    void begin_round() { rounds_.emplace_back(); }
    void add(double milliseconds) { rounds_.back().push_back(milliseconds); }

    /// Median over the rounds of each round's percentile, in milliseconds.
    double of_rounds(double share) const;
    /// Percentile over the questions of each one's median over the rounds: what is left when the
    /// other users of the machine are not.
    double of_questions(double share) const;

private:
    std::vector<std::vector<double>> rounds_;
};

/// A measure beside what it is judged by.
struct Figure {
    std::string what;
    double value = 0;
    double target = 0;
    bool at_least = false;  ///< else at most
    std::string detail;     ///< what it was computed from

    bool met() const { return at_least ? value >= target : value <= target; }
};

void print(const std::vector<Figure>& figures);

}  // namespace firstline
