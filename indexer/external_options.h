#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "indexer/external/address_check.h"

namespace firstline {

/// `kb-indexer check --external`: its options, and the asking.
class ExternalOptions {
public:
    void add_to(CLI::App& check);

    bool asked_for() const { return asked_for_; }

    /// Asks, showing a person how far it is, until all is known or Ctrl-C; what is wrong, of these
    /// codes alone if there are any. Says on standard error how many were asked. Throws where the
    /// cache cannot be used.
    Problems ask(const ExternalLinks& links, const std::vector<std::string>& only) const;

private:
    bool asked_for_ = false;
    bool private_too_ = false;
    std::string cache_;
    unsigned pause_ = 1000;
    unsigned timeout_ = 20;
};

}  // namespace firstline
