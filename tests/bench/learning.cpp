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
#include <set>

#include <fmt/core.h>

#include "indexer/index/index_run.h"
#include "server/search/library.h"
#include "server/store/store.h"
#include "tests/support/temporary_folder.h"

using namespace firstline;

namespace {

namespace fs = std::filesystem;

struct Query {
    std::string id;
    std::string text;
    std::set<std::string> right;  ///< articles that answer it; none if nothing does
};

using Questions = std::map<std::string, std::vector<std::string>>;  ///< by article

std::vector<std::string> split(const std::string& line, char separator) {
    std::vector<std::string> fields;
    for (std::size_t at = 0;;) {
        const std::size_t end = line.find(separator, at);
        fields.push_back(line.substr(at, end - at));
        if (end == std::string::npos)
            return fields;
        at = end + 1;
    }
}

std::vector<Query> queries_of(const fs::path& set) {
    std::map<std::string, std::set<std::string>> right;
    std::ifstream judged(set / "qrels.txt");
    for (std::string query, zero, article, relevance;
         judged >> query >> zero >> article >> relevance;)
        if (relevance != "0")
            right[query].insert(article);
    std::vector<Query> queries;
    std::ifstream lines(set / "queries.tsv");
    for (std::string line; std::getline(lines, line);) {
        const auto fields = split(line, '\t');
        if (fields.size() >= 2)
            queries.push_back({fields[0], fields[1], right[fields[0]]});
    }
    return queries;
}

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
    explicit Desk(const fs::path& articles) {
        IndexOptions options;
        options.root = articles;
        options.index = folder_.path() / "index";
        options.everything_public = true;
        options.clock = [] {
            return std::chrono::time_point_cast<std::chrono::nanoseconds>(
                std::chrono::system_clock::now());
        };
        Reporter silent;
        run_index(options, silent);
    }

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

/// How often a right article is among the first `places`.
struct Success {
    int asked = 0;
    int first = 0;
    int first_three = 0;
    std::vector<double> times;

    void add(const SearchResults& results, const std::set<std::string>& right) {
        ++asked;
        times.push_back(results.took_ms);
        for (std::size_t place = 0; place < std::min<std::size_t>(results.hits.size(), 3);
             ++place) {
            if (!right.contains(results.hits[place].article.id))
                continue;
            first += place == 0 ? 1 : 0;
            ++first_three;
            return;
        }
    }
    double at_1() const { return double(first) / std::max(1, asked); }
    double at_3() const { return double(first_three) / std::max(1, asked); }
    double percentile(std::size_t percent) {
        std::sort(times.begin(), times.end());
        return times.empty() ? 0 : times[(times.size() - 1) * percent / 100];
    }
};

Questions first_of(Questions questions, std::size_t most) {
    for (auto& [article, texts] : questions)
        texts.resize(std::min(texts.size(), most));
    return questions;
}

void measure_learning(const fs::path& set) {
    const auto queries = queries_of(set);
    const auto ten = bullets_of(set / "k10" / "articles");
    Desk desk(set / "k0" / "articles");
    struct Row {
        const char* taught;
        Questions questions;
    };
    for (const Row& row : {Row{"0", {}}, Row{"1", first_of(ten, 1)}, Row{"5", first_of(ten, 5)},
                           Row{"10", ten}, Row{"all", bullets_of(set / "kall" / "articles")}}) {
        desk.teach(row.questions);
        Success success;
        std::vector<double> answered, unanswerable;
        for (const auto& query : queries) {
            const auto results = desk.ask(query.text);
            (query.right.empty() ? unanswerable : answered).push_back(results.confidence);
            if (!query.right.empty())
                success.add(results, query.right);
        }
        double better = 0;
        for (const double a : answered)
            for (const double b : unanswerable)
                better += a > b ? 1 : a == b ? 0.5 : 0;
        fmt::print("{:<10} {:>4} each: first {:.3f}, first three {:.3f}; p50 {:.2f} p99 {:.2f} ms",
                   set.filename().string(), row.taught, success.at_1(), success.at_3(),
                   success.percentile(50), success.percentile(99));
        if (!unanswerable.empty())
            fmt::print("; AUROC {:.3f}",
                       better / (double(answered.size()) * double(unanswerable.size())));
        fmt::print("\n");
    }
}

/// Half of the articles are taught half of the questions about them; the questions about the others
/// are asked before and after.
void measure_drowning(const fs::path& set) {
    const auto queries = queries_of(set);
    Desk desk(set / "articles");
    Success others_before, others_after, unseen_before, unseen_after;
    for (unsigned seed = 1; seed <= 10; ++seed) {
        std::mt19937 random(seed);
        std::map<std::string, bool> is_taught;
        Questions questions;
        std::vector<const Query*> others, unseen;
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
        const auto ask = [&](const std::vector<const Query*>& asked, Success& success) {
            for (const Query* query : asked)
                success.add(desk.ask(query->text), query->right);
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
        set.filename().string(), others_before.at_1(), others_after.at_1(), others_before.at_3(),
        others_after.at_3(), unseen_before.at_3(), unseen_after.at_3());
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
