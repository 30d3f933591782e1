#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/checks/collection.h"

namespace firstline {

struct Check;

/// What a look at all articles found in one of them.
struct Finding {
    Problem problem;
    std::string other;  ///< id of another article that the message speaks of; may be empty

    friend bool operator==(const Finding&, const Finding&) = default;
};

using Findings = std::vector<Finding>;

/// Takes what a check finds, under its code and with its severity.
class Found {
public:
    Found(const Check& check, Findings& findings) : check_(check), findings_(findings) {}

    void operator()(const std::string& path, int line, std::string message) const;

    /// As above, where the message speaks of `other`: of its path, its title, its words, or that
    /// there is one. Who may not read that article is not shown the message.
    void about(const Article& other, const std::string& path, int line, std::string message) const;

private:
    const Check& check_;
    Findings& findings_;
};

/// One thing that can be wrong with articles.
struct Check {
    std::string_view code;
    Severity severity;        ///< of what the loader reports: the usual one
    std::string_view what;    ///< is found, as a sentence
    std::string_view action;  ///< that mends it
    /// nullptr: found while the articles are read, and kept with them in the index.
    void (*find)(const Collection& articles, const Found& found) = nullptr;
    bool from_git = false;  ///< looks at CheckedArticle::history
};

/// All checks: what the loader reports, then what takes a look at all articles.
std::span<const Check> check_table();

/// nullptr for a code that no check has.
const Check* check_named(std::string_view code);

/// What mends a problem of this code.
std::string_view action_of(std::string_view code);

}  // namespace firstline
