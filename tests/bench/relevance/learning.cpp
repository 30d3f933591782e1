// What learned questions are worth, over judged sets: how often the right article comes first when
// each article was taught so many questions, and what that costs articles that were taught none.
// The manual's ranking article has the figures.
//
//   learning EVAL_DIR

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>

#include <fmt/core.h>

#include "server/search/library.h"
#include "server/store/store.h"
#include "tests/bench/figures.h"
#include "tests/bench/relevance/indexed_articles.h"
#include "tests/bench/relevance/judged_set.h"
#include "tests/bench/relevance/measures.h"
#include "tests/support/temporary_folder.h"

using namespace firstline;

namespace {

namespace fs = std::filesystem;

using Questions = std::map<std::string, std::vector<std::string>>;  ///< by article

/// The bullet list of each article, in its order.
Questions bullets_of(const fs::path& articles) {
    Questions questions;
    for (const auto& entry : fs::directory_iterator(articles)) {
        std::ifstream file(entry.path());
        std::string id;
        for (std::string line; std::getline(file, line);) {
            if (line.starts_with("id: "))
                id = line.substr(4);
            else if (line.starts_with("- "))
                questions[id].push_back(line.substr(2));
        }
    }
    return questions;
}

/// Articles as they are, indexed, and a store that can be taught.
class Desk {
public:
    explicit Desk(const fs::path& articles) { index_articles(articles, folder_.path() / "index"); }

    /// Begins anew with these questions.
    void teach(const Questions& questions) {
        library_.reset();
        const auto store = folder_.path() / fmt::format("{}.db", ++taught_);
        std::vector<Taught> all;
        for (const auto& [article, texts] : questions)
            for (const auto& text : texts)
                all.push_back({text, article, "bench"});
        Store(store).learn(all, {});
        library_ = std::make_unique<Library>(folder_.path() / "index", store);
        if (const auto trouble = library_->trouble_with_questions(); !trouble.empty())
            throw std::runtime_error(trouble);
    }

    SearchResults ask(const std::string& text) {
        SearchRequest request;
        request.query = text;
        return library_->ask(Viewer{}, [&](Reading& reading) { return reading.search(request); });
    }

private:
    TemporaryFolder folder_;
    int taught_ = 0;
    std::unique_ptr<Library> library_;
};

/// How well questions were served, and how quickly.
class Served {
public:
    void add(const SearchResults& results, const std::set<std::string>& right) {
        std::vector<std::string> ranked;
        for (const auto& hit : results.hits)
            ranked.push_back(hit.article.id);
        sum_ += effectiveness(ranked, right);
        milliseconds_.push_back(results.took_ms);
    }

    Effectiveness mean() const {
        return sum_ / std::max(1.0, static_cast<double>(milliseconds_.size()));
    }
    double percentile_ms(double share) const { return percentile(milliseconds_, share); }

private:
    Effectiveness sum_;
    std::vector<double> milliseconds_;
};

std::vector<JudgedQuery> queries_of(const fs::path& set) {
    return read_queries(set / "queries.tsv", set / "qrels.txt");
}

Questions first_of(Questions questions, std::size_t most) {
    for (auto& [article, texts] : questions)
        texts.resize(std::min(texts.size(), most));
    return questions;
}

/// Asks all questions of a desk and prints how it served them.
void measure(Desk& desk, const std::vector<JudgedQuery>& queries, const std::string& what) {
    Served served;
    std::vector<double> answered, unanswerable;
    for (const auto& query : queries) {
        const auto results = desk.ask(query.text);
        (query.right.empty() ? unanswerable : answered).push_back(results.confidence);
        if (!query.right.empty())
            served.add(results, query.right);
    }
    fmt::print("{}: first {:.3f}, first three {:.3f}; p50 {:.2f} p99 {:.2f} ms", what,
               served.mean().success1, served.mean().success3, served.percentile_ms(.5),
               served.percentile_ms(.99));
    if (!unanswerable.empty())
        fmt::print("; AUROC {:.3f}", auroc(answered, unanswerable));
    fmt::print("\n");
}

void measure_learning(const fs::path& set) {
    const auto queries = queries_of(set);
    const auto name = set.filename().string();
    const auto ten = bullets_of(set / "k10" / "articles");
    const auto all = bullets_of(set / "kall" / "articles");
    Desk bare(set / "k0" / "articles");
    struct Row {
        const char* taught;
        Questions questions;
    };
    for (const Row& row : {Row{"0", {}}, Row{"1", first_of(ten, 1)}, Row{"5", first_of(ten, 5)},
                           Row{"10", ten}, Row{"all", all}}) {
        bare.teach(row.questions);
        measure(bare, queries, fmt::format("{:<10} {:>4} each", name, row.taught));
    }
    // As the recipe was measured: the articles hold the questions, too.
    for (const auto& [folder, questions] : {std::pair{"k10", ten}, std::pair{"kall", all}}) {
        Desk desk(set / folder / "articles");
        for (const auto& [taught, lot] :
             {std::pair{"untaught", Questions{}}, {"taught", questions}}) {
            desk.teach(lot);
            measure(desk, queries,
                    fmt::format("{:<10} {:>4} in the articles, {}", name, folder, taught));
        }
    }
}

/// Half of the articles are taught half of the questions about them; the questions about the others
/// are asked before and after.
void measure_drowning(const fs::path& set) {
    const auto queries = queries_of(set);
    Desk desk(set / "articles");
    Served others_before, others_after, unseen_before, unseen_after;
    for (unsigned seed = 1; seed <= 10; ++seed) {
        std::mt19937 random(seed);
        std::map<std::string, bool> is_taught;
        Questions questions;
        std::vector<const JudgedQuery*> others, unseen;
        for (const auto& query : queries) {
            int taught = 0;
            for (const auto& article : query.right) {
                const auto [at, is_new] = is_taught.try_emplace(article, false);
                if (is_new)
                    at->second = random() % 2 == 0;
                taught += at->second ? 1 : 0;
            }
            if (query.right.empty())
                continue;
            if (taught == 0)
                others.push_back(&query);
            else if (random() % 2 == 0)
                unseen.push_back(&query);
            else
                for (const auto& article : query.right)
                    if (is_taught[article])
                        questions[article].push_back(query.text);
        }
        const auto ask = [&](const std::vector<const JudgedQuery*>& asked, Served& served) {
            for (const JudgedQuery* query : asked)
                served.add(desk.ask(query->text), query->right);
        };
        desk.teach({});
        ask(others, others_before);
        ask(unseen, unseen_before);
        desk.teach(questions);
        ask(others, others_after);
        ask(unseen, unseen_after);
    }
    fmt::print(
        "{:<14} untaught half: first {:.3f} -> {:.3f}, first three {:.3f} -> {:.3f}; unseen "
        "questions of the taught half: first three {:.3f} -> {:.3f}\n",
        set.filename().string(), others_before.mean().success1, others_after.mean().success1,
        others_before.mean().success3, others_after.mean().success3, unseen_before.mean().success3,
        unseen_after.mean().success3);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2 || !fs::exists(argv[1])) {
        fmt::print(stderr, "usage: learning EVAL_DIR\n");
        return 2;
    }
    const fs::path eval = argv[1];
    for (const char* set : {"banking77", "clinc150"})
        measure_learning(eval / set);
    for (const char* set : {"techqa-sample", "wixqa-sample"})
        measure_drowning(eval / set);
    return 0;
}
