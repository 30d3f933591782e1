#pragma once

#include <cstddef>
#include <string>

#include "indexer/article/problem.h"

namespace firstline {

/// Where a run says how far it is. Called from one thread at a time.
class Reporter {
public:
    virtual ~Reporter() = default;

    /// `doing` is what is done to articles: `reading`, `writing`. Called often; `done` only grows
    /// while `doing` stays the same.
    virtual void progress(const char* doing, std::size_t done, std::size_t total);
    /// Something a person should know: why a full build is made, who is waited for.
    virtual void message(const std::string& text);
    /// A problem of a file that this run read.
    virtual void problem(const Problem& problem);
};

}  // namespace firstline
