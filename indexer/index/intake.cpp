#include "indexer/index/intake.h"

#include <algorithm>
#include <array>
#include <mutex>

#include "indexer/format/schema.h"
#include "indexer/index/kill_point.h"
#include "indexer/index/parallel.h"

namespace firstline {

namespace {

/// Below this, starting threads and warming their stemmers costs more than it saves.
constexpr std::size_t kFilesPerThread = 8;

/// These may pass without the file being touched: a day that lies in the future today will not
/// tomorrow, and a fragment that is missing may come.
constexpr std::array<std::string_view, 2> kPassing = {"future-date", "include"};

/// What came of one file.
struct Result {
    std::optional<ReadArticle> article;
    Problems problems;
};

bool passes_with_time(const Problems& problems) {
    return std::any_of(problems.begin(), problems.end(), [](const Problem& p) {
        return std::find(kPassing.begin(), kPassing.end(), p.code) != kPassing.end();
    });
}

Result read_one(const IntakeJob& job, Language& language, const FoundFile& file) {
    kill_point("parse");
    LoadedArticle loaded = job.loader.load(file.path);
    Result result{std::nullopt, loaded.problems};
    if (!loaded.article)
        return result;
    const AnalysedArticle analysed = analyse(stored_form(*loaded.article, loaded), language);
    auto& article = result.article.emplace();
    article.path = file.path;
    article.audience = analysed.audience;
    article.archived = analysed.archived;
    article.lengths = analysed.lengths;
    for (const auto& [slot, value] : analysed.values) {
        if (slot == schema::kInputSlot)
            article.input = value;
        if (slot == schema::kNamesSlot)
            article.names = value;
    }
    const auto depends = job.stamps.depends(file.path, loaded.depends_on);
    if (depends)
        article.stamps = {passes_with_time(loaded.problems) ? "" : job.stamps.trusted(file.stamp),
                          *depends};
    article.place = job.spill.append(encode(analysed));
    return result;
}

Intake collected(std::vector<Result> results, const std::vector<FoundFile>& files) {
    Intake intake;
    for (std::size_t i = 0; i < results.size(); ++i) {
        auto& [article, problems] = results[i];
        if (!problems.empty())
            intake.problems.emplace(files[i].path, problems);
        if (article)
            intake.articles.push_back(std::move(*article));
        else
            intake.rejected.emplace(files[i].path, std::move(problems));
    }
    return intake;
}

}  // namespace

Intake read_articles(const IntakeJob& job, const std::vector<FoundFile>& files) {
    const std::size_t threads =
        std::clamp<std::size_t>(files.size() / kFilesPerThread, 1, all_processors());
    std::vector<Language> languages;
    for (std::size_t i = 0; i < threads; ++i)
        languages.emplace_back(job.language);
    std::vector<Result> results(files.size());
    std::mutex reporting;
    std::size_t done = 0;
    for_each_in_parallel(files.size(), threads, [&](std::size_t thread, std::size_t i) {
        if (job.should_stop && job.should_stop())
            throw Stopped{};
        results[i] = read_one(job, languages[thread], files[i]);
        const std::lock_guard lock(reporting);
        job.reporter.progress("reading", ++done, files.size());
    });
    return collected(std::move(results), files);
}

}  // namespace firstline
