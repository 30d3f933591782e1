#pragma once

#include <string_view>

#include "server/store/proposals.h"

namespace firstline {

/// `Rejected`
std::string_view fate_label(Proposal::State state);

}  // namespace firstline
