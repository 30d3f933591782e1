#pragma once

#include <map>
#include <string>
#include <vector>

#include "server/store/events.h"
#include "server/store/proposals.h"
#include "tests/http/served_kb.h"
#include "tests/http/visitor.h"

namespace firstline {

/// A desk whose articles are kept by two teams: anna is an agent of one, ben of none, willi a
/// writer.
struct WriterDesk {
    explicit WriterDesk(
        ServedKb::Clock clock = [] { return ServedKb::kNoon; }, const ServedWith& with = {});

    Visitor somebody(const std::string& name, const std::string& role,
                     const std::vector<std::string>& groups = {});

    /// Three readers search for it, and find these articles without being sure.
    void missed(const std::string& query, const std::vector<std::string>& shown = {},
                int readers = 3);
    std::vector<Proposal> accepted();
    Proposal proposal(std::int64_t id);
    /// What was accepted comes into the knowledge base, and that is indexed.
    void merge();
    void write(const std::string& path, const std::string& text);
    void remove(const std::string& path);
    const std::string& text(const std::string& path) const { return texts.at(path); }

    std::map<std::string, std::string> texts;
    ServedKb kb;
    Visitor willi{kb.port()};
    Visitor anna{kb.port()};
    Visitor ben{kb.port()};
};

/// The number of the proposal that an answer leads to; 0 if it leads to none.
std::int64_t proposal_in(const Received& answer);

}  // namespace firstline
