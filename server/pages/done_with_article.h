#pragma once

#include <chrono>
#include <string>

namespace firstline {

/// That an agent linked or used an article, as it is shown. Title and address are empty where the
/// article is gone, or not for who looks.
struct DoneWithArticle {
    std::string title;
    std::string url;
    std::string section;  ///< heading; empty: the whole article
    std::string ticket;   ///< may be empty
    std::chrono::sys_seconds at{};
    bool internal = false;
};

}  // namespace firstline
