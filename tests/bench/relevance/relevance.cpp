// Judged queries through the server's own searcher, over an index that the indexer's own code
// built, beside plain Xapian and SQLite FTS5 over the same text. The manual's ranking article says
// what was measured with it.

#include <algorithm>
#include <map>
#include <optional>

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include "indexer/text/tokens.h"
#include "server/search/library.h"
#include "tests/bench/figures.h"
#include "tests/bench/relevance/baselines.h"
#include "tests/bench/relevance/indexed_articles.h"
#include "tests/bench/relevance/judged_set.h"
#include "tests/bench/relevance/measures.h"
#include "tests/bench/relevance/offered.h"
#include "tests/bench/relevance/trec_run.h"
#include "tests/support/temporary_folder.h"

using namespace firstline;

namespace {

namespace fs = std::filesystem;

struct Options {
    fs::path eval = "../shared/eval";
    fs::path corpora = "../shared/corpora";
    std::vector<std::string> only;
    fs::path runs;     ///< where runs are written; empty: nowhere
    fs::path against;  ///< runs of another time
    bool per_query = false;
    bool offered = false;
    /// Queries of more words than anybody types into a box are pasted.
    std::size_t most_typed = 40;
};

/// A knowledge base, searched in three ways.
class Desk {
public:
    explicit Desk(const fs::path& articles) {
        index_articles(articles, folder_.path() / "index");
        library_.emplace(folder_.path() / "index");
        const auto texts = library_->ask(Viewer{}, [](Reading& reading) { return bare(reading); });
        xapian_.emplace(texts);
        fts5_.emplace(texts, folder_.path() / "fts5.db");
    }

    /// @param most_typed  queries of more words are searched for as whole texts
    Outcome firstline(const std::string& query, std::size_t most_typed) {
        SearchRequest request;
        request.query = query;
        request.whole_text = tokens_of(query, false).size() > most_typed;
        const auto results =
            library_->ask(Viewer{}, [&](Reading& reading) { return reading.search(request); });
        Outcome outcome;
        for (const auto& hit : results.hits) {
            outcome.ranked.push_back(hit.article.id);
            outcome.scores.push_back(hit.score);
        }
        outcome.confidence = results.confidence;
        outcome.milliseconds = results.took_ms;
        return outcome;
    }
    Outcome xapian(const std::string& query) { return {xapian_->search(query), {}, 0, 0}; }
    Outcome fts5(const std::string& query) { return {fts5_->search(query), {}, 0, 0}; }

private:
    static std::vector<BareArticle> bare(Reading& reading) {
        std::vector<BareArticle> all;
        for (const auto& record : reading.listed()) {
            BareArticle article{record.id, record.title, record.summary};
            for (const auto& section : reading.find(record.slug).article.sections)
                article.text += '\n' + section.heading + '\n' + section.text;
            all.push_back(std::move(article));
        }
        return all;
    }

