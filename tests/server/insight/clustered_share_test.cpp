#include "server/insight/clustered_share.h"

#include <vector>

#include <doctest/doctest.h>

using namespace firstline;

namespace {

double width(const Share& share) {
    return share.interval.high - share.interval.low;
}

}  // namespace

TEST_CASE("of strangers the interval is Wilson's, to the last digit") {
    std::vector<Observation> all;
    for (std::size_t i = 0; i < 200; ++i)
        all.push_back({i < 18 ? 1. : 0., i, i});
    const Share share = clustered_share(all);
    CHECK(share.interval.low == wilson(18, 200).low);
    CHECK(share.interval.high == wilson(18, 200).high);
    CHECK(share.design_effect == 1);
}

TEST_CASE("ten people who each say the same ten times are ten, not a hundred") {
    std::vector<Observation> all;
    for (std::size_t i = 0; i < 100; ++i)
        all.push_back({i / 10 < 3 ? 1. : 0., i / 10, i});
    const Share share = clustered_share(all);
    CHECK(share.count == 30);
    CHECK(share.n == 100);
    // (100 - 1) / (10 - 1): as ten strangers' would vary.
    CHECK(share.design_effect == doctest::Approx(11));
    CHECK(width(share) > width(plain_share(3, 10)));
    CHECK(width(share) < 1.2 * width(plain_share(3, 10)));
}

TEST_CASE("what is alike within an incident widens as what is alike within a visitor") {
    std::vector<Observation> by_visitor;
    std::vector<Observation> by_incident;
    for (std::size_t i = 0; i < 60; ++i) {
        const double value = i / 5 % 2 == 0 ? 1 : 0;
        by_visitor.push_back({value, i / 5, i});
        by_incident.push_back({value, i, i / 5});
    }
    CHECK(clustered_share(by_visitor).design_effect > 4);
    CHECK(clustered_share(by_visitor).interval.low ==
          doctest::Approx(clustered_share(by_incident).interval.low));
}

TEST_CASE("no clusters make an interval narrower than Wilson's") {
    std::vector<Observation> all;
    // Each visitor says yes once and no once: less varied than chance.
    for (std::size_t i = 0; i < 100; ++i)
        all.push_back({i % 2 == 0 ? 1. : 0., i / 2, i});
    CHECK(clustered_share(all).design_effect == 1);
    CHECK(width(clustered_share(all)) >= width(plain_share(50, 100)));
}

TEST_CASE("where one visitor brought everything next to nothing is known") {
    const std::vector<Observation> all{{1, 0, 0}, {1, 0, 1}, {0, 0, 2}, {1, 0, 3}};
    CHECK(width(clustered_share(all)) > .8);
}

TEST_CASE("a share of nothing, of one, and of none that counts has an interval") {
    CHECK(clustered_share({}).interval.high == 1);
    const std::vector<Observation> one{{1, 0, 0}};
    CHECK(clustered_share(one).interval.high == 1);
    const std::vector<Observation> none{{0, 0, 0}, {0, 0, 1}, {0, 1, 2}};
    CHECK(clustered_share(none).interval.low == 0);
    CHECK(clustered_share(none, 2).interval.high > clustered_share(none).interval.high);
}
