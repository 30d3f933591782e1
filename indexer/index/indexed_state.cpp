#include "indexer/index/indexed_state.h"

#include <algorithm>
#include <charconv>

#include "indexer/format/generation.h"
#include "indexer/format/schema.h"

namespace firstline {

namespace {

/// The blank-parted numbers of a value.
template <class... Numbers>
void read_numbers(const std::string& text, Numbers&... numbers) {
    const char* at = text.data();
    const char* const end = at + text.size();
    const auto read = [&](auto& number) {
        at = std::from_chars(at, end, number).ptr;
        at += at != end ? 1 : 0;
    };
    (read(numbers), ...);
}

void take_value(IndexedFile& file, Xapian::valueno slot, const std::string& value) {
    switch (slot) {
        case schema::kStampSlot: file.stamp = value; break;
        case schema::kDependsSlot: file.depends = value; break;
        case schema::kInputSlot: file.input = value; break;
        case schema::kNamesSlot: file.names = value; break;
        case schema::kLengthsSlot:
            read_numbers(value, file.lengths.body, file.lengths.title, file.lengths.pairs);
            break;
        case schema::kProblemsSlot: read_numbers(value, file.errors, file.warnings); break;
        default: break;
    }
}

/// Slots that IndexedFile is made of; each is stored as a stream of its own, read in one sweep.
constexpr auto kSlots = {schema::kStampSlot, schema::kDependsSlot, schema::kInputSlot,
                         schema::kNamesSlot, schema::kLengthsSlot, schema::kProblemsSlot};

void read_database(IndexedState& state, std::size_t number, const Xapian::Database& database) {
    std::unordered_map<Xapian::docid, IndexedFile*> by_document;
    by_document.reserve(database.get_doccount());
    const auto paths_end = database.valuestream_end(schema::kPathSlot);
    for (auto it = database.valuestream_begin(schema::kPathSlot); it != paths_end; ++it) {
        const auto [place, is_new] = state.files.try_emplace(*it);
        IndexedFile& file = is_new ? place->second : state.strays.emplace_back();
        file.database = number;
        file.document = it.get_docid();
        by_document[file.document] = &file;
    }
    for (const auto slot : kSlots) {
        const auto end = database.valuestream_end(slot);
        for (auto it = database.valuestream_begin(slot); it != end; ++it)
            if (const auto found = by_document.find(it.get_docid()); found != by_document.end())
                take_value(*found->second, slot, *it);
    }
}

Xapian::Database open_database(const std::filesystem::path& generation, const SubDatabase& part) {
    return Xapian::Database((generation / part.folder).string(), Xapian::DB_BACKEND_GLASS);
}

}  // namespace

IndexedState read_indexed_state(const std::filesystem::path& generation_folder) {
    IndexedState state;
    state.folder = generation_folder;
    state.manifest = read_manifest(generation_folder);
    std::vector<Xapian::Database> databases;
    std::size_t articles = 0;
    for (const auto& part : state.manifest.databases) {
        databases.push_back(open_database(generation_folder, part));
        articles += databases.back().get_doccount();
    }
    state.files.reserve(articles);
    for (std::size_t i = 0; i < databases.size(); ++i) {
        state.revisions.push_back(databases[i].get_revision());
        read_database(state, i, databases[i]);
    }
    return state;
}

bool is_current(const IndexedState& state, const std::filesystem::path& index) {
    const auto number = current_generation(index);
    if (number != state.manifest.generation)
        return false;
    const Manifest manifest = read_manifest(state.folder);
    if (manifest.edition != state.manifest.edition ||
        manifest.databases.size() != state.revisions.size())
        return false;
    for (std::size_t i = 0; i < manifest.databases.size(); ++i)
        if (open_database(state.folder, manifest.databases[i]).get_revision() != state.revisions[i])
            return false;
    return true;
}

void take_values(IndexedFile& file, const AnalysedArticle& article) {
    for (const auto& [slot, value] : article.values)
        take_value(file, slot, value);
}

std::vector<Names> all_names(const IndexedState& state) {
    std::vector<Names> all;
    all.reserve(state.files.size());
    for (const auto& [path, file] : state.files) {
        Names names{.path = path};
        std::size_t begin = 0;
        for (std::size_t number = 0; begin <= file.names.size(); ++number) {
            const std::size_t end =
                std::min(file.names.find(schema::kSeparator, begin), file.names.size());
            std::string name = file.names.substr(begin, end - begin);
            if (number == 0)
                names.id = std::move(name);
            else if (number == 1)
                names.slug = std::move(name);
            else
                names.redirect_from.push_back(std::move(name));
            begin = end + 1;
        }
        all.push_back(std::move(names));
    }
    std::sort(all.begin(), all.end(),
              [](const Names& a, const Names& b) { return a.path < b.path; });
    return all;
}

}  // namespace firstline
