#include "indexer/index/full_build.h"

#include <algorithm>
#include <mutex>
#include <unordered_map>

#include <fmt/format.h>
#include <xapian.h>

#include "indexer/format/generation.h"
#include "indexer/index/kill_point.h"
#include "indexer/index/parallel.h"

namespace firstline {

namespace {

/// Fewer articles than this are written sooner by one writer than by two and a merge.
constexpr std::size_t kWorthSharding = 400;

/// Bytes of spilled articles that one writer takes, if that is enough. Its postings wait in memory
/// and reach disk in one piece: four megabytes of spill take about twenty of memory, and larger
/// pieces were no faster, since merging is cheaper than inserting into a growing tree.
constexpr std::uint64_t kLargestShard = 4ULL << 20U;

/// A merge holds seven files open for each piece.
constexpr std::size_t kMostShards = 96;

struct Part {
    SubDatabase database;
    std::vector<const ReadArticle*> articles;
};

/// A run of one part's articles that one writer writes.
struct Shard {
    const Part* part = nullptr;
    std::filesystem::path folder;
    std::size_t begin = 0;
    std::size_t end = 0;
};

std::vector<Part> parts_of(const DatabasesJob& job) {
    std::map<std::pair<std::string, bool>, Part> parts;
    for (const auto& article : job.articles)
        parts[{article.audience, article.archived}].articles.push_back(&article);
    std::vector<Part> result;
    for (auto& [key, part] : parts) {
        part.database = {.audience = key.first,
                         .archived = key.second,
                         .folder = index_files::database_folder(key.first, key.second),
                         .averages = averages_for(key.first, job.sums),
                         .articles = part.articles.size()};
        result.push_back(std::move(part));
    }
    return result;
}

/// Cuts a part into pieces of about equal size.
std::vector<Shard> shards_of(const Part& part, const std::filesystem::path& folder) {
    std::uint64_t total = 0;
    for (const auto* article : part.articles)
        total += article->place.size;
    std::size_t count = 1;
    if (part.articles.size() >= kWorthSharding)
        count = std::clamp<std::size_t>(total / kLargestShard + 1, all_processors(),
                                        std::max(kMostShards, all_processors()));
    std::vector<Shard> shards;
    std::uint64_t taken = 0;
    for (std::size_t i = 0, begin = 0; i < part.articles.size(); ++i) {
        taken += part.articles[i]->place.size;
        const bool last = i + 1 == part.articles.size();
        if (!last && taken * count < total * (shards.size() + 1))
            continue;
        shards.push_back({&part, folder / part.database.folder, begin, i + 1});
        begin = i + 1;
    }
    if (shards.size() > 1)
        for (std::size_t i = 0; i < shards.size(); ++i)
            shards[i].folder += fmt::format(".piece-{}", i);
    return shards;
}

class Writers {
public:
    Writers(const DatabasesJob& job, std::size_t articles) : job_(job), total_(articles) {}

    void write(const Shard& shard) {
        // Durability comes from one sync of the whole generation before it is published.
        Xapian::WritableDatabase database(shard.folder.string(), kNewDatabase);
        std::unordered_map<std::string, Xapian::termcount> spelling;
        for (std::size_t i = shard.begin; i < shard.end; ++i) {
            if (job_.should_stop && job_.should_stop())
                throw Stopped{};
            kill_point("mid-write");
            const auto& article = *shard.part->articles[i];
            const auto analysed = decode_analysed(job_.spill.read(article.place));
            database.add_document(
                make_document(analysed, shard.part->database.averages, article.stamps));
            for (const auto& word : analysed.spelling)
                ++spelling[word];
            const std::lock_guard lock(reporting_);
            job_.reporter.progress("writing", ++done_, total_);
        }
        for (const auto& [word, count] : spelling)
            database.add_spelling(word, count);
        database.commit();
    }

private:
    static constexpr int kNewDatabase =
        Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS | Xapian::DB_NO_SYNC | Xapian::DB_DANGEROUS;

    const DatabasesJob& job_;
    const std::size_t total_;
    std::mutex reporting_;
    std::size_t done_ = 0;
};

void merge(const std::vector<Shard>& shards, const std::filesystem::path& folder) {
    if (shards.size() < 2)
        return;
    kill_point("before-compact");
    Xapian::Database pieces;
    for (const auto& shard : shards)
        pieces.add_database(Xapian::Database(shard.folder.string(), Xapian::DB_BACKEND_GLASS));
    pieces.compact(folder.string());
    pieces.close();
    for (const auto& shard : shards)
        std::filesystem::remove_all(shard.folder);
}

}  // namespace

std::vector<SubDatabase> write_databases(const DatabasesJob& job) {
    const auto parts = parts_of(job);
    std::vector<std::vector<Shard>> shards_by_part;
    std::vector<Shard> shards;
    for (const auto& part : parts) {
        shards_by_part.push_back(shards_of(part, job.folder));
        shards.insert(shards.end(), shards_by_part.back().begin(), shards_by_part.back().end());
    }
    Writers writers(job, job.articles.size());
    for_each_in_parallel(shards.size(), all_processors(),
                         [&](std::size_t, std::size_t i) { writers.write(shards[i]); });
    for_each_in_parallel(parts.size(), all_processors(), [&](std::size_t, std::size_t i) {
        merge(shards_by_part[i], job.folder / parts[i].database.folder);
    });
    std::vector<SubDatabase> databases;
    databases.reserve(parts.size());
    for (const auto& part : parts)
        databases.push_back(part.database);
    return databases;
}

}  // namespace firstline
