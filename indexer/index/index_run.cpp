#include "indexer/index/index_run.h"

#include <utility>

#include <fmt/format.h>

#include "indexer/format/generation.h"
#include "indexer/format/schema.h"
#include "indexer/index/full_build.h"
#include "indexer/index/generation_swap.h"
#include "indexer/index/kill_point.h"
#include "indexer/index/run_of_indexer.h"
#include "indexer/index/writer_lock.h"

namespace firstline {

namespace fs = std::filesystem;

namespace {

/// How often an update is planned again because someone else wrote meanwhile.
constexpr int kMostTries = 5;

/// From this many changed articles on a full build is compared with: it writes on all processors.
constexpr std::size_t kWorthBuildingAnew = 500;

}  // namespace

Indexer::Indexer(IndexOptions options, Reporter& reporter)
    : options_(std::move(options)), reporter_(reporter) {}

void Indexer::look_at_folder() {
    Look look;
    look.kb = load_knowledge_base(options_.root, options_.config_file, options_.everything_public,
                                  look.problems);
    look.scan = scan_folder(options_.root, look.kb, look.problems);
    loader_.reset();  // refers to what look_ held
    look_ = std::move(look);
}

const ArticleLoader& Indexer::loader(Date today) {
    if (!loader_ || loader_day_ != today)
        loader_ = std::make_unique<ArticleLoader>(options_.root, look_->kb, today);
    loader_day_ = today;
    return *loader_;
}

/// Has state_ be that of the current generation, or says why there is none that can be used.
std::optional<std::string> Indexer::read_state() {
    std::string reason;
    for (int tries = 0; tries < kMostTries; ++tries) {
        std::optional<std::uint64_t> number;
        try {
            number = current_generation(options_.index);
            if (!number)
                return "there is no index yet";
            if (!state_ || !is_current(*state_, options_.index)) {
                clashes_known_ = false;
                state_ = read_indexed_state(index_files::generation(options_.index, *number));
            }
            return std::nullopt;
        } catch (const std::runtime_error& error) {
            reason = fmt::format("the index cannot be used ({})", error.what());
        } catch (const Xapian::DatabaseModifiedError&) {
            reason = "others keep writing to the index";
            continue;
        } catch (const Xapian::Error& error) {
            reason = fmt::format("the index cannot be read ({})", error.get_msg());
        }
        state_.reset();
        // What vanishes while it is read was replaced by others; what stays is damaged.
        if (!number || number == generation_in_use(options_.index))
            break;
    }
    return reason;
}

std::optional<std::string> Indexer::why_full() {
    auto unusable = read_state();
    if (std::exchange(options_.full, false))
        return "it was asked for";
    if (unusable)
        return unusable;
    if (state_->manifest.kb.language != look_->kb.language)
        return fmt::format("the language changed from {} to {}", state_->manifest.kb.language,
                           look_->kb.language);
    return std::nullopt;
}

Intake Indexer::read(Run& run, const std::vector<FoundFile>& files) {
    if (files.empty())
        return {};
    if (!run.spill)
        run.spill.emplace(options_.index);
    run.summary.read += files.size();
    const Date today = std::chrono::floor<std::chrono::days>(run.began);
    auto intake = read_articles({.loader = loader(today),
                                 .language = look_->kb.language,
                                 .stamps = *run.stamps,
                                 .spill = *run.spill,
                                 .reporter = reporter_,
                                 .should_stop = options_.should_stop},
                                files);
    for (const auto& file : files) {
        rejected_.erase(file.path);
        run.problems.erase(file.path);
    }
    rejected_.insert(intake.rejected.begin(), intake.rejected.end());
    run.problems.insert(intake.problems.begin(), intake.problems.end());
    return intake;
}

std::map<std::string, LengthSums> Indexer::recorded_sums(
    std::map<std::string, LengthSums> sums) const {
    if (!options_.fixed_averages)
        return sums;
    constexpr double kArticles = 64;  // a power of two, so that the means come out unrounded
    const auto& [body, title, pairs] = *options_.fixed_averages;
    return {{audience_key({Standing::anyone, {}}),
             {static_cast<std::size_t>(kArticles), kArticles * body, kArticles * title,
              kArticles * pairs}}};
}

std::optional<std::string> Indexer::why_full_instead(
    const Changes& changes, const std::map<std::string, LengthSums>& sums) const {
    if (changes.put.size() >= kWorthBuildingAnew && 2 * changes.put.size() > state_->files.size())
        return fmt::format("{} articles are new or changed, beside {} that were indexed",
                           changes.put.size(), state_->files.size());
    for (const auto& database : state_->manifest.databases)
        if (!database.archived)
            if (auto reason = drift(database, averages_for(database.audience, sums)))
                return reason;
    return std::nullopt;
}

Manifest Indexer::next_manifest(const IndexedState& state) {
    Manifest next = state.manifest;
    next.kb = look_->kb;
    if (!std::exchange(clashes_known_, true))
        clashes_ = find_name_clashes(all_names(state));
    next.problems = look_->problems;
    for (const auto& [path, problems] : rejected_)
        next.problems.insert(next.problems.end(), problems.begin(), problems.end());
    next.problems.insert(next.problems.end(), clashes_.begin(), clashes_.end());
    return next;
}

/// False when the index was changed by someone else meanwhile; it must be planned again.
bool Indexer::update_in_place(Run& run, const ChangePlan& plan) {
    auto [changes, counts] = review_changes(*state_, plan, read(run, plan.read));
    const auto sums = recorded_sums(sums_after(*state_, changes));
    if (const auto reason = why_full_instead(changes, sums)) {
        build_anew(run, *reason);
        return true;
    }
    run.summary.counts = counts;
    const bool idle = changes.put.empty() && changes.refresh.empty() && changes.remove.empty() &&
                      state_->strays.empty();
    if (idle && to_json(next_manifest(*state_)) == to_json(state_->manifest))
        return true;
    const WriterLock lock(options_.index, run.claim(options_));
    if (!is_current(*state_, options_.index))
        return false;
    commit(run, changes, sums);
    return true;
}

void Indexer::commit(Run& run, const Changes& changes,
                     const std::map<std::string, LengthSums>& sums) {
    clashes_known_ = clashes_known_ && keeps_names(*state_, changes);
    // What is half-written must not be taken for known if this throws.
    IndexedState state = std::move(*state_);
    state_.reset();
    const auto write = [&](const Manifest& manifest) {
        state.manifest = manifest;
        ++state.manifest.edition;
        replace_file(index_files::manifest(state.folder), to_json(state.manifest));
    };
    if (state.manifest.kb.reading_fingerprint != look_->kb.reading_fingerprint) {
        // If this run dies, some articles will have been read by the new settings and some by the
        // old: then none may count as unchanged, whatever the settings are by then.
        Manifest unsettled = state.manifest;
        unsettled.kb.reading_fingerprint.clear();
        write(unsettled);
    }
    const auto now = std::chrono::floor<std::chrono::seconds>(options_.clock());
    apply(changes, run.spill ? &*run.spill : nullptr, sums, now, state);
    kill_point("before-manifest");
    Manifest manifest = next_manifest(state);
    manifest.updated_at = now;
    write(manifest);
    state_ = std::move(state);
}

/// Takes in what changed in the folder while the generation was built.
void Indexer::catch_up(Run& run, IndexedState& fresh) {
    const std::string language = look_->kb.language;
    look_at_folder();
    // This generation is in the language it was begun in; if that changed, the next run sees it.
    look_->kb.language = language;
    const auto plan = plan_all(run, fresh);
    const auto changes = review_changes(fresh, plan, read(run, plan.read)).changes;
    apply(changes, &*run.spill, recorded_sums(sums_after(fresh, changes)), fresh.manifest.built_at,
          fresh);
}

void Indexer::build_anew(Run& run, const std::string& reason) {
    reporter_.message(fmt::format("building the whole index: {}", reason));
    run.summary.full = true;
    run.summary.why_full = reason;
    BuildingFolder building(options_.index);
    run.spill.emplace(building.path());
    rejected_.clear();
    const Intake intake = read(run, look_->scan.files);
    run.summary.counts = counts_against(state_, intake.articles);
    state_.reset();

    Manifest manifest;
    manifest.version = schema::kVersion;
    manifest.built_at = std::chrono::floor<std::chrono::seconds>(run.began);
    manifest.updated_at = manifest.built_at;
    manifest.kb = look_->kb;
    const auto sums = recorded_sums(sums_of(intake.articles));
    manifest.databases = write_databases({.folder = building.path(),
                                          .articles = intake.articles,
                                          .spill = *run.spill,
                                          .sums = sums,
                                          .reporter = reporter_,
                                          .should_stop = options_.should_stop});
    for (auto& database : manifest.databases)
        database.updated_at = manifest.built_at;
    replace_file(index_files::manifest(building.path()), to_json(manifest));
    IndexedState fresh = read_indexed_state(building.path());

    const WriterLock lock(options_.index, run.claim(options_));
    run.stamps.emplace(options_.root, options_.clock());
    clashes_known_ = false;
    catch_up(run, fresh);
    fresh.manifest = next_manifest(fresh);
    fresh.folder = building.publish(fresh.manifest);
    state_ = std::move(fresh);
}

IndexSummary Indexer::update() {
    Run run(options_);
    look_at_folder();
    if (const auto reason = why_full()) {
        build_anew(run, *reason);
        return finish(run, true);
    }
    for (int tries = 0; tries < kMostTries; ++tries) {
        rejected_.clear();
        if (update_in_place(run, plan_all(run, *state_)))
            return finish(run, true);
        state_.reset();
        if (const auto reason = why_full()) {
            build_anew(run, *reason);
            return finish(run, true);
        }
    }
    throw IndexBusy(fmt::format("other indexers keep changing {}", options_.index.string()));
}

IndexSummary Indexer::update(const std::set<std::string>& touched) {
    if (!look_ || !state_ || !is_current(*state_, options_.index))
        return update();
    Run run(options_);
    const auto plan = plan_touched(touched);
    if (!plan || !update_in_place(run, *plan))
        return update();
    return finish(run, false);
}

IndexSummary run_index(const IndexOptions& options, Reporter& reporter) {
    return Indexer(options, reporter).update();
}

}  // namespace firstline
