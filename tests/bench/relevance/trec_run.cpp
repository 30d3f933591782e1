#include "tests/bench/relevance/trec_run.h"

#include <fstream>

namespace firstline {

void write_run(const std::filesystem::path& file, const JudgedSet& set, const Run& run) {
    std::ofstream out(file);
    for (const auto& query : set.queries) {
        const auto& outcome = run.at(query.id);
        for (std::size_t i = 0; i < outcome.ranked.size(); ++i)
            out << query.id << " Q0 " << outcome.ranked[i] << ' ' << i + 1 << ' '
                << (i < outcome.scores.size() ? outcome.scores[i] : 1 / (1.0 + double(i)))
                << " firstline\n";
    }
    std::ofstream beliefs(file.string() + ".confidence");
    for (const auto& query : set.queries)
        beliefs << query.id << '\t' << run.at(query.id).confidence << '\n';
}

Run read_run(const std::filesystem::path& file, const JudgedSet& set) {
    Run run;
    for (const auto& query : set.queries)
        run[query.id];
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
        // `qid Q0 article rank score tag`; an article's id is a path, which may hold blanks.
        const std::size_t query_end = line.find(' ');
        const std::size_t begin = line.find(' ', query_end + 1) + 1;
        std::size_t end = line.size();
        for (int field = 0; field < 3; ++field)
            end = line.rfind(' ', end - 1);
        run[line.substr(0, query_end)].ranked.push_back(line.substr(begin, end - begin));
    }
    return run;
}

}  // namespace firstline
