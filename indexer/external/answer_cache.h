#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "indexer/external/answer.h"

namespace firstline {

/// What servers said, kept in a file between runs: a good answer for two weeks, a bad one for a
/// day. Whether somebody wants not to be asked is not kept.
class AnswerCache {
public:
    using Moment = std::chrono::sys_seconds;

    static constexpr std::chrono::days kGoodFor{14};
    static constexpr std::chrono::days kBadFor{1};

    /// Reads the file; one that does not exist is empty. Throws std::runtime_error for one that
    /// cannot be read or is no cache.
    AnswerCache(std::filesystem::path file, Moment now);

    /// Nothing if it was not asked, or too long ago.
    std::optional<Answer> find(const std::string& url) const;
    void keep(const std::string& url, const Answer& answer);

    /// Puts what is not too old in place of the file. Throws std::runtime_error if it cannot.
    void write() const;

private:
    struct Kept {
        Answer answer;
        Moment asked;
    };

    std::filesystem::path file_;
    Moment now_;
    std::map<std::string, Kept> kept_;
};

}  // namespace firstline
