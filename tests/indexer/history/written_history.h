#pragma once

#include <string>
#include <vector>

#include "indexer/history/history.h"
#include "tests/support/file_text.h"
#include "tests/support/git_repository.h"

namespace firstline {

inline MarkNames usual_names() {
    return {{{"reviewed", "last_reviewed_on"}, {"reviewed_by"}, {"reviewed_hash"}},
            {"updated", "ms.date"}};
}

/// An article with these lines of front matter.
inline std::string article(const std::string& fields, const std::string& body) {
    return "---\ntitle: T\n" + fields + "---\n" + body + "\n";
}

/// Twelve lines, so that a changed one leaves the text largely the same.
inline std::string long_text(const std::string& first = "one", const std::string& last = "twelve") {
    std::string text = first + "\n\n";
    for (int i = 2; i < 12; ++i)
        text += "This is line " + std::to_string(i) + " of a text that says something.\n\n";
    return text + last;
}

/// 12 March 2026.
inline HistoryOptions options_of(const TestRepository& repository, const std::string& folder = "") {
    using namespace std::chrono;
    return {.root = repository.path() / folder,
            .names = usual_names(),
            .today = Date{year{2026} / March / day{12}}};
}

inline HistoryReading reading_of(const TestRepository& repository, const std::string& folder = "") {
    return read_history(options_of(repository, folder));
}

inline FileHistory history_of(const TestRepository& repository, const std::string& path,
                              const std::string& folder = "") {
    const auto reading = reading_of(repository, folder);
    return reading.history ? reading.history->of(path, file_text(repository.path() / folder / path))
                           : FileHistory{};
}

/// The subjects of the commits that changed its text, the newest first.
inline std::vector<std::string> changes_of(const TestRepository& repository,
                                           const std::string& path,
                                           const std::string& folder = "") {
    std::vector<std::string> subjects;
    for (const auto& change : history_of(repository, path, folder).changes)
        subjects.push_back(change.subject);
    return subjects;
}

}  // namespace firstline
