#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "server/pages/pages.h"

namespace firstline {

/// What became of articles that were given an owner together.
struct AssignedView {
    struct Row {
        std::string title;  ///< or the id, of an article that is not there
        std::string url;    ///< empty likewise
        std::int64_t proposal = 0;
        std::string trouble;  ///< why it was not done; empty if it was
    };
    std::string owner;  ///< name
    std::vector<Row> rows;
    std::size_t more = 0;  ///< that were one too many at once, and were not looked at
};

std::string assigned_page(const Pages& pages, const Frame& frame, const AssignedView& view);

}  // namespace firstline
