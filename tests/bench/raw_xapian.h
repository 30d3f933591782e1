#pragma once

#include <filesystem>
#include <string>

#include <xapian.h>

namespace firstline {

/// The least that a program does to search with Xapian alone, over what index_plainly() made: terms
/// of the body combined by OR, stemmed where Xapian thinks fit, no stop words; ten hits, each with
/// its document data and a snippet of the cheapest kind.
class RawXapian {
public:
    explicit RawXapian(const std::filesystem::path& database);

    /// Returns the bytes of all snippets, so that nothing is optimised away.
    std::size_t search(const std::string& query);
    /// The same with FLAG_PARTIAL: the last word stands for up to 100 that it begins.
    std::size_t search_as_typed(const std::string& query);

    /// Best hits without their snippets.
    Xapian::MSet hits(const std::string& query, unsigned flags = 0);
    static std::string snippet(const Xapian::MSet& hits, const std::string& text, unsigned flags);

private:
    std::size_t read(const Xapian::MSet& hits);

    Xapian::Database database_;
    Xapian::QueryParser parser_;
};

}  // namespace firstline
