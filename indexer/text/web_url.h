#pragma once

#include <string_view>

namespace firstline {

/// Whether this is meant as the full address of a page: http or https, in small letters.
constexpr bool is_web_url(std::string_view text) {
    return text.starts_with("https://") || text.starts_with("http://");
}

}  // namespace firstline
