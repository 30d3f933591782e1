#pragma once

#include <map>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "tests/http/served_kb.h"
#include "tests/http/visitor.h"

namespace firstline {

using Fields = std::map<std::string, std::string>;

/// The article about jams.
inline constexpr const char* kJam =
    "---\ntitle: The printer has a paper jam\nid: KB0001\naudience: public\n---\n\n"
    "Open the flap.\n\nPull gently.\n\nClose the flap.\n\nPrint a test page.\n";

/// `text` with the first `from` replaced. Fails the test if there is none.
std::string changed(std::string text, const std::string& from, const std::string& to);

/// A desk with one article for all, one for a group and one that is a draft.
struct ProposalDesk {
    ProposalDesk();

    /// A change of the article about jams. The page that follows.
    Received propose(Visitor& who, const std::string& text, Fields more = {});
    /// Its address.
    std::string proposed(Visitor& who, const std::string& text, Fields more = {});
    Received decide(Visitor& who, const std::string& page, const std::string& what,
                    const std::string& word = "");

    ServedKb kb;
    Visitor anna{kb.port()};
    Visitor ben{kb.port()};
    Visitor willi{kb.port()};
};

/// As a script on one of the pages does.
Received post_json(Visitor& who, int port, const std::string& target, const std::string& body,
                   const std::string& type = "application/json");

/// What anna is shown of a text.
nlohmann::json preview_of(ProposalDesk& desk, const nlohmann::json& asked);

}  // namespace firstline
