#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/sqlite.h"

namespace firstline {

/// "Used, it was right."
struct ArticleUse {
    std::chrono::sys_seconds at{};
    std::string agent;      ///< name of the account
    std::string ticket;     ///< may be empty
    std::string article;    ///< id
    std::string text_hash;  ///< of the text that was right
};

/// Once for each agent and text: three agents who say so of one text are a review of it.
class ArticleUseTable {
public:
    explicit ArticleUseTable(Connection& connection) : connection_(connection) {}

    /// False if this agent said so of this text before.
    bool add(const ArticleUse& use);
    std::vector<ArticleUse> of_article(std::string_view article);
    std::vector<ArticleUse> of_agent(std::string_view agent, std::chrono::sys_seconds from);

private:
    Connection& connection_;
};

/// "This article is wrong", told to its owner.
struct Flag {
    enum class State { open, mended, declined };

    std::int64_t id = 0;
    std::chrono::sys_seconds at{};
    std::string agent;      ///< name of the account
    std::string article;    ///< id
    std::string title;      ///< as it was then
    std::string owner;      ///< key, as it was then; may be empty
    std::string text_hash;  ///< of the text that is wrong
    std::string reason;     ///< key of a row of flag_reasons()
    std::string other;      ///< `duplicate`: id of the other article
    std::string line;       ///< that is wrong, as it stood; may be empty
    std::string note;
    std::string ticket;  ///< that showed it; may be empty
    State state = State::open;
    std::string answered_by;
    std::optional<std::chrono::sys_seconds> answered;
    std::string answer;  ///< a word to who raised it
};

std::string_view name_of(Flag::State state);
std::optional<Flag::State> flag_state_from(std::string_view name);

class FlagTable {
public:
    explicit FlagTable(Connection& connection) : connection_(connection) {}

    /// Adds it as open; `id` is not read. While one that this agent raised for the same reason (and
    /// other article) is open, it goes on instead: with the lines, notes and tickets of both, of
    /// the later text and owner. Returns the id.
    std::int64_t put(const Flag& flag);
    std::optional<Flag> find(std::int64_t id);
    /// At most `most`: open ones the oldest first, answered ones by their answer, the newest first.
    std::vector<Flag> in_state(Flag::State state, unsigned most);
    std::vector<Flag> of_article(std::string_view article);
    /// The newest first.
    std::vector<Flag> of_agent(std::string_view agent, std::chrono::sys_seconds from);
    /// Ends a flag. False if it is not open any more.
    bool answer(std::int64_t id, Flag::State state, std::string_view by, std::string_view answer,
                std::chrono::sys_seconds when);
    /// Opens a flag again that was mended with this answer. False if it has another one, or none.
    bool reopen(std::int64_t id, std::string_view answer);

private:
    Connection& connection_;
};

}  // namespace firstline
