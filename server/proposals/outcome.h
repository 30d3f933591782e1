#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "server/store/proposals.h"

namespace firstline {

/// What a proposal does to the text that it meets.
struct Outcome {
    enum class Kind {
        change,    ///< `text` is what comes of it
        there,     ///< the text is there already
        conflict,  ///< both changed the same lines, or gave a field of the front matter another
                   ///< value each; `text` has both, between marks
        gone       ///< it changes a file that is no longer there
    };

    Kind kind = Kind::change;
    std::optional<std::string> present;  ///< absent: there is no such file
    std::string text;
    bool merged = false;  ///< `present` is not the text that the proposal was made from
};

/// Whether it can only be changed, not accepted or applied.
inline bool is_stuck(const Outcome& outcome) {
    return outcome.kind == Outcome::Kind::conflict || outcome.kind == Outcome::Kind::gone;
}

Outcome outcome_of(const Proposal& proposal, const std::optional<std::string>& present);

/// The text of a file of the knowledge base, if there is such a file.
using TextAt = std::function<std::optional<std::string>(const std::string& path)>;

/// What comes of proposals one after the other, each upon what those before it left: those that
/// meet a conflict change nothing.
std::vector<Outcome> outcomes_of(const std::vector<Proposal>& proposals, const TextAt& text_at);

}  // namespace firstline
