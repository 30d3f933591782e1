#include "indexer/index/run_of_indexer.h"

#include <algorithm>

#include <sys/stat.h>

#include "indexer/article/file_index.h"
#include "indexer/index/link_terms.h"

namespace firstline {

namespace {

/// The scan names the other file behind it.
constexpr std::string_view kSameFile = "the same file";

bool is_plain_file(const std::filesystem::path& path) {
    struct stat status {};
    return lstat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

void count(ProblemCounts& counts, const Problems& problems) {
    for (const auto& problem : problems) {
        counts.errors += problem.severity == Severity::error ? 1 : 0;
        counts.warnings += problem.severity == Severity::warning ? 1 : 0;
    }
}

}  // namespace

bool Indexer::is_fragment(const std::string& path) const {
    return std::any_of(state_->files.begin(), state_->files.end(), [&](const auto& entry) {
        const auto fragments = fragments_in(entry.second.depends);
        // What was touched while it was read may depend on anything.
        return entry.second.depends.empty() ||
               std::find(fragments.begin(), fragments.end(), path) != fragments.end();
    });
}

ChangePlan Indexer::plan_all(Run& run, const IndexedState& state) const {
    ReadAnyway anyway;
    anyway.all = state.manifest.kb.reading_fingerprint != look_->kb.reading_fingerprint;
    if (!anyway.all)
        anyway.these = articles_with_changed_links(state, FileIndex(options_.root));
    return plan_changes(state, look_->scan.files, *run.stamps, anyway);
}

std::optional<ChangePlan> Indexer::plan_touched(const std::set<std::string>& touched) const {
    ChangePlan plan;
    plan.unchanged = state_->files.size();
    for (const auto& path : touched) {
        const bool indexed = state_->files.contains(path);
        // A file that comes or goes also changes articles that link to it, or takes its name.
        if ((!indexed && !rejected_.contains(path)) || !is_plain_file(options_.root / path) ||
            is_fragment(path))
            return std::nullopt;
        const auto stamp = stamp_of(options_.root / path);
        if (!stamp)
            return std::nullopt;
        plan.unchanged -= indexed ? 1 : 0;
        plan.read.push_back({path, *stamp});
    }
    return plan;
}

IndexSummary Indexer::finish(Run& run, bool whole) {
    IndexSummary& summary = run.summary;
    if (whole)
        for (const auto& problem : look_->problems)
            reporter_.problem(problem);
    for (const auto& [path, problems] : run.problems)
        for (const auto& problem : problems)
            reporter_.problem(problem);
    for (const auto& problem : clashes_)
        reporter_.problem(problem);
    for (const auto& left_out : look_->scan.left_out)
        ++summary.left_out[left_out.reason.starts_with(kSameFile) ? std::string(kSameFile)
                                                                  : left_out.reason];
    summary.rejected = rejected_.size();
    summary.nothing_public = true;
    for (const auto& part : state_->manifest.databases) {
        if (part.articles > 0)
            summary.audiences.push_back({part.audience, part.archived, part.articles});
        if (part.audience == audience_key({Standing::anyone, {}}) && !part.archived &&
            part.articles > 0)
            summary.nothing_public = false;
    }
    count(summary.problems, state_->manifest.problems);
    for (const auto& [path, file] : state_->files) {
        summary.problems.errors += file.errors;
        summary.problems.warnings += file.warnings;
    }
    summary.generation = state_->manifest.generation;
    summary.seconds = std::chrono::duration<double>(options_.clock() - run.began).count();
    return std::move(summary);
}

ChangeCounts counts_against(const std::optional<IndexedState>& before,
                            const std::vector<ReadArticle>& now) {
    ChangeCounts counts;
    std::size_t known = 0;
    for (const auto& article : now) {
        const auto old = before ? before->files.find(article.path)
                                : std::unordered_map<std::string, IndexedFile>::const_iterator{};
        if (!before || old == before->files.end()) {
            ++counts.added;
            continue;
        }
        ++known;
        const auto& database = before->manifest.databases[old->second.database];
        const bool same = old->second.input == article.input &&
                          database.audience == article.audience &&
                          database.archived == article.archived;
        ++(same ? counts.unchanged : counts.replaced);
    }
    counts.removed = before ? before->files.size() - known : 0;
    return counts;
}

}  // namespace firstline