    TemporaryFolder folder_;
    std::optional<Library> library_;
    std::optional<PlainXapian> xapian_;
    std::optional<PlainFts5> fts5_;
};

Effectiveness mean(const JudgedSet& set, const Run& run, const std::string& kind) {
    Effectiveness sum;
    double n = 0;
    for (const auto& query : set.queries)
        if (!query.right.empty() && (kind.empty() || query.kind == kind)) {
            sum += effectiveness(run.at(query.id).ranked, query.right);
            ++n;
        }
    return sum / std::max(1.0, n);
}

std::map<std::string, std::size_t> answerable_kinds(const JudgedSet& set) {
    std::map<std::string, std::size_t> kinds;
    for (const auto& query : set.queries)
        if (!query.right.empty())
            ++kinds[query.kind];
    return kinds;
}

void print_row(const std::string& name, std::size_t n, const Effectiveness& ours,
               const Effectiveness& xapian, const Effectiveness& fts5) {
    fmt::print("{:26} {:5}  {:.3f} {:.3f} {:.3f} {:.3f} {:.3f}   {:.3f} {:.3f}   {:.3f} {:.3f}\n",
               name, n, ours.success1, ours.success3, ours.mrr, ours.ndcg, ours.recall,
               xapian.success1, xapian.success3, fts5.success1, fts5.success3);
}

struct Beliefs {
    std::vector<Answer1> answerable;
    std::vector<double> unanswerable;
};

Beliefs beliefs(const JudgedSet& set, const Run& run) {
    Beliefs all;
    for (const auto& query : set.queries) {
        const auto& outcome = run.at(query.id);
        if (query.right.empty())
            all.unanswerable.push_back(outcome.confidence);
        else
            all.answerable.push_back(
                {outcome.confidence,
                 !outcome.ranked.empty() && query.right.contains(outcome.ranked.front())});
    }
    return all;
}

void print_no_answer(const std::string& name, const Beliefs& all) {
    if (all.unanswerable.empty())
        return;
    std::vector<double> believed;
    for (const auto& answer : all.answerable)
        believed.push_back(answer.confidence);
    fmt::print("{:26} AUROC {:.3f}; answered and right at 50/60/70/80 % rejected: ", name,
               auroc(believed, all.unanswerable));
    for (const double rejection : {.5, .6, .7, .8})
        fmt::print("{:.3f} ", answered_and_right(all.answerable, all.unanswerable, rejection));
    fmt::print("\n");
}

void print_reliability(const std::vector<Answer1>& answers) {
    const auto bins = reliability(answers);
    fmt::print("\nconfidence  answers  believed  right first\n");
    for (std::size_t i = 0; i < bins.size(); ++i)
        fmt::print(".{} to .{}    {:6}      {:.3f}        {:.3f}\n", i, i + 1, bins[i].answers,
                   bins[i].believed, bins[i].right);
    fmt::print("expected calibration error {:.3f}\n", calibration_error(bins));
}

/// Which queries one ranking serves and the other does not, by what `measure` says of each.
template <class Measure>
void print_paired(const JudgedSet& set, const Run& now, const Run& before, const char* name,
                  Measure measure) {
    std::size_t wins = 0, losses = 0;
    for (const auto& query : set.queries) {
        if (query.right.empty())
            continue;
        const double a = measure(effectiveness(now.at(query.id).ranked, query.right));
        const double b = measure(effectiveness(before.at(query.id).ranked, query.right));
        wins += a > b ? 1 : 0;
        losses += a < b ? 1 : 0;
    }
    fmt::print("  {:10} {:3} better, {:3} worse, p = {:.3f}\n", name, wins, losses,
               sign_test(wins, losses));
}

void print_comparison(const JudgedSet& set, const Run& now, const Run& before) {
    fmt::print("{} against the other run:\n", set.name);
    print_paired(set, now, before, "success@1", [](const auto& e) { return e.success1; });
    print_paired(set, now, before, "success@3", [](const auto& e) { return e.success3; });
    print_paired(set, now, before, "MRR@10", [](const auto& e) { return e.mrr; });
}

void print_queries(const JudgedSet& set, const Run& ours, const Run& other) {
    for (const auto& query : set.queries) {
        if (query.right.empty())
            continue;
        const double a = effectiveness(ours.at(query.id).ranked, query.right).mrr;
        const double b = effectiveness(other.at(query.id).ranked, query.right).mrr;
        if (a != b)
            fmt::print("{} {:4} {:.2f} {:.2f} {} {:.90}\n", set.name, a > b ? "win" : "loss", a, b,
                       query.id, query.text);
    }
}

struct Sums {
    std::vector<Answer1> answers;
    std::vector<double> milliseconds;
};

void measure_set(const JudgedSet& set, const Options& options, Sums& sums,
                 std::vector<std::pair<std::string, Beliefs>>& no_answer) {
    Desk desk(set.articles);
    Run ours, xapian, fts5;
    for (const auto& query : set.queries) {
        ours[query.id] = desk.firstline(query.text, options.most_typed);
        xapian[query.id] = desk.xapian(query.text);
        fts5[query.id] = desk.fts5(query.text);
        sums.milliseconds.push_back(ours[query.id].milliseconds);
    }
    const auto kinds = answerable_kinds(set);
    std::size_t all = 0;
    for (const auto& [kind, n] : kinds)
        all += n;
    print_row(set.name, all, mean(set, ours, ""), mean(set, xapian, ""), mean(set, fts5, ""));
    if (kinds.size() > 1)
        for (const auto& [kind, n] : kinds)
            print_row("  " + kind, n, mean(set, ours, kind), mean(set, xapian, kind),
                      mean(set, fts5, kind));
    const auto believed = beliefs(set, ours);
    sums.answers.insert(sums.answers.end(), believed.answerable.begin(), believed.answerable.end());
    for (const double confidence : believed.unanswerable)
        sums.answers.push_back({confidence, false});
    no_answer.emplace_back(set.name, believed);
    if (!options.runs.empty())
        write_run(options.runs / (set.name + ".run"), set, ours);
    if (options.per_query)
        print_queries(set, ours, xapian);
    if (const auto other = options.against / (set.name + ".run");
        !options.against.empty() && fs::exists(other))
        print_comparison(set, ours, read_run(other, set));
}

int run(const Options& options) {
    if (!options.runs.empty())
        fs::create_directories(options.runs);
    fmt::print("{:26} {:>5}  {:29}   {:11}   {}\n", "", "", "Firstline", "Xapian", "FTS5");
    fmt::print("{:26} {:>5}  S@1   S@3   MRR   nDCG  R@10    S@1   S@3     S@1   S@3\n", "set",
               "n");
    Sums sums;
    std::vector<std::pair<std::string, Beliefs>> no_answer;
    for (const auto& set : judged_sets(options.eval, options.corpora)) {
        const bool wanted =
            options.only.empty() ||
            std::any_of(options.only.begin(), options.only.end(),
                        [&](const auto& name) { return set.name.starts_with(name); });
        if (wanted)
            measure_set(set, options, sums, no_answer);
    }
    if (sums.milliseconds.empty()) {
        fmt::print("skipped: no judged sets below {}\n", options.eval.string());
        return 0;
    }
    fmt::print("\n");
    for (const auto& [name, believed] : no_answer)
        print_no_answer(name, believed);
    print_reliability(sums.answers);
    fmt::print("\n{} queries, p50 {:.2f} ms, p99 {:.2f} ms\n", sums.milliseconds.size(),
               percentile(sums.milliseconds, .5), percentile(sums.milliseconds, .99));
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    CLI::App app("Measures the ranking on judged sets, beside plain Xapian and SQLite FTS5.");
    app.add_option("--eval", options.eval, "folder of the judged sets")->envname("KB_EVAL");
    app.add_option("--corpora", options.corpora, "folder of the corpora")->envname("KB_CORPUS");
    app.add_option("--set", options.only, "only sets whose names begin so");
    app.add_option("--runs", options.runs, "write a TREC run of each set into this folder");
    app.add_option("--against", options.against, "compare with the runs in this folder");
    app.add_option("--most-typed", options.most_typed,
                   "queries of more words are searched for as whole texts; 40 if not given");
    app.add_flag("--per-query", options.per_query, "print wins and losses against plain Xapian");
    app.add_flag("--offered", options.offered,
                 "measure what is offered beside forms instead, with the questions of all sets");
    CLI11_PARSE(app, argc, argv);
    try {
        if (options.offered) {
            print_offered(judged_sets(options.eval, options.corpora));
            return 0;
        }
        return run(options);
    } catch (const std::exception& e) {
        fmt::print(stderr, "relevance: {}\n", e.what());
        return 2;
    }
}
