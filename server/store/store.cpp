#include "server/store/store.h"

#include <system_error>

#include <fmt/format.h>
#include <unistd.h>

#include "indexer/text/tokens.h"
#include "server/store/learned_pairs.h"
#include "server/store/migrations.h"

namespace firstline {

namespace {

Connection made(const std::filesystem::path& file) {
    std::error_code error;
    if (file.has_parent_path())
        std::filesystem::create_directories(file.parent_path(), error);
    if (error)
        throw StoreError(fmt::format("the folder of the store {} cannot be made: {}", file.string(),
                                     error.message()));
    return {file, Connection::Open::create};
}

}  // namespace

Store::Store(Connection connection) : connection_(std::move(connection)) {
    migrate(connection_);
    // Last, since it changes the file.
    connection_.use_write_ahead_log();
}

Store::Store(const std::filesystem::path& file) : Store(made(file)) {}

std::optional<Store> Store::if_exists(const std::filesystem::path& file) {
    std::error_code error;
    const bool there = std::filesystem::exists(file, error);
    if (error)
        throw StoreError(
            fmt::format("the store {} cannot be looked for: {}", file.string(), error.message()));
    if (!there)
        return std::nullopt;
    return Store(Connection(file, Connection::Open::existing));
}

std::size_t Store::learn(std::span<const Taught> taught, std::chrono::sys_seconds when) {
    const auto all = [&] { return connection_.number("SELECT count(*) FROM learned_pairs"); };
    Transaction transaction(connection_);
    const auto before = all();
    Statement insert(connection_,
                     "INSERT INTO learned_pairs"
                     " (question, normalised, article, source, first_at, last_at, count)"
                     " VALUES (?1, ?2, ?3, ?4, ?5, ?5, 1)"
                     " ON CONFLICT (normalised, article, source) DO UPDATE SET"
                     " question = ?1, last_at = max(last_at, ?5), count = count + 1");
    for (const Taught& one : taught) {
        const std::string normalised = folded_words(one.question);
        if (normalised.empty())
            continue;
        insert.bind(1, one.question)
            .bind(2, normalised)
            .bind(3, one.article)
            .bind(4, one.source)
            .bind(5, std::int64_t{when.time_since_epoch().count()})
            .run();
    }
    const auto added = all() - before;
    transaction.commit();
    return static_cast<std::size_t>(added);
}

bool Store::contradict(std::int64_t id) {
    Statement(connection_, "UPDATE learned_pairs SET contradicted = contradicted + 1 WHERE id = ?1")
        .bind(1, id)
        .run();
    return connection_.changed() == 1;
}

bool Store::forget(std::int64_t id) {
    return LearnedPairTable(connection_).forget(id);
}

std::vector<LearnedPair> Store::learned(const std::optional<std::string>& article) {
    return LearnedPairTable(connection_).all(article);
}

std::int64_t Store::version() {
    return connection_.number("PRAGMA data_version");
}

void Store::backup(const std::filesystem::path& file) {
    std::filesystem::path beside = file;
    beside += fmt::format(".new-{}", getpid());
    std::error_code error;
    try {
        connection_.copy_to(beside);
        std::filesystem::rename(beside, file);
    } catch (const std::filesystem::filesystem_error& failure) {
        std::filesystem::remove(beside, error);
        throw StoreError(fmt::format("the copy {} cannot be written: {}", file.string(),
                                     failure.code().message()));
    } catch (const StoreError&) {
        std::filesystem::remove(beside, error);
        throw;
    }
}

}  // namespace firstline
