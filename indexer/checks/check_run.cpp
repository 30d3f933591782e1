#include "indexer/checks/check_run.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "indexer/article/front_matter.h"
#include "indexer/article/read_file.h"
#include "indexer/checks/near_duplicates.h"
#include "indexer/index/parallel.h"

namespace firstline {

namespace {

/// As the loader has it; a larger file is no article.
constexpr std::size_t kLargestSource = std::size_t{4} << 20U;

void append(Problems& to, Problems from) {
    std::move(from.begin(), from.end(), std::back_inserter(to));
}

CheckedArticle checked_article(Article article, const std::filesystem::path& root) {
    CheckedArticle checked;
    checked.shingles = shingles_of(article);
    article.html = {};
    for (auto& section : article.sections)
        section.text = {};
    Problems reported_by_the_loader;
    checked.source =
        read_text(root / article.path, article.path, kLargestSource, reported_by_the_loader)
            .value_or("");
    checked.body_line =
        read_front_matter(checked.source, article.path, reported_by_the_loader).body_line;
    checked.article = std::move(article);
    return checked;
}

/// Where the body begins in a source that will not move any more.
std::string_view body_of(const CheckedArticle& checked) {
    std::string_view body = checked.source;
    for (int line = 1; line < checked.body_line; ++line) {
        const auto end = body.find('\n');
        body.remove_prefix(end == std::string_view::npos ? body.size() : end + 1);
    }
    return body;
}

Problems read_articles(const CheckOptions& options, const Scan& scan, Collection& collection) {
    const ArticleLoader loader(options.root, *collection.kb, options.today);
    std::vector<Problems> problems(scan.files.size());
    std::vector<std::optional<CheckedArticle>> read(scan.files.size());
    for_each_in_parallel(scan.files.size(), all_processors(), [&](std::size_t, std::size_t i) {
        auto loaded = loader.load(scan.files[i].path);
        problems[i] = std::move(loaded.problems);
        if (loaded.article)
            read[i] = checked_article(std::move(*loaded.article), options.root);
    });
    Problems all;
    for (auto& some : problems)
        append(all, std::move(some));
    for (auto& article : read)
        if (article)
            collection.articles.push_back(std::move(*article));
    return all;
}

Problems name_articles(Collection& collection) {
    std::vector<Names> names;
    auto& articles = collection.articles;
    for (std::size_t i = 0; i < articles.size(); ++i) {
        const auto& article = articles[i].article;
        names.push_back({article.path, article.id, article.slug, article.redirect_from});
        collection.by_path.emplace(article.path, i);
        collection.by_name.emplace(article.slug, i);
        articles[i].lines = markdown_lines(body_of(articles[i]), articles[i].body_line);
    }
    for (std::size_t i = 0; i < articles.size(); ++i)
        collection.by_name.emplace(articles[i].article.id, i);
    return find_name_clashes(names);
}

bool is_wanted(const CheckOptions& options, std::string_view code) {
    return options.only.empty() ||
           std::find(options.only.begin(), options.only.end(), code) != options.only.end();
}

bool needs_git(const CheckOptions& options) {
    const auto checks = check_table();
    return std::any_of(checks.begin(), checks.end(), [&](const Check& check) {
        return check.from_git && is_wanted(options, check.code);
    });
}

Findings run_checks(const CheckOptions& options, const Collection& collection) {
    const auto checks = check_table();
    std::vector<Findings> findings(checks.size());
    for_each_in_parallel(checks.size(), all_processors(), [&](std::size_t, std::size_t i) {
        if (checks[i].find != nullptr && is_wanted(options, checks[i].code))
            checks[i].find(collection, Found(checks[i], findings[i]));
    });
    Findings all;
    for (auto& some : findings)
        std::move(some.begin(), some.end(), std::back_inserter(all));
    return all;
}

auto place_of(const Problem& p) {
    return std::tie(p.path, p.line, p.code, p.message);
}

auto place_of(const Finding& f) {
    return std::tuple_cat(place_of(f.problem), std::tie(f.other));
}

/// The same fragment is read for each article that includes it; what is wrong with it counts once.
template <class Some>
void sort_and_unite(Some& some) {
    std::sort(some.begin(), some.end(),
              [](const auto& a, const auto& b) { return place_of(a) < place_of(b); });
    some.erase(std::unique(some.begin(), some.end()), some.end());
}

}  // namespace

void add_problems(Problems more, CheckResult& result) {
    append(result.problems, std::move(more));
    sort_and_unite(result.problems);
}

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
    Collection collection;
    collection.root = options.root;
    collection.kb = &kb;
    collection.today = options.today;
    append(result.problems, read_articles(options, scan, collection));
    append(result.problems, name_articles(collection));
    if (needs_git(options))
        result.git = read_git(options.git, collection);
    std::erase_if(result.problems,
                  [&](const Problem& problem) { return !is_wanted(options, problem.code); });
    result.findings = run_checks(options, collection);
    sort_and_unite(result.findings);
    for (const auto& finding : result.findings)
        result.problems.push_back(finding.problem);
    sort_and_unite(result.problems);
    result.files = scan.files.size();
    result.articles = collection.articles.size();
    if (options.look)
        options.look(collection, result);
    return result;
}

}  // namespace firstline
