#include "tests/bench/plain_texts.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include <xapian.h>

#include "indexer/format/generation.h"
#include "indexer/format/packing.h"
#include "indexer/format/stored_article.h"

namespace firstline {

namespace {

PlainText plain_text_of(const StoredArticle& article) {
    PlainText plain{.path = article.record.path, .title = article.record.title, .text = {}};
    plain.text = article.record.summary + '\n';
    for (const auto& alias : article.record.aliases)
        plain.text += alias + '\n';
    for (const auto& section : article.sections)
        plain.text += section.heading + '\n' + section.text + '\n';
    return plain;
}

}  // namespace

std::vector<PlainText> plain_texts_of(const std::filesystem::path& index) {
    const auto number = current_generation(index);
    if (!number)
        throw std::runtime_error("there is no index in " + index.string());
    const auto generation = index_files::generation(index, *number);
    std::vector<PlainText> texts;
    for (const auto& part : read_manifest(generation).databases) {
        const Xapian::Database database((generation / part.folder).string());
        for (auto document = database.postlist_begin(""); document != database.postlist_end("");
             ++document)
            texts.push_back(
                plain_text_of(decode_article(database.get_document(*document).get_data())));
    }
    std::sort(texts.begin(), texts.end(),
              [](const PlainText& a, const PlainText& b) { return a.path < b.path; });
    return texts;
}

void write_texts(const std::vector<PlainText>& texts, const std::filesystem::path& file) {
    Packer packer;
    packer.number(texts.size());
    for (const auto& text : texts) {
        packer.string(text.path);
        packer.string(text.title);
        packer.string(text.text);
    }
    std::ofstream(file, std::ios::binary) << packer.take();
}

std::vector<PlainText> read_texts(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    Unpacker unpacker(bytes);
    std::vector<PlainText> texts(unpacker.count());
    for (auto& text : texts) {
        text.path = unpacker.string();
        text.title = unpacker.string();
        text.text = unpacker.string();
    }
    return texts;
}

void index_plainly(const std::vector<PlainText>& texts, const std::filesystem::path& database) {
    Xapian::WritableDatabase writer(database.string(), Xapian::DB_CREATE);
    Xapian::TermGenerator generator;
    generator.set_stemmer(Xapian::Stem("english"));
    for (const auto& text : texts) {
        Xapian::Document document;
        generator.set_document(document);
        generator.index_text(text.title, 1, "S");
        generator.increase_termpos();
        generator.index_text(text.title);
        generator.increase_termpos();
        generator.index_text(text.text);
        document.set_data(text.text);
        writer.add_document(document);
    }
    writer.commit();
}

std::uint64_t bytes_below(const std::filesystem::path& folder) {
    std::uint64_t bytes = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file())
            bytes += entry.file_size();
    return bytes;
}

}  // namespace firstline
