#pragma once

#include <string>
#include <vector>

namespace firstline {

enum class Severity { info, warning, error };

/// Something wrong with a file of the knowledge base. Problems are values: they are collected, kept
/// with the article and shown to its writers; none of them stops a run.
struct Problem {
    std::string path;  ///< below the knowledge base, with forward slashes
    int line = 1;      ///< 1-based line of the file, front matter included
    Severity severity = Severity::warning;
    std::string code;  ///< short stable name of the kind, such as `unknown-key`
    std::string message;

    friend bool operator==(const Problem&, const Problem&) = default;
};

using Problems = std::vector<Problem>;

/// `path:line: severity: message`, the form compilers use and editors jump to.
std::string to_text(const Problem& problem);

/// `info`, `warning` or `error`.
const char* severity_name(Severity severity);

}  // namespace firstline
