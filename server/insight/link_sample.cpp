#include "server/insight/link_sample.h"

#include <algorithm>
#include <map>
#include <utility>

namespace firstline {
namespace {

/// SplitMix64: numbers next to each other come out far apart.
std::uint64_t mixed(std::uint64_t number) {
    number += 0x9e3779b97f4a7c15U;
    number = (number ^ (number >> 30U)) * 0xbf58476d1ce4e5b9U;
    number = (number ^ (number >> 27U)) * 0x94d049bb133111ebU;
    return number ^ (number >> 31U);
}

using Drawn = std::pair<std::uint64_t, const TicketLink*>;

LinkSample sample_of(const std::string& team, std::vector<Drawn> drawn, std::size_t most) {
    std::sort(drawn.begin(), drawn.end(),
              [](const Drawn& a, const Drawn& b) { return a.first < b.first; });
    drawn.resize(std::min(drawn.size(), most));
    LinkSample sample{.team = team, .links = drawn.size(), .to_judge = {}};
    for (const auto& [chance, link] : drawn)
        if (link->judged.empty())
            sample.to_judge.push_back(*link);
    return sample;
}

}  // namespace

std::vector<LinkSample> link_samples(std::span<const TicketLink> links,
                                     const std::vector<std::string>& large_teams,
                                     std::uint64_t seed, std::size_t most) {
    std::map<std::string, std::vector<Drawn>, std::less<>> teams;
    for (const TicketLink& link : links) {
        const bool large =
            std::find(large_teams.begin(), large_teams.end(), link.team) != large_teams.end();
        const auto chance = mixed(mixed(seed) ^ static_cast<std::uint64_t>(link.id));
        teams[large ? link.team : std::string{}].emplace_back(chance, &link);
    }
    std::vector<LinkSample> samples;
    samples.reserve(teams.size());
    for (auto& [team, drawn] : teams)
        samples.push_back(sample_of(team, std::move(drawn), most));
    // The small ones have no name, which sorts them first.
    if (!samples.empty() && samples.front().team.empty())
        std::rotate(samples.begin(), samples.begin() + 1, samples.end());
    return samples;
}

}  // namespace firstline
