#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "server/access/viewer.h"
#include "server/search/declared_names.h"
#include "server/search/search_types.h"

namespace firstline {

struct ArticleUpkeep;
struct Audit;

/// What one viewer sees of one moment of the index. Got from Library::ask(), not to be kept.
/// Throws nothing for what a user typed.
class Reading {
public:
    virtual ~Reading() = default;

    virtual const Manifest& manifest() const = 0;
    /// Changes whenever an answer of this Reading could, and with nothing else: with the settings
    /// of the knowledge base and the databases this viewer opens.
    virtual std::string version() const = 0;
    /// When what this viewer may read last changed.
    virtual std::chrono::sys_seconds updated_at() const = 0;

    virtual SearchResults search(const SearchRequest& request) = 0;
    virtual Suggestions suggest(std::string_view query, unsigned limit) = 0;

    /// By slug, id, path or old URL, in this order of precedence; case is folded.
    virtual Found find(std::string_view name) = 0;
    /// The records of those of `ids` that this viewer may read, in this order.
    virtual std::vector<ArticleRecord> records(const std::vector<std::string>& ids) = 0;
    /// Articles alike in words and tags to `article`, declared `related` ones first.
    virtual std::vector<ArticleRecord> related(const StoredArticle& article, unsigned limit) = 0;
    /// The latest changed or reviewed first; unlisted ones left out.
    virtual std::vector<ArticleRecord> newest(unsigned limit) = 0;
    /// Products (or, where none are given, tags) with the most articles first.
    virtual std::vector<Topic> topics(unsigned limit) = 0;
    /// All products and tags of these articles. Valid as long as this Reading.
    virtual const DeclaredNames& declared_names() = 0;
    /// Everything that is listed, by slug; for the sitemap.
    virtual std::vector<ArticleRecord> listed() = 0;
    /// Everything, unlisted ones too, with what its keepers need to know; by path.
    virtual std::vector<ArticleUpkeep> upkeep() = 0;
    virtual unsigned articles() const = 0;
    /// Whether an article this viewer may read shows this file (a path below the KB).
    virtual bool shows_file(std::string_view path) = 0;
};

/// The index as the server reads it: follows new generations at once, shares opened databases among
/// threads without ever using one in two at a time, and asks again when a writer overtakes a
/// reader. Viewers who may read the same share what is open, however many groups they are in.
class Library {
public:
    static constexpr std::size_t kSuggestionsKept = 500;

    /// With the past questions of `store`, once there is such a file. What is opened
    /// remembers `suggestions_kept` answers of suggest(), until the index changes. Throws
    /// CorruptIndex or WrongIndexVersion, with what to do in what().
    explicit Library(std::filesystem::path index,
                     const std::optional<std::filesystem::path>& store = std::nullopt,
                     std::size_t suggestions_kept = kSuggestionsKept);
    ~Library();
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;

    /// Calls `f(Reading&)` and returns its result. `f` may be called again when the index changed
    /// under it, so it must have no effects of its own. Safe from any thread.
    template <class F>
    auto ask(const Viewer& viewer, F&& f);

    /// What checks and history say of the articles, of all audiences: what a viewer may be told of
    /// it is for the caller to see. Of no article anything if there is no audit, or it is damaged.
    /// Never null. Safe from any thread.
    std::shared_ptr<const Audit> audit() const;

    /// Why past questions are not used although there is a store; empty if all is well.
    std::string trouble_with_questions() const;

private:
    class Pool;
    /// Runs `f` over a leased Reading, again when the index changed under it, at most 10 times.
    /// Throws std::runtime_error that names the cause, never Xapian::Error.
    void run(const Viewer& viewer, const std::function<void(Reading&)>& f);
    std::unique_ptr<Pool> pool_;
};

template <class F>
auto Library::ask(const Viewer& viewer, F&& f) {
    using Result = std::invoke_result_t<F&, Reading&>;
    std::optional<Result> result;
    run(viewer, [&](Reading& reading) { result.emplace(f(reading)); });
    return std::move(*result);
}

}  // namespace firstline
