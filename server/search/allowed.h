#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "server/search/open_index.h"
#include "server/search/search_types.h"

namespace firstline {

/// Which articles pass a filter.
class Allowed {
public:
    Allowed(const Filter& filter, OpenIndex& index);

    bool operator()(Xapian::docid document) const {
        return passed_ == 0 || passes_[document] == passed_;
    }

private:
    void narrow(std::string_view prefix, const std::vector<std::string>& values);
    void narrow(const Condition& condition, std::size_t& to_verify);
    void keep(const std::vector<Xapian::docid>& documents);
    void drop(const std::vector<Xapian::docid>& documents);
    std::vector<Xapian::docid> with_any(const std::vector<std::string>& terms) const;
    std::vector<std::string> terms_of(const Condition& condition) const;

    OpenIndex& index_;
    std::vector<unsigned char> passes_;  ///< by document: how many of the demands so far
    unsigned char passed_ = 0;           ///< demands so far: facets and conditions
};

}  // namespace firstline
