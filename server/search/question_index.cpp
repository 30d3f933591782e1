#include "server/search/question_index.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "indexer/format/generation.h"
#include "indexer/format/schema.h"
#include "indexer/format/terms.h"
#include "server/search/question_sync.h"
#include "server/search/ranking_numbers.h"
#include "server/store/store.h"

namespace firstline {

namespace fs = std::filesystem;

namespace {

/// Changes with what the documents hold: another form lies in another folder.
constexpr int kForm = 2;

/// Held by the process that writes the databases; freed if it dies.
class FolderLock {
public:
    explicit FolderLock(const fs::path& folder)
        : descriptor_(open((folder / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644)) {
        if (descriptor_ < 0)
            throw std::system_error(errno, std::generic_category(), (folder / "lock").string());
        held_ = flock(descriptor_, LOCK_EX | LOCK_NB) == 0;
    }
    ~FolderLock() { close(descriptor_); }
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;
    bool held() const { return held_; }

private:
    int descriptor_;
    bool held_ = false;
};

/// Databases of another form or language; their questions are in the store.
void remove_others(const fs::path& folder, const fs::path& used) {
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.is_directory() && entry.path() != used)
            fs::remove_all(entry.path());
}

}  // namespace

fs::path question_folder(const fs::path& store) {
    fs::path folder = store;
    folder += "-learned";
    return folder;
}

/// The store as it is followed: opened when there is one, again when it is another file.
struct QuestionIndex::Source {
    std::optional<Store> store;
    dev_t device = 0;
    ino_t inode = 0;
    std::int64_t version = -1;
    std::vector<LearnedPair> pairs;

    /// True if there may be something new; then `pairs` are what the store holds now.
    bool follow(const fs::path& file) {
        struct stat status {};
        const bool exists = stat(file.c_str(), &status) == 0;
        const bool same = exists && store && status.st_dev == device && status.st_ino == inode;
        if (!exists && !store)
            return false;
        if (!same) {
            store.reset();
            pairs.clear();
            version = -1;
            if (!exists)
                return true;
            device = status.st_dev;
            inode = status.st_ino;
            store = Store::if_exists(file);
        }
        const auto now = store->version();
        if (now == version)
            return false;
        pairs = store->learned();
        version = now;
        return true;
    }
};

QuestionIndex::QuestionIndex(fs::path index, fs::path store)
    : index_(std::move(index)), store_(std::move(store)), source_(std::make_unique<Source>()) {}

QuestionIndex::~QuestionIndex() = default;

QuestionIndex::State QuestionIndex::state_of(const Manifest& manifest) {
    return {manifest.generation, manifest.edition, manifest.built_at};
}

std::uint64_t QuestionIndex::epoch() {
    // Whoever finds another thread at work goes on with what was in step before: what it waits for
    // is new questions, never another audience, which in_step_with() waits for.
    const std::unique_lock lock(mutex_, std::try_to_lock);
    if (lock && state_)
        update();
    return epoch_;
}

std::optional<fs::path> QuestionIndex::in_step_with(const Manifest& manifest) {
    const std::lock_guard lock(mutex_);
    if (state_ != state_of(manifest))
        state_.reset();
    update();
    return state_ == state_of(manifest) ? databases_ : std::nullopt;
}

std::string QuestionIndex::trouble() {
    const std::lock_guard lock(mutex_);
    return trouble_;
}

void QuestionIndex::update() {
    const auto before = databases_;
    bool replaced = false;
    try {
        const bool learned = source_->follow(store_);
        if (!learned && state_ && !try_again_)
            return;
        try_again_ = false;
        // The newest state, whatever the caller saw: two callers of different ones would otherwise
        // lead the questions back and forth.
        const auto number = current_generation(index_);
        if (!number)
            return;
        const auto generation = index_files::generation(index_, *number);
        const Manifest manifest = read_manifest(generation);
        state_ = state_of(manifest);
        databases_.reset();
        const fs::path folder = question_folder(store_);
        if (!source_->pairs.empty() || fs::exists(folder)) {
            fs::create_directories(folder);
            const FolderLock lock(folder);
            try_again_ = !lock.held();
            if (lock.held()) {
                const auto used = folder / fmt::format("{}-{}", kForm, manifest.kb.language);
                remove_others(folder, used);
                replaced = write_questions(source_->pairs, generation, manifest, used);
                databases_ = used;
            }
        }
        trouble_.clear();
    } catch (const Xapian::Error& error) {
        databases_.reset();
        trouble_ = "past questions cannot be indexed: " + error.get_msg();
    } catch (const std::exception& error) {
        databases_.reset();
        trouble_ = std::string{"past questions cannot be used: "} + error.what();
    }
    if (replaced || databases_ != before)
        ++epoch_;
}

std::string encode(const StoredQuestion& question) {
    return fmt::format("{1}{0}{2}{0}{3}{0}{4:.6g}", schema::kSeparator, question.article,
                       question.question, question.stems, question.trust);
}

StoredQuestion decode_question(const std::string& data) {
    std::array<std::string, 4> parts;
    std::size_t at = 0;
    for (std::string& part : parts) {
        const std::size_t end = std::min(data.find(schema::kSeparator, at), data.size());
        part = data.substr(at, end - at);
        at = std::min(end + 1, data.size());
    }
    StoredQuestion question{std::move(parts[0]), std::move(parts[1]), std::move(parts[2]), 0};
    std::from_chars(parts[3].data(), parts[3].data() + parts[3].size(), question.trust);
    return question;
}

double trust_in(unsigned count, unsigned contradicted) {
    const double said = 1.0 + count;
    return said / (said + ranking::kContradiction * contradicted);
}

}  // namespace firstline
