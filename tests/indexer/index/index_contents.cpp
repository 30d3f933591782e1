#include "tests/indexer/index/index_contents.h"

#include <algorithm>

#include "indexer/format/generation.h"
#include "indexer/format/schema.h"

namespace firstline {

namespace {

IndexedDocument document_of(const Xapian::Document& document, const std::string& database) {
    IndexedDocument result;
    result.database = database;
    result.data = document.get_data();
    for (auto it = document.termlist_begin(); it != document.termlist_end(); ++it)
        result.terms[*it] = it.get_wdf();
    for (auto it = document.values_begin(); it != document.values_end(); ++it)
        if (it.get_valueno() != schema::kStampSlot && it.get_valueno() != schema::kDependsSlot)
            result.values[it.get_valueno()] = *it;
    return result;
}

template <class Map>
std::string keys_that_differ(const Map& a, const Map& b) {
    std::string text;
    const auto add = [&](const auto& key) {
        if constexpr (std::is_arithmetic_v<std::decay_t<decltype(key)>>)
            text += " " + std::to_string(key);
        else
            text += " '" + key + "'";
    };
    for (const auto& [key, value] : a)
        if (const auto other = b.find(key); other == b.end() || !(other->second == value))
            add(key);
    for (const auto& [key, value] : b)
        if (!a.contains(key))
            add(key);
    return text;
}

}  // namespace

StoredArticle IndexContents::article(const std::string& path) const {
    return decode_article(documents.at(path).data);
}

std::string IndexContents::database_of(const std::string& path) const {
    const auto found = documents.find(path);
    return found == documents.end() ? std::string() : found->second.database;
}

bool IndexContents::knows_word(const std::string& word) const {
    return std::any_of(spelling.begin(), spelling.end(),
                       [&](const auto& database) { return database.second.contains(word); });
}

IndexContents contents_of(const std::filesystem::path& index) {
    IndexContents contents;
    const auto folder = index_files::generation(index, current_generation(index).value());
    contents.manifest = read_manifest(folder);
    for (const auto& part : contents.manifest.databases) {
        const Xapian::Database database((folder / part.folder).string());
        for (auto it = database.postlist_begin(""); it != database.postlist_end(""); ++it) {
            const auto document = database.get_document(*it);
            contents.documents[document.get_value(schema::kPathSlot)] =
                document_of(document, part.folder);
            ++contents.document_count;
        }
        for (auto it = database.spellings_begin(); it != database.spellings_end(); ++it)
            contents.spelling[part.folder][*it] = it.get_termfreq();
    }
    for (const auto& problem : contents.manifest.problems)
        contents.problems.push_back(to_text(problem));
    std::sort(contents.problems.begin(), contents.problems.end());
    return contents;
}

std::string difference(const IndexContents& a, const IndexContents& b) {
    std::string text;
    if (a.document_count != a.documents.size() || b.document_count != b.documents.size())
        text += "a path stands twice\n";
    for (const auto& [path, document] : a.documents)
        if (const auto other = b.documents.find(path);
            other != b.documents.end() && !(other->second == document))
            text += path + ": " + document.database + " / " + other->second.database + " terms" +
                    keys_that_differ(document.terms, other->second.terms) + " values" +
                    keys_that_differ(document.values, other->second.values) +
                    (document.data == other->second.data ? "" : " data") + "\n";
    for (const auto& [path, document] : a.documents)
        if (!b.documents.contains(path))
            text += path + " only in the first\n";
    for (const auto& [path, document] : b.documents)
        if (!a.documents.contains(path))
            text += path + " only in the second\n";
    if (a.spelling != b.spelling)
        text += "spelling differs in" + keys_that_differ(a.spelling, b.spelling) + "\n";
    if (a.problems != b.problems)
        text += "problems differ\n";
    return text;
}

}  // namespace firstline
