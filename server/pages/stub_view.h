#pragma once

#include <string>
#include <vector>

#include "server/pages/pages.h"

namespace firstline {

/// An article begun from a ticket.
struct StubView {
    std::string path;
    std::string text;
    std::string ticket;
    std::vector<Hit> near;  ///< articles that are nearly the same
    bool can_edit = false;  ///< changes can be proposed
};

std::string stub_page(const Pages& pages, const Frame& frame, const StubView& view);

}  // namespace firstline
