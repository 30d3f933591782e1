#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server/insight/staleness.h"
#include "server/pages/pages.h"

namespace firstline {

/// An article on the board: what is known of it, and what follows.
struct BoardArticle {
    ArticleRecord record;
    std::string keeper;       ///< key of the owner; empty: nobody is named
    std::string keeper_name;  ///< empty likewise
    ArticleFacts facts;
    Staleness staleness;
    double priority = 0;
    std::optional<std::int64_t> retired_by;  ///< an accepted proposal that has yet to be merged
    bool is_assigned = false;              ///< the keeper was named here, and has yet to be merged
    std::vector<std::string> evidence;     ///< `line 12: there is no such file: ...`
    std::string alike;                     ///< id of an article with largely the same text
    std::optional<std::int64_t> proposal;  ///< an open one
};

/// What of the board is asked for. Empty: any; a keeper may be empty too, for nobody.
struct BoardQuery {
    enum class List { week, all };

    List list = List::week;
    std::optional<std::string> owner;
    std::string product;
    std::string type;
    std::string state;
    std::string reason;
    unsigned page = 1;
};

inline constexpr std::size_t kOfWeek = 10;     ///< at most, of one owner
inline constexpr std::size_t kBoardPage = 50;  ///< articles

/// A value that the board can be narrowed to, and of how many articles.
struct BoardChoice {
    std::string value;
    std::string name;
    std::size_t articles = 0;
};

struct BoardChoices {
    std::vector<BoardChoice> owners;
    std::vector<BoardChoice> products;
    std::vector<BoardChoice> types;
    std::vector<BoardChoice> states;
    std::vector<BoardChoice> reasons;
};

/// How long ago the articles of a product were reviewed: within half a year, a year, two years,
/// longer ago, never.
inline constexpr std::size_t kReviewAges = 5;
struct ReviewAges {
    std::string product;
    std::array<std::size_t, kReviewAges> articles{};

    std::size_t all() const;
};

struct BoardGroup {
    std::string key;
    std::string name;
    std::vector<BoardArticle> articles;
};

struct BoardView {
    BoardQuery query;
    std::vector<BoardGroup> groups;  ///< of `all` one without a name
    BoardChoices choices;
    std::vector<ReviewAges> ages;
    std::size_t found = 0;     ///< articles that the query lets through
    std::size_t articles = 0;  ///< that this viewer may read, sound ones too
    std::string definitions;   ///< URL of the manual's page; empty: it is not served here
    bool can_edit = false;
    std::vector<BoardChoice> assignable;  ///< owners, without counts; empty: none can be assigned
    std::string form_token;
    Date today{};
};

std::string board_page(const Pages& pages, const Frame& frame, const BoardView& view);

/// The address of this part of the board: `/writer?view=all&reason=flags`; `path` may be another
/// that takes the same, such as `/writer.csv`.
std::string board_url(const BoardQuery& query, const std::string& path = "/writer");

/// What to do first about an article, and where.
struct BoardAction {
    std::string label;
    std::string url;
};
BoardAction board_action(const BoardArticle& article, bool can_edit);

}  // namespace firstline
