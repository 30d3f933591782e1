#include "indexer/index/index_writer.h"

#include <algorithm>
#include <iterator>
#include <set>

#include <fmt/format.h>

#include "indexer/format/generation.h"
#include "indexer/format/schema.h"
#include "indexer/index/durable.h"
#include "indexer/index/kill_point.h"
#include "indexer/index/writer_lock.h"

namespace firstline {

namespace {

std::vector<std::string> stored_spelling(const Xapian::Document& document) {
    const std::string data = document.get_data();
    return spelling_words(decode_record(data), decode_sections(data));
}

/// Xapian counts words apart from documents: each must be taken out again by hand.
void change_spelling(Xapian::WritableDatabase& database, const std::vector<std::string>& old_words,
                     const std::vector<std::string>& new_words) {
    std::vector<std::string> words;
    std::set_difference(old_words.begin(), old_words.end(), new_words.begin(), new_words.end(),
                        std::back_inserter(words));
    for (const auto& word : words)
        database.remove_spelling(word);
    words.clear();
    std::set_difference(new_words.begin(), new_words.end(), old_words.begin(), old_words.end(),
                        std::back_inserter(words));
    for (const auto& word : words)
        database.add_spelling(word);
}

Xapian::WritableDatabase opened(const std::string& folder, int flags) {
    try {
        return Xapian::WritableDatabase(folder, flags | Xapian::DB_BACKEND_GLASS);
    } catch (const Xapian::DatabaseLockError& error) {
        throw IndexBusy(fmt::format("another program writes to {}: {}", folder, error.get_msg()));
    }
}

class ChangeWriter {
public:
    ChangeWriter(const Changes& changes, const Spill* spill,
                 const std::map<std::string, LengthSums>& sums, std::chrono::sys_seconds now,
                 IndexedState& state)
        : changes_(changes), spill_(spill), sums_(sums), now_(now), state_(state) {}

    void remove_what_leaves();
    void put_what_comes();

private:
    struct Work {
        std::vector<Xapian::docid> leaving;
        std::vector<std::string> leaving_paths;
        std::vector<const ReadArticle*> coming;
        std::vector<const Refresh*> refreshed;
    };

    Xapian::WritableDatabase open(std::size_t number) const;
    std::size_t find_or_add_database(const ReadArticle& article);
    void put(Xapian::WritableDatabase& database, std::size_t number, const ReadArticle& article);
    void refresh(Xapian::WritableDatabase& database, const Refresh& refreshed);
    void note_commit(std::size_t number, const Xapian::WritableDatabase& database, bool changed);

