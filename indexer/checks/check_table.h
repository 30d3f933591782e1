#pragma once

#include <span>
#include <string>
#include <string_view>

#include "indexer/checks/collection.h"

namespace firstline {

struct Check;

/// Takes what a check finds, under its code and with its severity.
class Found {
public:
    Found(const Check& check, Problems& problems) : check_(check), problems_(problems) {}

    void operator()(const std::string& path, int line, std::string message) const;

private:
    const Check& check_;
    Problems& problems_;
};

/// One thing that can be wrong with articles.
struct Check {
    std::string_view code;
    Severity severity;        ///< of what the loader reports: the usual one
    std::string_view what;    ///< is found, as a sentence
    std::string_view action;  ///< that mends it
    /// nullptr: found while the articles are read, and kept with them in the index.
    void (*find)(const Collection& articles, const Found& found) = nullptr;
};

/// All checks: what the loader reports, then what takes a look at all articles.
std::span<const Check> check_table();

/// nullptr for a code that no check has.
const Check* check_named(std::string_view code);

/// What mends a problem of this code.
std::string_view action_of(std::string_view code);

}  // namespace firstline
