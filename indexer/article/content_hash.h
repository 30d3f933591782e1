#pragma once

#include <string>
#include <string_view>

namespace firstline {

/// Hash of an article's body, the same whether its lines end in `\n` or `\r\n`.
std::string content_hash(std::string_view body);

}  // namespace firstline