    const Changes& changes_;
    const Spill* spill_;
    const std::map<std::string, LengthSums>& sums_;
    const std::chrono::sys_seconds now_;
    IndexedState& state_;
};

Xapian::WritableDatabase ChangeWriter::open(std::size_t number) const {
    const auto folder = state_.folder / state_.manifest.databases[number].folder;
    // One without a revision is new: what lies there was left by a run that was killed.
    const bool is_new = state_.revisions[number] == 0;
    auto database =
        opened(folder.string(), is_new ? Xapian::DB_CREATE_OR_OVERWRITE : Xapian::DB_OPEN);
    if (is_new)
        sync_folder(state_.folder);
    return database;
}

void ChangeWriter::note_commit(std::size_t number, const Xapian::WritableDatabase& database,
                               bool changed) {
    state_.revisions[number] = database.get_revision();
    state_.manifest.databases[number].articles = database.get_doccount();
    if (changed)
        state_.manifest.databases[number].updated_at = now_;
}

void ChangeWriter::remove_what_leaves() {
    std::map<std::size_t, Work> by_database;
    const auto remove = [&](const IndexedFile& file) -> Work& {
        auto& work = by_database[file.database];
        work.leaving.push_back(file.document);
        return work;
    };
    for (const auto& stray : state_.strays)
        remove(stray);
    for (const auto& path : changes_.remove)
        remove(state_.files.at(path)).leaving_paths.push_back(path);
    for (const auto& article : changes_.put) {
        const auto known = state_.files.find(article.path);
        if (known != state_.files.end() &&
            known->second.database !=
                database_of(state_.manifest, article.audience, article.archived))
            remove(known->second).leaving_paths.push_back(article.path);
    }
    for (const auto& [number, work] : by_database) {
        auto database = open(number);
        database.begin_transaction();
        for (const auto document : work.leaving) {
            change_spelling(database, stored_spelling(database.get_document(document)), {});
            database.delete_document(document);
        }
        kill_point("mid-commit");
        database.commit_transaction();
        note_commit(number, database, true);
        for (const auto& path : work.leaving_paths)
            state_.files.erase(path);
    }
    state_.strays.clear();
}

std::size_t ChangeWriter::find_or_add_database(const ReadArticle& article) {
    auto& databases = state_.manifest.databases;
    if (const auto found = database_of(state_.manifest, article.audience, article.archived))
        return *found;
    databases.push_back({.audience = article.audience,
                         .archived = article.archived,
                         .folder = index_files::database_folder(article.audience, article.archived),
                         .averages = averages_for(article.audience, sums_)});
    state_.revisions.push_back(0);
    return databases.size() - 1;
}

void ChangeWriter::put(Xapian::WritableDatabase& database, std::size_t number,
                       const ReadArticle& article) {
    const auto analysed = decode_analysed(spill_->read(article.place));
    const auto document =
        make_document(analysed, state_.manifest.databases[number].averages, article.stamps);
    IndexedFile file{
        .database = number, .stamp = article.stamps.file, .depends = article.stamps.depends};
    take_values(file, analysed);
    if (const auto known = state_.files.find(article.path); known != state_.files.end()) {
        file.document = known->second.document;
        change_spelling(database, stored_spelling(database.get_document(file.document)),
                        analysed.spelling);
        database.replace_document(file.document, document);
    } else {
        change_spelling(database, {}, analysed.spelling);
        file.document = database.add_document(document);
    }
    state_.files[article.path] = std::move(file);
}

void ChangeWriter::refresh(Xapian::WritableDatabase& database, const Refresh& refreshed) {
    auto& file = state_.files.at(refreshed.path);
    // Only values differ, and of a document that was just fetched Xapian writes only what differs.
    Xapian::Document document = database.get_document(file.document);
    document.add_value(schema::kStampSlot, refreshed.stamps.file);
    document.add_value(schema::kDependsSlot, refreshed.stamps.depends);
    database.replace_document(file.document, document);
    file.stamp = refreshed.stamps.file;
    file.depends = refreshed.stamps.depends;
}

void ChangeWriter::put_what_comes() {
    std::map<std::size_t, Work> by_database;
    for (const auto& article : changes_.put)
        by_database[find_or_add_database(article)].coming.push_back(&article);
    for (const auto& refreshed : changes_.refresh)
        by_database[state_.files.at(refreshed.path).database].refreshed.push_back(&refreshed);
    for (const auto& [number, work] : by_database) {
        kill_point("between-commits");
        auto database = open(number);
        database.begin_transaction();
        for (const auto* article : work.coming)
            put(database, number, *article);
        for (const auto* refreshed : work.refreshed)
            refresh(database, *refreshed);
        kill_point("mid-commit");
        database.commit_transaction();
        note_commit(number, database, !work.coming.empty());
    }
}

}  // namespace

std::optional<std::size_t> database_of(const Manifest& manifest, const std::string& audience,
                                       bool archived) {
    const auto& databases = manifest.databases;
    const auto found =
        std::find_if(databases.begin(), databases.end(), [&](const SubDatabase& database) {
            return database.audience == audience && database.archived == archived;
        });
    if (found == databases.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - databases.begin());
}

void apply(const Changes& changes, const Spill* spill,
           const std::map<std::string, LengthSums>& sums, std::chrono::sys_seconds now,
           IndexedState& state) {
    ChangeWriter writer(changes, spill, sums, now, state);
    writer.remove_what_leaves();
    writer.put_what_comes();
}

}  // namespace firstline
