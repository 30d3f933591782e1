#include "server/search/library.h"

#include <algorithm>
#include <mutex>
#include <stdexcept>

#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <xapian.h>

#include "indexer/format/audit.h"
#include "indexer/format/generation.h"
#include "server/search/opened_reading.h"
#include "server/search/question_index.h"

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

/// A generation and its manifest, and by which files we know whether both are still the newest.
class Build {
public:
    explicit Build(const std::filesystem::path& index)
        : current_file_(index_files::current(index)) {
        // Identities are read before contents: a change in between is then seen next time.
        current_identity_ = identity_of(current_file_);
        const auto number = current_generation(index);
        if (!number)
            throw CorruptIndex("there is no index in " + index.string() +
                               ": run kb-indexer build KB_DIR --index " + index.string());
        generation = index_files::generation(index, *number);
        manifest_file_ = index_files::manifest(generation);
        manifest_identity_ = identity_of(manifest_file_);
        manifest = read_manifest(generation);
    }

    bool is_newest() const {
        return current_identity_ == identity_of(current_file_) &&
               manifest_identity_ == identity_of(manifest_file_);
    }

    std::filesystem::path generation;
    Manifest manifest;

private:
    std::filesystem::path current_file_;
    std::filesystem::path manifest_file_;
    FileIdentity current_identity_;
    FileIdentity manifest_identity_;
};

/// The index's audit as it was last read.
class KeptAudit {
public:
    explicit KeptAudit(std::filesystem::path index) : index_(std::move(index)) {}

    std::shared_ptr<const Audit> newest() {
        const std::lock_guard lock(mutex_);
        const auto identity = identity_of(index_files::audit(index_));
        if (!audit_ || !(identity == identity_)) {
            identity_ = identity;
            audit_ = std::make_shared<const Audit>(read());
        }
        return audit_;
    }

private:
    Audit read() const {
        try {
            return read_audit(index_).value_or(Audit{});
        } catch (const CorruptIndex& error) {
            // Advice for writers, and made anew with the next change: no reason to fail a page. But
            // a board without findings looks like one that has none.
            spdlog::warn("checks and history are not shown file={} error=\"{}\"",
                         index_files::audit(index_).string(), error.what());
            return {};
        }
    }

    const std::filesystem::path index_;
    std::mutex mutex_;
    FileIdentity identity_;
    std::shared_ptr<const Audit> audit_;
};

struct Lease {
    std::shared_ptr<const Build> build;
    std::uint64_t questions_epoch = 0;
    std::unique_ptr<OpenedReading> reading;
};

std::runtime_error told(const Xapian::Error& error) {
    return std::runtime_error("the index could not be asked: " + error.get_description());
}

}  // namespace

/// Readings that nobody uses at the moment.
class Library::Pool {
public:
    Pool(std::filesystem::path index, const std::optional<std::filesystem::path>& store,
         std::size_t suggestions_kept)
        : index_(std::move(index)), suggestions_kept_(suggestions_kept), audit_(index_) {
        if (store)
            questions_ = std::make_unique<QuestionIndex>(index_, *store);
    }

    std::shared_ptr<const Audit> audit() { return audit_.newest(); }

    std::string trouble_with_questions() const {
        return questions_ ? questions_->trouble() : std::string{};
    }

    /// What serves `viewer` of the newest build.
    Lease take(const Viewer& viewer) {
        Lease lease = idle_for(viewer);
        if (lease.reading)
            return lease;
        const Manifest& manifest = lease.build->manifest;
        const auto asked = questions_ ? questions_->in_step_with(manifest) : std::nullopt;
        lease.reading = std::make_unique<OpenedReading>(lease.build->generation, manifest, viewer,
                                                        asked, suggestions_kept_);
        return lease;
    }

    void give_back(Lease lease) {
        Lease longest_unused;
        const std::lock_guard lock(mutex_);
        idle_.push_back(std::move(lease));
        if (idle_.size() > kMostIdle) {
            longest_unused = std::move(idle_.front());
            idle_.erase(idle_.begin());
        }
    }

    /// Each holds some ten to twenty file descriptors and, of an old generation, its disk space.
    void close_idle() {
        const std::lock_guard lock(mutex_);
        idle_.clear();
    }

private:
    /// Twice the answering threads of a usual server.
    static constexpr std::size_t kMostIdle = 16;

    /// Without a reading if none is idle that shows just what `viewer` may see.
    Lease idle_for(const Viewer& viewer) {
        const auto epoch = questions_ ? questions_->epoch() : 0;
        const std::lock_guard lock(mutex_);
        if (!build_ || !build_->is_newest())
            build_ = std::make_shared<const Build>(index_);
        questions_epoch_ = std::max(questions_epoch_, epoch);
        std::erase_if(idle_, [&](const Lease& lease) {
            return lease.build != build_ || lease.questions_epoch != questions_epoch_;
        });
        const Scope scope = scope_of(viewer, build_->manifest);
        const auto found = std::find_if(idle_.rbegin(), idle_.rend(), [&](const Lease& lease) {
            return lease.reading->scope() == scope;
        });
        if (found == idle_.rend())
            return {build_, epoch, nullptr};
        Lease lease = std::move(*found);
        idle_.erase(std::next(found).base());
        return lease;
    }

    std::filesystem::path index_;
    std::unique_ptr<QuestionIndex> questions_;  ///< null: none are learned
    std::size_t suggestions_kept_;
    KeptAudit audit_;
    std::mutex mutex_;
    std::shared_ptr<const Build> build_;  ///< the newest that was seen
    std::uint64_t questions_epoch_ = 0;   ///< likewise
    std::vector<Lease> idle_;             ///< the latest used last
};

Library::Library(std::filesystem::path index, const std::optional<std::filesystem::path>& store,
                 std::size_t suggestions_kept)
    : pool_(std::make_unique<Pool>(std::move(index), store, suggestions_kept)) {
    // Opening once tells at start-up, in words, what the first visitor would run into.
    run(Viewer{}, [](Reading&) {});
}

Library::~Library() = default;

std::shared_ptr<const Audit> Library::audit() const {
    return pool_->audit();
}

std::string Library::trouble_with_questions() const {
    return pool_->trouble_with_questions();
}

void Library::run(const Viewer& viewer, const std::function<void(Reading&)>& f) {
    Lease lease;
    for (int attempt = 1;; ++attempt) {
        try {
            lease = pool_->take(viewer);
            lease.reading->follow_commits();
            f(*lease.reading);
            pool_->give_back(std::move(lease));
            return;
        } catch (const Xapian::DatabaseError& error) {
            // Overtaken by commits, or the generation was removed between reading its name and
            // opening it: what is newest now is what the caller should get.
            if (attempt == kMostTries)
                throw told(error);
        } catch (const Xapian::Error& error) {
            throw told(error);
        } catch (const CorruptIndex&) {
            if (attempt == kMostTries)
                throw;
        }
        // It may be file descriptors that are wanting.
        pool_->close_idle();
        lease = {};
    }
}

}  // namespace firstline
