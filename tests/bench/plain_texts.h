#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace firstline {

/// An article as an index holds it, without markup.
struct PlainText {
    std::string path;
    std::string title;
    std::string text;  ///< summary, aliases and sections, a line each
};

/// All articles of an index, by path. Throws as read_manifest() does.
std::vector<PlainText> plain_texts_of(const std::filesystem::path& index);

void write_texts(const std::vector<PlainText>& texts, const std::filesystem::path& file);
std::vector<PlainText> read_texts(const std::filesystem::path& file);

/// The least that a program does to make texts searchable with Xapian alone: one writer, stemmed
/// terms with positions from a TermGenerator, the title under a prefix, the text as document data,
/// no spelling.
void index_plainly(const std::vector<PlainText>& texts, const std::filesystem::path& database);

/// Bytes of all regular files below a folder.
std::uint64_t bytes_below(const std::filesystem::path& folder);

}  // namespace firstline
