#include "indexer/article/problem.h"

#include <fmt/format.h>

namespace firstline {

std::string to_text(const Problem& problem) {
    return fmt::format("{}:{}: {}: {}", problem.path, problem.line, severity_name(problem.severity),
                       problem.message);
}

const char* severity_name(Severity severity) {
    switch (severity) {
        case Severity::info: return "info";
        case Severity::warning: return "warning";
        case Severity::error: return "error";
    }
    return "error";
}

}  // namespace firstline
