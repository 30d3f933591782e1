#include "server/store/text_list.h"

#include <algorithm>

#include <fmt/format.h>

namespace firstline {

namespace {

std::vector<std::string> parted(std::string_view text, char gap) {
    std::vector<std::string> list;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find(gap, at), text.size());
        list.emplace_back(text.substr(at, end - at));
        at = end + 1;
    }
    return list;
}

}  // namespace

std::string to_column(std::span<const std::string> list) {
    return fmt::format("{}", fmt::join(list, ","));
}

std::vector<std::string> list_from_column(std::string_view column) {
    return parted(column, ',');
}

std::string to_lines(std::span<const std::string> list) {
    return fmt::format("{}", fmt::join(list, "\n"));
}

std::vector<std::string> list_from_lines(std::string_view column) {
    return parted(column, '\n');
}

}  // namespace firstline
