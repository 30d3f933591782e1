#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "indexer/format/audit.h"
#include "server/insight/helpfulness.h"
#include "server/insight/text_eras.h"
#include "server/pages/board_view.h"
#include "server/pages/gap_view.h"
#include "server/proposals/text_diff.h"
#include "server/store/flags.h"
#include "server/store/proposals.h"

namespace firstline {

/// What readers named as the reason, and how many.
struct KnownReason {
    std::string label;
    std::size_t votes = 0;
};

/// In a reader's words, redacted.
struct KnownRemark {
    Date on{};
    std::string reason;  ///< its label; may be empty
    std::string words;
};

/// How readers fared with a text, and whose change made it.
struct KnownEra {
    TextEra era;
    std::optional<TextChange> change;  ///< as the history has it; absent: not known
};

struct KnownFlag {
    Flag flag;
    std::string reason;
};

/// All that is known of one article, for who writes.
struct ArticleKnown {
    BoardArticle article;
    Helpfulness votes;
    std::string helped;  ///< helped_line()
    std::vector<KnownReason> reasons;
    std::vector<KnownRemark> remarks;  ///< the newest first
    std::vector<KnownEra> eras;        ///< the latest first
    LeadingQueries queries;
    std::chrono::days window{0};       ///< of queries, tickets and readers
    std::vector<std::string> tickets;  ///< that it was linked into, the newest first
    std::vector<KnownFlag> flags;
    std::vector<Proposal> proposals;
    std::vector<NamedArticle> alike;
    std::vector<NamedArticle> linked_from;
    std::vector<NamedArticle> leads_to;
    std::vector<TextChange> changes;
    std::vector<std::string> findings;
    bool has_history = false;
    bool can_edit = false;
    Date today{};

    static constexpr std::size_t kMostRemarks = 20;
    static constexpr std::size_t kMostTickets = 10;
    static constexpr std::size_t kMostFindings = 100;
};

std::string known_page(const Pages& pages, const Frame& frame, const ArticleKnown& known);

/// Two articles beside each other.
struct ComparedArticles {
    NamedArticle first;
    NamedArticle second;
    TextDiff change;  ///< from the first to the second
    bool can_edit = false;
};

std::string compare_page(const Pages& pages, const Frame& frame, const ComparedArticles& compared);

}  // namespace firstline
