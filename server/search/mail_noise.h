#pragma once

#include <string>
#include <string_view>

namespace firstline {

/// A line of a mail or ticket without addresses' hosts and runs of Base64 or hexadecimal digits.
std::string without_noise(std::string_view line);

}  // namespace firstline
