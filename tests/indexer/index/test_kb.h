#pragma once

#include <string>
#include <string_view>

#include "indexer/index/index_run.h"
#include "tests/indexer/index/index_contents.h"
#include "tests/support/temporary_folder.h"

namespace firstline {

Instant real_time();

/// A time when everything written until now has long been there: stamps can be trusted.
Instant an_hour_later();

/// A folder of articles and an index of it.
class TestKb {
public:
    TestKb();

    void write(const std::string& path, std::string_view text) const { kb_.write(path, text); }

    /// An article with a title and a body, public unless `front_matter` says otherwise.
    void article(const std::string& path, const std::string& body,
                 const std::string& front_matter = "audience: public\n") const;

    void remove(const std::string& path) const;
    void rename(const std::string& from, const std::string& to) const;

    /// One run, as of its own process.
    IndexSummary run(Reporter& reporter) const { return run_index(options_, reporter); }
    IndexSummary run() const;
    IndexSummary run_full() const;

    IndexContents contents() const { return contents_of(index()); }

    /// What a full build of the folder as it is now would make, by the same averages if those of
    /// the options are fixed.
    IndexContents built_anew() const;

    IndexOptions& options() { return options_; }
    const std::filesystem::path& root() const { return kb_.path(); }
    std::filesystem::path index() const { return index_.path() / "index"; }

private:
    TemporaryFolder kb_;
    TemporaryFolder index_;
    IndexOptions options_;
};

}  // namespace firstline
