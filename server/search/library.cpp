#include "server/search/library.h"

#include <chrono>
#include <map>
#include <mutex>

#include <sys/stat.h>
#include <xapian.h>

#include "indexer/format/generation.h"
#include "server/search/browse.h"
#include "server/search/name_lookup.h"
#include "server/search/open_index.h"
#include "server/search/question_index.h"
#include "server/search/searcher.h"
#include "server/search/suggester.h"
#include "server/search/suggestion_cache.h"

namespace firstline {

namespace {

/// How often an answer is tried again when commits overtake it; each try reads the newest state, so
/// more than a few would need a writer that commits faster than we read.
constexpr int kMostTries = 10;

/// Enough to tell that a file was replaced (replace_file() makes a new one each time).
struct FileIdentity {
    dev_t device = 0;
    ino_t inode = 0;
    timespec changed{};

    friend bool operator==(const FileIdentity& a, const FileIdentity& b) {
        return a.device == b.device && a.inode == b.inode && a.changed.tv_sec == b.changed.tv_sec &&
               a.changed.tv_nsec == b.changed.tv_nsec;
    }
};

FileIdentity identity_of(const std::filesystem::path& file) {
    struct stat status {};
    if (stat(file.c_str(), &status) != 0)
        return {};
    return {status.st_dev, status.st_ino, status.st_ctim};
}

/// What was opened for a viewer, and by which files we know whether it is still the newest.
class OpenedReading final : public Reading {
public:
    /// `questions` may be null.
    OpenedReading(const std::filesystem::path& index, QuestionIndex* questions, Viewer viewer,
                  std::size_t suggestions_kept)
        : current_file_(index_files::current(index)),
          viewer_(std::move(viewer)),
          suggested_(suggestions_kept) {
        // Identities are read before contents: a change in between is then seen next time.
        current_identity_ = identity_of(current_file_);
        const auto number = current_generation(index);
        if (!number)
            throw CorruptIndex("there is no index in " + index.string() +
                               ": run kb-indexer build KB_DIR --index " + index.string());
        const auto generation = index_files::generation(index, *number);
        manifest_file_ = index_files::manifest(generation);
        manifest_identity_ = identity_of(manifest_file_);
        Manifest manifest = read_manifest(generation);
        questions_epoch_ = questions != nullptr ? questions->epoch() : 0;
        const auto asked = questions != nullptr ? questions->in_step_with(manifest) : std::nullopt;
        index_ = open_index(generation, std::move(manifest), viewer_, asked);
    }

    /// Whether the files still name what is open here.
    bool is_of_newest_build(QuestionIndex* questions) const {
        return current_identity_ == identity_of(current_file_) &&
               manifest_identity_ == identity_of(manifest_file_) &&
               (questions == nullptr || questions_epoch_ == questions->epoch());
    }

    void follow_commits() {
        if (follow(index_))
            forget();
    }

    const Viewer& viewer() const { return viewer_; }

    const Manifest& manifest() const override { return index_.manifest; }
    std::string version() const override { return index_.version; }

    SearchResults search(const SearchRequest& request) override {
        const auto start = std::chrono::steady_clock::now();
        SearchResults results = firstline::search(request, index_);
        const std::chrono::duration<double, std::milli> took =
            std::chrono::steady_clock::now() - start;
        results.took_ms = took.count();
        return results;
    }
    Suggestions suggest(std::string_view query, unsigned limit) override {
        if (const auto* known = suggested_.find(query, limit))
            return *known;
        Suggestions suggestions = firstline::suggest(query, limit, index_);
        suggested_.keep(query, limit, suggestions);
        return suggestions;
    }
    Found find(std::string_view name) override { return find_name(name, viewer_, index_); }
    std::vector<ArticleRecord> records(const std::vector<std::string>& ids) override {
        std::vector<ArticleRecord> records;
        for (const auto& id : ids)
            if (const auto document = document_named(id, index_))
                records.push_back(
                    decode_record(index_.articles.get_document(*document).get_data()));
        return records;
    }
    std::vector<ArticleRecord> related(const StoredArticle& article, unsigned limit) override {
        return related_articles(article, index_, limit);
    }
    std::vector<ArticleRecord> newest(unsigned limit) override {
        return remembered(newest_, limit, [&] { return newest_articles(index_, limit); });
    }
    std::vector<Topic> topics(unsigned limit) override {
        return remembered(topics_, limit, [&] { return topics_of(index_, limit); });
    }
    std::vector<ArticleRecord> listed() override { return listed_articles(index_); }
    unsigned articles() const override { return index_.count; }
    bool shows_file(std::string_view path) override { return firstline::shows_file(index_, path); }

private:
    template <class T>
    using Remembered = std::map<unsigned, std::vector<T>>;

