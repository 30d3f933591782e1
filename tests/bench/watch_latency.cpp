#include "tests/bench/watch_latency.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <thread>

#include <xapian.h>

#include "indexer/format/generation.h"
#include "indexer/format/schema.h"
#include "indexer/format/terms.h"
#include "indexer/text/language.h"

namespace firstline {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

/// Reads an index as a server would: follows its generations, opens its databases again.
class Reader {
public:
    explicit Reader(std::filesystem::path index) : index_(std::move(index)) {}

    bool finds(const std::string& term) {
        follow();
        return std::any_of(databases_.begin(), databases_.end(), [&](Xapian::Database& database) {
            try {
                database.reopen();
                return database.term_exists(term);
            } catch (const Xapian::DatabaseModifiedError&) {
                return false;  // overtaken by a writer: the next look sees it
            }
        });
    }

private:
    void follow() {
        const auto number = current_generation(index_);
        if (number == generation_)
            return;
        databases_.clear();
        generation_ = number;
        if (!number)
            return;
        const auto folder = index_files::generation(index_, *number);
        for (const auto& part : read_manifest(folder).databases)
            databases_.emplace_back((folder / part.folder).string());
    }

    std::filesystem::path index_;
    std::optional<std::uint64_t> generation_;
    std::vector<Xapian::Database> databases_;
};

/// Nothing but small letters, so that it is one token without pieces.
std::string word_of(unsigned number) {
    std::string word = "zqx";
    for (int digit = 0; digit < 4; ++digit, number /= 20)
        word += "bcdfghjklmnpqrtvwxzk"[number % 20];
    return word;
}

void save(const std::filesystem::path& article, const std::string& word, bool by_rename) {
    if (!by_rename) {
        std::ofstream(article, std::ios::app | std::ios::binary) << "\n\n" << word << '\n';
        return;
    }
    auto beside = article;
    beside += ".saving";
    std::filesystem::copy_file(article, beside, std::filesystem::copy_options::overwrite_existing);
    std::ofstream(beside, std::ios::app | std::ios::binary) << "\n\n" << word << '\n';
    std::filesystem::rename(beside, article);
}

/// Milliseconds until `term` is found, or nothing after `limit`.
std::optional<double> await(Reader& reader, const std::string& term, Clock::time_point start,
                            std::chrono::seconds limit) {
    while (!reader.finds(term)) {
        if (Clock::now() - start > limit)
            return std::nullopt;
        // Short beside what is measured, long enough to leave the two cores to the indexer.
        std::this_thread::sleep_for(1ms);
    }
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

}  // namespace

WatchedSaves measure_saves(const std::filesystem::path& kb, const std::filesystem::path& index,
                           const std::vector<std::string>& paths, unsigned saves) {
    Reader reader(index);
    Language language("english");
    const auto term_for = [&](unsigned number) {
        return term(schema::kBody, language.stem(word_of(number)));
    };

    // The watcher is ready when it has found a first save, which does not count.
    const auto first = Clock::now();
    save(kb / paths.front(), word_of(0), false);
    if (!await(reader, term_for(0), first, 60s))
        throw std::runtime_error("kb-indexer watch did not find a saved file within a minute");

    WatchedSaves result;
    for (unsigned i = 1; i <= saves; ++i) {
        // People save one file at a time: the one before is done.
        std::this_thread::sleep_for(150ms);
        const auto start = Clock::now();
        save(kb / paths[i * (paths.size() - 1) / saves], word_of(i), i % 2 == 0);
        if (const auto milliseconds = await(reader, term_for(i), start, 10s))
            result.milliseconds.push_back(*milliseconds);
        else
            ++result.lost;
    }
    return result;
}

}  // namespace firstline
