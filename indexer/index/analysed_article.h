#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <xapian.h>

namespace firstline {

/// Lengths of the fields whose wdf holds a normalisation by length, in tokens.
struct FieldLengths {
    std::uint32_t body = 0;
    std::uint32_t title = 0;  ///< of the title alone: aliases are a gift, not a long title
    std::uint32_t pairs = 0;

    friend bool operator==(const FieldLengths&, const FieldLengths&) = default;
};

struct TermCount {
    std::string term;  ///< with its prefix
    std::uint32_t count = 0;
};

/// All that the index will hold of an article, but for what depends on the other articles (their
/// mean lengths) and on the file system (its stamps).
struct AnalysedArticle {
    std::string path;
    std::string audience;  ///< audience_key()
    bool archived = false;
    FieldLengths lengths;
    std::vector<TermCount> body;        ///< occurrences, sorted by term
    std::vector<TermCount> title;       ///< likewise
    std::vector<TermCount> pairs;       ///< likewise
    std::vector<TermCount> grams;       ///< likewise
    std::vector<TermCount> others;      ///< wdf as it will be, sorted by term; 0: only a filter
    std::vector<std::string> spelling;  ///< words to add to the dictionary, sorted
    std::vector<std::pair<Xapian::valueno, std::string>> values;  ///< without the stamps
    std::string data;                                             ///< encode(StoredArticle)
};

/// For the spill file of a run; the form is private to these two.
std::string encode(const AnalysedArticle& article);
AnalysedArticle decode_analysed(std::string_view bytes);

}  // namespace firstline
