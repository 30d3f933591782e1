#include "indexer/index/check.h"

#include <algorithm>
#include <iterator>
#include <tuple>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "indexer/index/parallel.h"

namespace firstline {

namespace {

void append(Problems& to, const Problems& from) {
    to.insert(to.end(), from.begin(), from.end());
}

}  // namespace

std::size_t count_of(const Problems& problems, Severity severity) {
    return static_cast<std::size_t>(
        std::count_if(problems.begin(), problems.end(),
                      [&](const Problem& problem) { return problem.severity == severity; }));
}

CheckResult check_folder(const CheckOptions& options) {
    CheckResult result;
    const auto kb = load_knowledge_base(options.root, options.config_file,
                                        options.everything_public, result.problems);
    const auto scan = scan_folder(options.root, kb, result.problems);
    const ArticleLoader loader(options.root, kb, options.today);
    std::vector<Problems> problems(scan.files.size());
    std::vector<Names> names(scan.files.size());
    for_each_in_parallel(scan.files.size(), all_processors(), [&](std::size_t, std::size_t i) {
        auto loaded = loader.load(scan.files[i].path);
        problems[i] = std::move(loaded.problems);
        if (const auto& article = loaded.article)
            names[i] = {article->path, article->id, article->slug, article->redirect_from};
    });
    names.erase(
        std::remove_if(names.begin(), names.end(), [](const Names& n) { return n.path.empty(); }),
        names.end());
    result.files = scan.files.size();
    result.articles = names.size();
    for (const auto& some : problems)
        append(result.problems, some);
    append(result.problems, find_name_clashes(names));
    std::stable_sort(result.problems.begin(), result.problems.end(),
                     [](const Problem& a, const Problem& b) {
                         return std::tie(a.path, a.line) < std::tie(b.path, b.line);
                     });
    return result;
}

std::string to_text(const CheckResult& result) {
    std::string text;
    for (const auto& problem : result.problems)
        text += to_text(problem) + "\n";
    fmt::format_to(std::back_inserter(text), "{} articles, {} errors, {} warnings\n",
                   result.articles, count_of(result.problems, Severity::error),
                   count_of(result.problems, Severity::warning));
    return text;
}

std::string to_json(const CheckResult& result) {
    auto problems = nlohmann::json::array();
    for (const auto& problem : result.problems)
        problems.push_back({{"path", problem.path},
                            {"line", problem.line},
                            {"severity", severity_name(problem.severity)},
                            {"code", problem.code},
                            {"message", problem.message}});
    const nlohmann::json json{{"articles", result.articles},
                              {"errors", count_of(result.problems, Severity::error)},
                              {"warnings", count_of(result.problems, Severity::warning)},
                              {"problems", problems}};
    return json.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace firstline
