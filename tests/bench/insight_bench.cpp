// How far the numbers of /insight are to be believed: over many simulated desks with known truth,
// how often the printed interval holds what is true. Also fills a store with one such desk,
// for /insight and, with an index, for the writers' board.

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "server/store/counters.h"
#include "server/store/incidents.h"
#include "server/store/store.h"
#include "tests/bench/simulated_board.h"
#include "tests/server/insight/coverage.h"

namespace firstline {
namespace {

struct Options {
    unsigned runs = 2000;
    std::uint64_t seed = 1;
    std::string into;
    std::string index;
};

struct Row {
    const char* name;
    World world;
};

const auto kRows = std::to_array<Row>({
    {"250 strangers, no incident", {.problems = 250, .returning = 0}},
    {"250, a fifth by people who came before", {.problems = 250}},
    {"150 and 30 small incidents", {.problems = 150, .incidents = 30}},
    {"100 and 15 small incidents", {.problems = 100, .incidents = 15}},
    {"the same, few say yes", {.problems = 150, .incidents = 30, .says_yes = .12}},
    {"40 and 8 small incidents", {.problems = 40, .incidents = 8}},
    {"270 and one incident of 60", {.problems = 150, .incidents = 20, .dominant = 60}},
    {"270 and one incident of 120", {.problems = 150, .incidents = 20, .dominant = 120}},
});

void print_coverage(const Options& options) {
    fmt::print(
        "| desk | n | confirmed | covers | Wilson alone | without the incident | solved in "
        "range | 1 - F/I off by |\n|---|---|---|---|---|---|---|---|\n");
    for (const Row& row : kRows) {
        const Covered covered = cover(row.world, options.runs, options.seed);
        fmt::print(
            "| {} | {:.0f} | {:.1f} % | {:.1f} % | {:.1f} % | {} | {:.1f} % | {:+.1f} points "
            "|\n",
            row.name, covered.mean_problems, 100 * covered.mean_confirmed, 100 * covered.confirmed,
            100 * covered.confirmed_by_wilson,
            covered.dominant > .99 ? fmt::format("{:.1f} %", 100 * covered.confirmed_without) : "-",
            100 * covered.solved_in_range, 100 * covered.usual_error);
    }
    fmt::print("\n{} desks a row; seed {}.\n", options.runs, options.seed);
}

/// 5,000 problems that came to the door, and more people who only read.
constexpr World kLargeDesk{.problems = 3400, .incidents = 150, .readers = 6000, .dominant = 700};
constexpr unsigned kWeeks = 12;

void fill_tickets(Connection& connection, const InsightInput& input) {
    Transaction transaction(connection);
    TicketTable tickets(connection);
    for (const Ticket& ticket : input.tickets)
        tickets.add(ticket, {});
    transaction.commit();
}

void fill_counts(Connection& connection, const InsightInput& input, Chance& chance) {
    std::vector<TicketCount> counts;
    CounterTable counters(connection);
    for (auto week = monday_of(input.from); week < input.until; week += std::chrono::weeks{1}) {
        counts.push_back({week, "telephone", chance.between(150, 220)});
        counts.push_back({week, "walk-in", chance.between(20, 45)});
        counters.add(week, kViewsFollowed, chance.between(500, 700));
        counters.add(week, kViewsNotFollowed, chance.between(40, 80));
    }
    TicketCountTable(connection).put(counts);
}

void fill(const Options& options) {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    Chance chance(options.seed);
    SimulatedDesk desk = simulate(kLargeDesk, now - std::chrono::weeks{kWeeks}, kWeeks, chance);
    Store store(options.into);
    if (options.index.empty()) {
        VoteTable votes(store.connection());
        for (const Vote& vote : desk.input.votes)
            votes.put(vote, {vote.text_hash, vote.article, "simulated"});
    } else {
        const std::filesystem::path index = options.index;
        const SimulatedBoard board{store.connection(), index, now};
        bind_to_texts(board, desk.input);
        add_to_board(board, chance);
    }
    EventTable(store.connection()).add(desk.input.events);
    fill_tickets(store.connection(), desk.input);
    fill_counts(store.connection(), desk.input, chance);
    IncidentTable(store.connection())
        .put({.key = "file server down", .title = "File server down", .from = now});
    const auto solved = std::count_if(desk.truth.begin(), desk.truth.end(),
                                      [](const Truth& truth) { return truth.solved; });
    fmt::print("{} problems at the door in {}; an article truly solved {} of them ({:.1f} %)\n",
               desk.truth.size(), options.into, solved,
               100 * static_cast<double>(solved) / static_cast<double>(desk.truth.size()));
}

}  // namespace
}  // namespace firstline

int main(int argc, char** argv) {
    using namespace firstline;
    Options options;
    CLI::App app{"Measures how far the numbers of /insight are to be believed."};
    app.add_option("--runs", options.runs, "Simulated desks a row")->capture_default_str();
    app.add_option("--seed", options.seed, "Of the simulation")->capture_default_str();
    app.add_option("--into", options.into, "Fill this store with one desk instead");
    app.add_option("--index", options.index,
                   "Of kb-articles: with --into, also fill the writers' board");
    CLI11_PARSE(app, argc, argv);
    try {
        if (options.into.empty())
            print_coverage(options);
        else
            fill(options);
    } catch (const std::exception& error) {
        fmt::print(stderr, "insight_bench: {}\n", error.what());
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}
