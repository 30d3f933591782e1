#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/checks/check_run.h"
#include "tests/support/temporary_folder.h"

namespace firstline {

/// A knowledge base that a test writes and checks. Today is 12 March 2026.
class CheckedKb {
public:
    void write(const std::string& path, std::string_view text) const { folder_.write(path, text); }

    /// An article with these lines of front matter, a title unless they have one, and this body.
    void article(const std::string& path, const std::string& fields,
                 const std::string& body = "Text.") const;

    CheckResult check() const;

    /// `path:line: message` of what has this code.
    std::vector<std::string> found(std::string_view code) const;

    const std::filesystem::path& root() const { return folder_.path(); }

private:
    TemporaryFolder folder_;
};

}  // namespace firstline
