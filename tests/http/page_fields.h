#pragma once

#include <string>

#include "tests/http/client.h"

namespace firstline {

/// The value of a hidden field of a page; empty if there is none of this name.
inline std::string hidden(const Received& page, const std::string& name) {
    const std::string begin = "name=\"" + name + "\" value=\"";
    const auto at = page.body.find(begin);
    if (at == std::string::npos)
        return {};
    const auto value = at + begin.size();
    return page.body.substr(value, page.body.find('"', value) - value);
}

}  // namespace firstline
