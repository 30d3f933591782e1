#include "server/store/text_list.h"

#include <algorithm>

#include <fmt/format.h>

namespace firstline {

std::string to_column(std::span<const std::string> list) {
    return fmt::format("{}", fmt::join(list, ","));
}

std::vector<std::string> list_from_column(std::string_view column) {
    std::vector<std::string> list;
    for (std::size_t at = 0; at < column.size();) {
        const auto end = std::min(column.find(',', at), column.size());
        list.emplace_back(column.substr(at, end - at));
        at = end + 1;
    }
    return list;
}

}  // namespace firstline
