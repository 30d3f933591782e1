#include "server/http/csv.h"

namespace firstline {

std::string csv_cell(std::string_view text) {
    constexpr std::string_view kFormula = "=+-@\t\r";
    std::string quoted = "\"";
    if (!text.empty() && kFormula.find(text.front()) != std::string_view::npos)
        quoted += '\'';
    for (const char c : text) {
        if (c == '"')
            quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

}  // namespace firstline
