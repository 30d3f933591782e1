#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/index/index_run.h"
#include "server/search/library.h"
#include "tests/support/temporary_folder.h"

namespace firstline {

/// A knowledge base made by a test and indexed by the indexer's own code.
class BuiltKb {
public:
    /// Writes `text` as it is.
    void write(const std::string& path, std::string_view text) { kb_.write(path, text); }

    /// Writes a public article with a title and a body.
    void article(const std::string& path, const std::string& title, const std::string& body,
                 const std::string& more_front_matter = "") {
        kb_.write(path, "---\ntitle: \"" + title + "\"\naudience: public\n" + more_front_matter +
                            "---\n\n" + body + "\n");
    }

    /// Brings the index up to date with the files, by the clock or as if it were `now`.
    IndexSummary build(bool full = false, std::optional<Instant> now = std::nullopt) {
        IndexOptions options;
        options.root = kb_.path();
        options.index = index_.path();
        options.full = full;
        options.clock = [now] {
            return now.value_or(std::chrono::time_point_cast<std::chrono::nanoseconds>(
                std::chrono::system_clock::now()));
        };
        Reporter silent;
        return run_index(options, silent);
    }

    /// Opened at the first call, which must come after build(); follows later builds.
    Library& library() {
        if (!library_)
            library_ = std::make_unique<Library>(index_.path());
        return *library_;
    }

    SearchResults search(const SearchRequest& request, const Viewer& viewer = {}) {
        return library().ask(viewer, [&](Reading& reading) { return reading.search(request); });
    }
    SearchResults search(const std::string& query, const Viewer& viewer = {}) {
        SearchRequest request;
        request.query = query;
        return search(request, viewer);
    }
    Suggestions suggest(const std::string& query, const Viewer& viewer = {}) {
        return library().ask(viewer, [&](Reading& reading) { return reading.suggest(query, 5); });
    }
    Found find(const std::string& name, const Viewer& viewer = {}) {
        return library().ask(viewer, [&](Reading& reading) { return reading.find(name); });
    }

    const std::filesystem::path& kb() const { return kb_.path(); }
    const std::filesystem::path& index() const { return index_.path(); }

private:
    TemporaryFolder kb_;
    TemporaryFolder index_;
    std::unique_ptr<Library> library_;
};

}  // namespace firstline
