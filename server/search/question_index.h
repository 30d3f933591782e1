#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include <xapian.h>

#include "indexer/format/manifest.h"

namespace firstline {

/// Where the databases of a store's past questions lie: beside the store. Whatever lies there can
/// be made anew from the store.
std::filesystem::path question_folder(const std::filesystem::path& store);

/// Below QuestionIndex::in_step_with(): the databases of questions, and of profiles.
inline constexpr const char* kQuestionsFolder = "questions";
inline constexpr const char* kProfilesFolder = "profiles";

/// A past question as its document holds it.
struct StoredQuestion {
    std::string article;  ///< id
    std::string question;
    std::string stems;  ///< of all its words, stop words included, in order, a blank between
    double trust = 1;   ///< 0 to 1: less for each time it was contradicted
};
std::string encode(const StoredQuestion& question);
StoredQuestion decode_question(const std::string& data);

/// What a pair that was said `count` times and denied `contradicted` times counts: 0 to 1.
double trust_in(unsigned count, unsigned contradicted);

/// Keeps the databases of past questions in step with the store and the index: two for each
/// audience that has any, under the name of the articles' database, so that a question is read by
/// those who may read its article, and by nobody else. In one each question is a document of its
/// own: its stems (schema::kBody) and its neighbouring words, stop words included (schema::kPair).
/// In the other all questions of an article are one document (profile_of()).
///
/// Only what changed is written. A question that changes its audience is removed before it is
/// added. Safe from any thread; several processes may share one store.
class QuestionIndex {
public:
    QuestionIndex(std::filesystem::path index, std::filesystem::path store);
    ~QuestionIndex();
    QuestionIndex(const QuestionIndex&) = delete;
    QuestionIndex& operator=(const QuestionIndex&) = delete;

    /// Changes when databases came or went, so that they have to be opened anew; notices what was
    /// written to the store meanwhile. Costs microseconds if nothing was.
    std::uint64_t epoch();

    /// The folder with the databases, in step with this state of the index. Nothing if there are
    /// none, or if they are of another state: then questions must not be shown.
    std::optional<std::filesystem::path> in_step_with(const Manifest& manifest);

    /// Why past questions cannot be used at the moment; empty if they can.
    std::string trouble();

private:
    struct Source;
    struct State {
        std::uint64_t generation = 0;
        std::uint64_t edition = 0;
        std::chrono::sys_seconds built_at{};
        friend bool operator==(const State&, const State&) = default;
    };
    static State state_of(const Manifest& manifest);
    void update();

    std::filesystem::path index_;
    std::filesystem::path store_;
    std::mutex mutex_;
    std::unique_ptr<Source> source_;
    std::optional<State> state_;                      ///< of the index that was followed last
    std::optional<std::filesystem::path> databases_;  ///< in step with it
    std::string trouble_;
    bool try_again_ = false;  ///< another process was at work
    std::atomic<std::uint64_t> epoch_{0};
};

}  // namespace firstline
