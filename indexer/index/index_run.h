#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "indexer/article/article_loader.h"
#include "indexer/index/file_stamp.h"
#include "indexer/index/index_summary.h"
#include "indexer/index/indexed_state.h"
#include "indexer/index/reporter.h"

namespace firstline {

struct IndexOptions {
    std::filesystem::path root;                        ///< of the knowledge base
    std::filesystem::path index;                       ///< made if it does not exist
    std::optional<std::filesystem::path> config_file;  ///< instead of the root's `_kb.yml`
    bool everything_public = false;
    bool full = false;                            ///< build anew even where little changed
    std::string holder = "kb-indexer build";      ///< what others are told who wait for us
    std::chrono::milliseconds patience{5000};     ///< how long to wait for another writer
    std::function<Instant()> clock;               ///< now; REQUIRED
    std::function<bool()> should_stop;            ///< asked between articles; may be empty
    std::optional<FieldAverages> fixed_averages;  ///< for tests: instead of an audience's means
};

/// Keeps an index in step with a folder. Remembers what it wrote, so that a watcher's next update
/// costs only what changed; what others write meanwhile is noticed. Serves one thread.
class Indexer {
public:
    /// `reporter` must outlive the indexer.
    Indexer(IndexOptions options, Reporter& reporter);

    /// Brings the index up to date with the whole folder: by a full build where there is no usable
    /// index, the language changed, mean lengths drifted, or options.full (the first time only);
    /// else by changing what changed. Content problems are counted, never thrown.
    /// Throws IndexBusy, Stopped, std::runtime_error (no such folder), std::system_error (disk
    /// full) or Xapian::Error; the index then is as it was, or partly changed in a way that the
    /// next run completes.
    IndexSummary update();

    /// Likewise, but looks only at the files at these paths below the root. Where that cannot be
    /// enough (a file that is no known article, a setting, a fragment), it is update().
    IndexSummary update(const std::set<std::string>& touched);

private:
    struct Run;
    /// The folder as it was looked at.
    struct Look {
        KnowledgeBase kb;
        Problems problems;  ///< of settings and scan
        Scan scan;
    };

    void look_at_folder();
    const ArticleLoader& loader(Date today);
    std::optional<std::string> read_state();
    std::optional<std::string> why_full();
    ChangePlan plan_all(Run& run, const IndexedState& state) const;
    std::optional<ChangePlan> plan_touched(const std::set<std::string>& touched) const;
    bool is_fragment(const std::string& path) const;
    bool update_in_place(Run& run, const ChangePlan& plan);
    void commit(Run& run, const Changes& changes, const std::map<std::string, LengthSums>& sums);
    void build_anew(Run& run, const std::string& reason);
    void catch_up(Run& run, IndexedState& fresh);
    std::map<std::string, LengthSums> recorded_sums(std::map<std::string, LengthSums> sums) const;
    std::optional<std::string> why_full_instead(
        const Changes& changes, const std::map<std::string, LengthSums>& sums) const;
    Manifest next_manifest(const IndexedState& state);
    Intake read(Run& run, const std::vector<FoundFile>& files);
    IndexSummary finish(Run& run, bool whole);

    IndexOptions options_;
    Reporter& reporter_;
    std::optional<Look> look_;
    /// Of the last look: it knows all files, so it is made anew only when files came or went.
    std::unique_ptr<ArticleLoader> loader_;
    Date loader_day_{};
    std::optional<IndexedState> state_;
    std::map<std::string, Problems> rejected_;  ///< files that are no articles, and why
    Problems clashes_;                          ///< names that lead to two articles
    bool clashes_known_ = false;                ///< for state_ as it is
};

/// One run over the whole folder.
IndexSummary run_index(const IndexOptions& options, Reporter& reporter);

}  // namespace firstline
