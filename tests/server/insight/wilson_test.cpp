#include "server/insight/wilson.h"

#include <doctest/doctest.h>

#include "server/insight/student_t.h"
#include "server/insight/wording.h"

using namespace firstline;
using namespace std::chrono_literals;

TEST_CASE("Wilson's interval is that of the textbooks") {
    struct Case {
        double count, n, low, high;
    };
    for (const auto& [count, n, low, high] : {
             Case{18, 200, .0577, .1377},
             Case{68, 200, .2779, .4081},
             Case{0, 10, 0, .2775},
             Case{10, 10, .7225, 1},
             Case{1, 2, .0945, .9055},
             Case{2.5, 10, .0809, .5578},
         }) {
        CAPTURE(count);
        CAPTURE(n);
        CHECK(wilson(count, n).low == doctest::Approx(low).epsilon(.001));
        CHECK(wilson(count, n).high == doctest::Approx(high).epsilon(.001));
    }
}

TEST_CASE("of nothing one knows nothing") {
    CHECK(wilson(0, 0).low == 0);
    CHECK(wilson(0, 0).high == 1);
    CHECK(share_words(Share{}) == "none yet (n = 0)");
}

TEST_CASE("few degrees of freedom widen as Student's table says") {
    struct Case {
        double degrees, t;
    };
    for (const auto& [degrees, t] :
         {Case{0, 12.706}, Case{1, 12.706}, Case{2, 4.303}, Case{3, 3.182}, Case{5, 2.571},
          Case{10, 2.228}, Case{30, 2.042}, Case{1e6, 1.960}})
        CHECK(student_t_95(degrees) == doctest::Approx(t).epsilon(.002));
}

TEST_CASE("a number is written as people read it") {
    CHECK(percent(.09) == "9.0");
    CHECK(short_percent(.34) == "34");
    CHECK(short_percent(.345) == "34.5");
    CHECK(count_words(18) == "18");
    CHECK(count_words(18.5) == "18.5");
    CHECK(count_words(999) == "999");
    CHECK(count_words(1000) == "1,000");
    CHECK(count_words(1234567.5) == "1,234,567.5");
    CHECK(share_words({18, 200, wilson(18, 200), 1}) == "9.0 % (18 of 200, 95 % 5.8-13.8)");
    CHECK(duration_words(40s) == "40 seconds");
    CHECK(duration_words(12min) == "12 minutes");
    CHECK(duration_words(5h + 30min) == "5.5 hours");
    CHECK(duration_words(50h) == "2.1 days");
}
