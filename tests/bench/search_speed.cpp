#include "tests/bench/search_speed.h"

#include <chrono>
#include <functional>

#include <fmt/format.h>

#include "indexer/format/generation.h"
#include "server/search/library.h"
#include "server/search/query_builder.h"
#include "server/search/snippet.h"
#include "tests/bench/http_client.h"
#include "tests/bench/query_log.h"
#include "tests/bench/raw_xapian.h"
#include "tests/bench/served_index.h"
#include "tests/bench/sqlite_fts.h"
#include "tests/bench/throughput.h"

namespace firstline {

namespace {

using Clock = std::chrono::steady_clock;
using Ask = std::function<void(const std::string&)>;

/// How many questions one is asked before it is the next one's turn.
constexpr std::size_t kTurn = 20;

struct Contender {
    std::string name;
    Ask ask;
    std::size_t every = 1;  ///< asked only every n-th question, for those that take long
    Timings timings;
};

double milliseconds_since(Clock::time_point begin) {
    return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

void take_turn(Contender& contender, const std::vector<std::string>& log, std::size_t from) {
    for (std::size_t i = from; i < std::min(from + kTurn, log.size()); i += contender.every) {
        const auto begin = Clock::now();
        contender.ask(log[i]);
        contender.timings.add(milliseconds_since(begin));
    }
}

/// The contenders take turns, so that a busy moment of the machine meets them all. A round before
/// the first fills the caches and is not counted.
void run_rounds(std::vector<Contender>& contenders, const std::vector<std::string>& log,
                unsigned rounds) {
    for (unsigned round = 0; round <= rounds; ++round) {
        for (auto& contender : contenders) {
            if (round == 1)
                contender.timings = {};
            contender.timings.begin_round();
        }
        for (std::size_t from = 0; from < log.size(); from += kTurn)
            for (auto& contender : contenders)
                take_turn(contender, log, from);
    }
}

void print_times(const char* title, const std::vector<Contender>& contenders) {
    fmt::print("\n{:<44}{:>10}{:>10}{:>14}\n", title, "p50 ms", "p99 ms", "p99 steady");
    for (const auto& contender : contenders)
        fmt::print("  {:<42}{:>10.2f}{:>10.2f}{:>14.2f}\n", contender.name,
                   contender.timings.of_rounds(.5), contender.timings.of_rounds(.99),
                   contender.timings.of_questions(.99));
}

Figure ratio(std::string what, const Contender& ours, const Contender& theirs, double share,
             double target) {
    const double mine = ours.timings.of_rounds(share), other = theirs.timings.of_rounds(share);
    return {std::move(what), mine / other, target, false,
            fmt::format("{:.2f} / {:.2f} ms; steady {:.3f}", mine, other,
                        ours.timings.of_questions(share) / theirs.timings.of_questions(share))};
}

Ask in_process(Library& library, Role role) {
    return [&library, role](const std::string& query) {
        SearchRequest request;
        request.query = query;
        library.ask(Viewer{.role = role},
                    [&](Reading& reading) { return reading.search(request); });
    };
}

Ask over_http(HttpClient& client, std::string target) {
    return [&client, target = std::move(target)](const std::string& query) {
        client.get(target + encoded(query));
    };
}

/// The cost of snippets alone: texts are fetched before the clock runs.
class SnippetCosts {
public:
    SnippetCosts(const BenchPlaces& places, RawXapian& raw) : raw_(raw) {
        const auto generation =
            index_files::generation(places.index, current_generation(places.index).value_or(0));
        index_ = open_index(generation, read_manifest(generation), Viewer{});
    }

    void measure(const std::vector<std::string>& log) {
        for (const auto& query : log)
            measure(query);
    }

    Figure figure() const {
        return {"snippet / MSet::snippet, default flags (mean)", ours_ / default_, .2, false,
                fmt::format("{:.3f} / {:.3f} ms for ten hits; with flags 0 {:.3f}", ours_ / asked_,
                            default_ / asked_, cheapest_ / asked_)};
    }

private:
    static constexpr unsigned kDefault =
        Xapian::MSet::SNIPPET_BACKGROUND_MODEL | Xapian::MSet::SNIPPET_EXHAUSTIVE;

    void measure(const std::string& query) {
        const auto hits = raw_.hits(query);
        const auto built = build_query(query, index_);
        std::vector<std::string> texts;
        std::vector<std::vector<StoredSection>> sections;
        for (auto hit = hits.begin(); hit != hits.end(); ++hit) {
            texts.push_back(hit.get_document().get_data());
            sections.push_back({{.text = texts.back()}});
        }
        const auto timed = [&](double& sum, const auto& make) {
            const auto begin = Clock::now();
            for (std::size_t i = 0; i < texts.size(); ++i)
                bytes_ += make(i);
            sum += milliseconds_since(begin);
        };
        timed(default_,
              [&](auto i) { return RawXapian::snippet(hits, texts[i], kDefault).size(); });
        timed(cheapest_, [&](auto i) { return RawXapian::snippet(hits, texts[i], 0).size(); });
        timed(ours_, [&](auto i) {
            return answer_in(sections[i], {}, built.marked_stems, index_.language)
                .snippet.markup.size();
        });
        asked_ += 1;
    }

    RawXapian& raw_;
    OpenIndex index_;
    double ours_ = 0, default_ = 0, cheapest_ = 0, asked_ = 0;
    std::size_t bytes_ = 0;
};

}  // namespace

std::vector<Figure> measure_search(const BenchPlaces& places, const std::vector<PlainText>& texts,
                                   const SearchRounds& wanted) {
    const auto log = make_query_log(texts, wanted.searches, wanted.typed, wanted.seed);
    RawXapian raw(places.raw);
    SqliteFts fts(places.fts);
    Library one(places.index), four(places.index_of_four);
    const ServedIndex server(places.programs, places.index, places.folder / "server.log");
    HttpClient kept(server.port()), fresh(server.port());

    const auto fresh_search = over_http(fresh, "/api/v1/search?q=");
    std::vector<Contender> full{
        {"raw Xapian in process", [&](const auto& query) { raw.search(query); }, 1, {}},
        {"Firstline in process", in_process(one, Role::reader), 1, {}},
        {"Firstline in process, 4 audiences", in_process(four, Role::admin), 1, {}},
        {"Firstline over HTTP, JSON", over_http(kept, "/api/v1/search?q="), 1, {}},
        {"Firstline over HTTP, results page", over_http(kept, "/search?q="), 1, {}},
        {"Firstline over HTTP, fresh connections",
         [&](const auto& query) {
             fresh.disconnect();
             fresh_search(query);
         },
         5,
         {}},
        {"SQLite FTS5 in process", [&](const auto& query) { fts.search(query); }, 5, {}},
    };
    run_rounds(full, log.searches, wanted.rounds);
    print_times("search", full);

    std::vector<Contender> typed{
        {"raw Xapian in process, FLAG_PARTIAL",
         [&](const auto& query) { raw.search_as_typed(query); },
         1,
         {}},
        {"Firstline over HTTP", over_http(kept, "/api/v1/suggest?q="), 1, {}},
    };
    run_rounds(typed, log.typed, wanted.rounds);
    print_times("type-ahead", typed);

    SnippetCosts snippets(places, raw);
    snippets.measure(log.searches);
    print_throughput(server.port(), log.searches, places.folder);

    const bool large = texts.size() > 50'000;
    std::vector<Figure> figures{
        ratio("HTTP search p50 / raw Xapian in process", full[3], full[0], .5, 1.5),
        ratio("HTTP search p99 / raw Xapian in process", full[3], full[0], .99, 1.2),
        ratio("full search in process p99 / raw Xapian", full[1], full[0], .99, 1.5),
        ratio("the same p50, 4 audiences / one", full[2], full[1], .5, 3),
        ratio("type-ahead over HTTP p99 / raw FLAG_PARTIAL", typed[1], typed[0], .99, .05),
        snippets.figure(),
    };
    if (large)
        figures.push_back({"server memory beyond page cache, MB",
                           static_cast<double>(server.own_memory()) / 1e6,
                           150,
                           false,
                           {}});
    return figures;
}

}  // namespace firstline
