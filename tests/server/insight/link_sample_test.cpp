#include "server/insight/link_sample.h"

#include <set>

#include <doctest/doctest.h>

using namespace firstline;

namespace {

std::vector<TicketLink> links_of(const char* team, int count, std::int64_t first = 1) {
    std::vector<TicketLink> links;
    for (int i = 0; i < count; ++i)
        links.push_back({.id = first + i, .team = team, .ticket = "T", .article = "KB1"});
    return links;
}

std::set<std::int64_t> ids_of(const LinkSample& sample) {
    std::set<std::int64_t> ids;
    for (const TicketLink& link : sample.to_judge)
        ids.insert(link.id);
    return ids;
}

}  // namespace

TEST_CASE("a sample is the same until the week is another") {
    const auto links = links_of("net", 100);
    const auto once = link_samples(links, {"net"}, 7, 10);
    REQUIRE(once.size() == 1);
    CHECK(once[0].team == "net");
    CHECK(once[0].to_judge.size() == 10);
    CHECK(ids_of(once[0]) == ids_of(link_samples(links, {"net"}, 7, 10)[0]));
    CHECK(ids_of(once[0]) != ids_of(link_samples(links, {"net"}, 8, 10)[0]));
}

TEST_CASE("what was judged leaves the sample and nothing comes in its place") {
    auto links = links_of("net", 100);
    const auto before = ids_of(link_samples(links, {"net"}, 7, 10)[0]);
    for (TicketLink& link : links)
        if (link.id == *before.begin())
            link.judged = "right";
    const auto after = link_samples(links, {"net"}, 7, 10);
    CHECK(after[0].links == 10);
    CHECK(after[0].to_judge.size() == 9);
    for (const std::int64_t id : ids_of(after[0]))
        CHECK(before.contains(id));
}

TEST_CASE("each large team has a sample of its own, the others one together, at the end") {
    auto links = links_of("net", 3);
    for (const auto& more :
         {links_of("print", 2, 10), links_of("", 2, 20), links_of("apps", 4, 30)})
        links.insert(links.end(), more.begin(), more.end());
    const auto samples = link_samples(links, {"net", "apps"}, 1, 10);
    REQUIRE(samples.size() == 3);
    CHECK(samples[0].team == "apps");
    CHECK(samples[1].team == "net");
    CHECK(samples[2].team.empty());
    CHECK(samples[2].to_judge.size() == 4);
    CHECK(link_samples({}, {"net"}, 1, 10).empty());
}

TEST_CASE("every link has about the same chance") {
    const auto links = links_of("net", 50);
    std::vector<int> drawn(51);
    for (std::uint64_t seed = 0; seed < 2000; ++seed)
        for (const std::int64_t id : ids_of(link_samples(links, {"net"}, seed, 10)[0]))
            ++drawn.at(static_cast<std::size_t>(id));
    // 400 expected each, with a standard deviation of 18.
    for (std::size_t id = 1; id <= 50; ++id) {
        CHECK(drawn[id] > 310);
        CHECK(drawn[id] < 490);
    }
}
