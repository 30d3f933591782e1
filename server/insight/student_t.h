#pragma once

namespace firstline {

/// How many standard errors hold 95 % of Student's distribution with so many degrees of freedom,
/// which need not be whole; never less than kNormal95, and for fewer than 1 that of 1. Between 1
/// and 3 that of the whole number below.
double student_t_95(double degrees);

}  // namespace firstline
