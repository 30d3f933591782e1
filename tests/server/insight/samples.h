#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "server/insight/visitor_problems.h"
#include "tests/support/moments.h"

namespace firstline {

/// What people did, told in short; then what it was made of, in the order of time.
struct Diary {
    std::vector<Event> events;
    std::vector<Vote> votes;
    std::vector<Ticket> tickets;

    /// The topic of a search is its words.
    Event& search(const std::string& visitor, int second, const std::string& query,
                  std::vector<std::string> shown = {"A"});
    /// A page that was opened, and left a minute later.
    void read(const std::string& visitor, int second, const std::string& article,
              const std::string& query = "", const std::string& type = "fix");
    Event& view(const std::string& visitor, int second, const std::string& article,
                const std::string& query = "", const std::string& type = "fix");
    Event& leave(const std::string& visitor, int second, const std::string& article,
                 int dwelt = 60);
    Event& door(const std::string& visitor, int second, const std::string& topic = "");
    Vote& vote(const std::string& visitor, int second, Vote::Answer answer,
               const std::string& article = "A", const std::string& topic = "");
    Ticket& ticket(const std::string& visitor, int second, const std::string& topic = "");

    std::vector<VisitorProblem> problems();

private:
    Event& event(Event::Kind kind, const std::string& visitor, int second);
};

inline constexpr int kDay = 24 * 3600;

}  // namespace firstline
