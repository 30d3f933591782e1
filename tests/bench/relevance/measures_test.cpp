#include "tests/bench/relevance/measures.h"

#include <doctest/doctest.h>

using namespace firstline;
using doctest::Approx;

TEST_CASE("a right article in second place is a success at three and half a reciprocal rank") {
    const auto e = effectiveness({"a", "b", "c"}, {"b", "x"});
    CHECK(e.success1 == 0);
    CHECK(e.success3 == 1);
    CHECK(e.mrr == Approx(0.5));
    CHECK(e.recall == Approx(0.5));
    // Gain 1/log2(3) of an ideal 1 + 1/log2(3).
    CHECK(e.ndcg == Approx(0.6309 / 1.6309).epsilon(0.001));
}

TEST_CASE("what comes after ten places counts for nothing") {
    CHECK(effectiveness({"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "x"}, {"x"}).mrr == 0);
}

TEST_CASE("the area under the curve is the share of pairs told apart, ties half") {
    CHECK(auroc({.9, .8}, {.1, .2}) == Approx(1));
    CHECK(auroc({.5, .5}, {.5}) == Approx(.5));
    CHECK(auroc({.9, .1}, {.5}) == Approx(.5));
}

TEST_CASE("at half rejection only answers above the lower half of the unanswerable count") {
    const std::vector<Answer1> answers{{.9, true}, {.6, true}, {.6, false}, {.2, true}};
    CHECK(answered_and_right(answers, {.1, .3, .5, .7}, .5) == Approx(.5));
    CHECK(answered_and_right(answers, {.1, .3, .5, .7}, 0) == Approx(.75));
    CHECK(answered_and_right(answers, {.1, .3, .5, .7}, 1) == Approx(.25));
}

TEST_CASE("the sign test knows a fair coin and an unfair one") {
    CHECK(sign_test(0, 0) == Approx(1));
    CHECK(sign_test(5, 5) == Approx(1));
    CHECK(sign_test(6, 0) == Approx(0.03125));
    CHECK(sign_test(0, 6) == Approx(0.03125));
    CHECK(sign_test(8, 1) == Approx(0.0390625));
}

TEST_CASE("a confidence that is always right by its own measure has no calibration error") {
    const std::vector<Answer1> fair{{.25, true}, {.25, false}, {.25, false}, {.25, false}};
    CHECK(calibration_error(reliability(fair)) == Approx(0));
    CHECK(calibration_error(reliability({{.95, false}})) == Approx(.95));
    CHECK(reliability({{1.0, true}}).back().answers == 1);
}
