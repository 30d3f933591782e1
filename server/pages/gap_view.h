#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/insight/existing_answers.h"
#include "server/insight/gaps.h"
#include "server/insight/helpfulness.h"
#include "server/pages/pages.h"
#include "server/store/gap_dismissals.h"

namespace firstline {

/// An article that somebody may read.
struct NamedArticle {
    std::string id;
    std::string title;
    std::string url;
    State state = State::validated;
};

/// An alias that was accepted for a gap and is not merged yet.
struct AliasOnItsWay {
    std::int64_t proposal = 0;
    std::string title;   ///< of its article
    bool stuck = false;  ///< it meets a conflict, or its file is gone
};

NamedArticle named(const ArticleRecord& article);

struct ShownGap {
    Gap gap;
    GapKind kind = GapKind::nothing_found;  ///< `hidden` where only writers find the answer
    std::vector<NamedArticle> articles;     ///< the first is the one to mend; may be empty
    std::vector<AliasOnItsWay> aliases = {};
};

struct DismissedGap {
    ShownGap shown;
    GapDismissal dismissal;
};

struct GapsView {
    std::vector<ShownGap> gaps;
    std::vector<DismissedGap> dismissed;
    std::size_t closed = 0;  ///< of this window, that asking again closes
    std::string form_token;
    std::string thanks;
    bool can_edit = false;
    unsigned added = 0;  ///< proposal of the alias that was accepted just now
};

/// `Only weak results`
std::string_view gap_kind_label(GapKind kind);

std::string gaps_page(const Pages& pages, const Frame& frame, const GapsView& view);

/// An article whose readers were not helped.
struct FailingArticle {
    NamedArticle article;
    Helpfulness votes;
    std::size_t views90 = 0;
    std::size_t tickets = 0;      ///< sent after reading it, in kGapWindow
    std::size_t corrections = 0;  ///< by the desk, in 90 days
    /// The lower end of who were not helped, times readers.
    double weight() const;
};

struct UnfoundAnswer {
    NamedArticle article;
    AnsweredBy answered;
};

struct FailingView {
    std::vector<FailingArticle> articles;
    std::vector<UnfoundAnswer> unfound;
    std::size_t solved = 0;  ///< tickets that the desk solved
};

std::string failing_page(const Pages& pages, const Frame& frame, const FailingView& view);

}  // namespace firstline
