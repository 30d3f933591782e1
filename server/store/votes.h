#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/sqlite.h"

namespace firstline {

/// "Did this solve it?", answered. Belongs to the text that was read.
struct Vote {
    enum class Answer { yes, partly, no };

    std::int64_t id = 0;
    std::string token;                   ///< names the vote in forms that change it
    std::optional<std::string> visitor;  ///< absent: asked not to be followed; counted apart
    std::string article;                 ///< id
    std::string text_hash;               ///< of VotedText
    Answer answer = Answer::yes;
    std::string reason;            ///< key of a reason (vote_reasons.h); empty: none was given
    std::string step;              ///< which step failed, in the reader's words, redacted
    std::string comment;           ///< redacted
    std::string query;             ///< that led to the article, redacted; may be empty
    std::string topic;             ///< as Event::topic
    std::string type;              ///< of the article
    unsigned rank = 0;             ///< of the article for that query; 0: unknown
    bool asked = false;            ///< was asked "would you have asked the help desk?"
    std::string would_have_asked;  ///< `yes`, `no` or empty
    bool by_desk = false;          ///< by an agent, a writer, a lead or an admin
    bool seen = false;             ///< this visitor is known to have had the article's page open
    std::chrono::sys_seconds at{};
    std::chrono::sys_seconds changed{};
};

std::string_view name_of(Vote::Answer answer);
std::optional<Vote::Answer> answer_from(std::string_view name);

/// The text that was voted on, kept so that later changes can be weighed without git.
struct VotedText {
    std::string hash;
    std::string article;
    std::string text;  ///< as words, for material_change()
};

class VoteTable {
public:
    explicit VoteTable(Connection& connection) : connection_(connection) {}

    /// Adds the vote; if the same visitor voted on this text before, changes the answer in place
    /// and drops the reason of another answer. `id` and `changed` are not read. Returns the vote as
    /// it is kept.
    Vote put(const Vote& vote, const VotedText& text);
    std::optional<Vote> by_token(std::string_view token);
    /// Changes reason, step, comment and would_have_asked of the vote with this token.
    bool explain(const Vote& vote, std::chrono::sys_seconds when);
    /// Cast from `from` to before `until`, in their order.
    std::vector<Vote> between(std::chrono::sys_seconds from, std::chrono::sys_seconds until);
    std::vector<Vote> of_article(std::string_view article);
    /// Of one visitor, in their order.
    std::vector<Vote> of_visitor(std::string_view visitor);
    std::optional<VotedText> text(std::string_view hash);
    /// Keeps a text of which something else than a vote was said, unless it is kept.
    void keep_text(const VotedText& text, std::chrono::sys_seconds when);
    /// Those that learn from votes have not looked at since they were cast or changed.
    std::vector<Vote> not_learned();
    /// All of one article that came from a question, by visitors that are known.
    std::vector<Vote> with_question(std::string_view article);
    void set_learned(const std::vector<std::int64_t>& ids);

private:
    Connection& connection_;
};

}  // namespace firstline
