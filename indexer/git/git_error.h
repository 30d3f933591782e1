#pragma once

#include <stdexcept>

namespace firstline {

/// A repository that cannot be used as it is; what() says why, for the person who runs the command.
struct GitError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

}  // namespace firstline
