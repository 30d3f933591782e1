#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server/store/store.h"

namespace firstline {

/// What was learned, for who has a connection and no store. Throws StoreError.
class LearnedPairTable {
public:
    explicit LearnedPairTable(Connection& connection) : connection_(connection) {}

    /// In the order in which they were learned; of one article if one is named.
    std::vector<LearnedPair> all(const std::optional<std::string>& article = std::nullopt);
    std::optional<LearnedPair> find(std::int64_t id);
    /// It comes back only with new evidence. False if there is no such pair.
    bool forget(std::int64_t id);

private:
    Connection& connection_;
};

}  // namespace firstline
