#include "server/pages/solved_data.h"

#include <utility>

#include "server/listen/vote_reasons.h"
#include "server/pages/links.h"

namespace firstline {

namespace {

void add_answers(PageData& data, const SolvedView& view) {
    struct Choice {
        Vote::Answer answer;
        const char* label;
    };
    std::vector<PageData> choices;
    for (const auto& [answer, label] :
         {Choice{Vote::Answer::yes, "Yes"}, Choice{Vote::Answer::partly, "Partly"},
          Choice{Vote::Answer::no, "No"}}) {
        PageData choice;
        choice.text("value", name_of(answer))
            .text("label", label)
            .flag("chosen", view.vote && view.vote->answer == answer);
        choices.push_back(std::move(choice));
    }
    data.list("answers", choices);
}

void add_reasons(PageData& data, const Vote& vote) {
    std::vector<PageData> reasons;
    for (const VoteReason& reason : vote_reasons()) {
        PageData item;
        item.text("value", reason.key)
            .text("label", reason.label)
            .flag("chosen", vote.reason == reason.key);
        reasons.push_back(std::move(item));
    }
    data.list("reasons", reasons);
}

const char* question_about(const std::string& reason) {
    if (reason == "step")
        return "Which step, and what happened instead?";
    if (reason == "outdated")
        return "What is wrong or out of date?";
    if (reason == "not-mine")
        return "What is your problem about?";
    return "Would you like to say more?";
}

void add_vote(PageData& data, const Vote& vote) {
    const bool yes = vote.answer == Vote::Answer::yes;
    const bool said_more = !vote.comment.empty() || !vote.step.empty();
    data.text("vote", vote.token)
        .flag("yes", yes)
        .flag("stuck", !yes)
        .flag("reason_given", !vote.reason.empty())
        .flag("ask_more", !yes && !vote.reason.empty() && !said_more)
        .flag("said_more", said_more)
        .text("question", question_about(vote.reason))
        .text("more_name", vote.reason == "step" ? "step" : "comment")
        .flag("ask_would", yes && vote.asked && vote.would_have_asked.empty())
        .flag("told_would", !vote.would_have_asked.empty());
    add_reasons(data, vote);
}

}  // namespace

void add_solved(PageData& data, const SolvedView& view) {
    add_answers(data, view);
    std::vector<PageData> instead;
    for (const ArticleRecord& article : view.instead) {
        PageData item;
        item.text("title", article.title)
            .text("url", article_url(article.slug))
            .text("summary", article.summary);
        instead.push_back(std::move(item));
    }
    data.text("solved_article", view.article)
        .text("solved_text", view.text_hash)
        .text("solved_path", view.path)
        .text("solved_trouble", view.trouble)
        .flag("voted", view.vote.has_value())
        .list("instead", instead);
    if (view.vote)
        add_vote(data, *view.vote);
}

}  // namespace firstline