    /// The home page asks the same of each state of the index again and again.
    template <class T, class Make>
    static std::vector<T> remembered(Remembered<T>& known, unsigned limit, Make&& make) {
        const auto found = known.find(limit);
        return found != known.end() ? found->second : known.emplace(limit, make()).first->second;
    }

    void forget() {
        newest_.clear();
        topics_.clear();
        suggested_.clear();
    }

    std::filesystem::path current_file_;
    std::filesystem::path manifest_file_;
    Viewer viewer_;
    FileIdentity current_identity_;
    FileIdentity manifest_identity_;
    std::uint64_t questions_epoch_ = 0;
    OpenIndex index_;
    Remembered<ArticleRecord> newest_;
    Remembered<Topic> topics_;
    SuggestionCache suggested_;
};

}  // namespace

/// Readings that nobody uses at the moment.
struct Library::Pool {
    std::filesystem::path index;
    std::unique_ptr<QuestionIndex> questions;  ///< null: none are learned
    std::size_t suggestions_kept = 0;
    std::mutex mutex;
    std::vector<std::unique_ptr<OpenedReading>> idle;

    std::unique_ptr<OpenedReading> opened(const Viewer& viewer) const {
        return std::make_unique<OpenedReading>(index, questions.get(), viewer, suggestions_kept);
    }

    std::unique_ptr<OpenedReading> take(const Viewer& viewer) {
        const std::lock_guard lock(mutex);
        for (auto& reading : idle) {
            if (reading->viewer() == viewer) {
                auto taken = std::move(reading);
                reading = std::move(idle.back());
                idle.pop_back();
                return taken;
            }
        }
        return nullptr;
    }

    void give_back(std::unique_ptr<OpenedReading> reading) {
        const std::lock_guard lock(mutex);
        if (idle.size() < kMostIdle)
            idle.push_back(std::move(reading));
    }

    /// One for each thread of a large server, for a few kinds of viewer.
    static constexpr std::size_t kMostIdle = 128;
};

Library::Library(std::filesystem::path index, const std::optional<std::filesystem::path>& store,
                 std::size_t suggestions_kept)
    : pool_(std::make_unique<Pool>()) {
    pool_->index = std::move(index);
    pool_->suggestions_kept = suggestions_kept;
    if (store)
        pool_->questions = std::make_unique<QuestionIndex>(pool_->index, *store);
    // Opening once tells at start-up, in words, what the first visitor would run into.
    pool_->give_back(pool_->opened(Viewer{}));
}

Library::~Library() = default;

std::string Library::trouble_with_questions() const {
    return pool_->questions ? pool_->questions->trouble() : std::string{};
}

void Library::run(const Viewer& viewer, const std::function<void(Reading&)>& f) {
    auto reading = pool_->take(viewer);
    for (int attempt = 1;; ++attempt) {
        try {
            QuestionIndex* const questions = pool_->questions.get();
            if (!reading || !reading->is_of_newest_build(questions))
                reading = pool_->opened(viewer);
            reading->follow_commits();
            f(*reading);
            pool_->give_back(std::move(reading));
            return;
        } catch (const Xapian::DatabaseError&) {
            // Overtaken by commits, or the generation was removed between reading its name and
            // opening it: what is newest now is what the caller should get.
            reading.reset();
            if (attempt == kMostTries)
                throw;
        } catch (const CorruptIndex&) {
            reading.reset();
            if (attempt == kMostTries)
                throw;
        }
    }
}

}  // namespace firstline
