#include <algorithm>
#include <utility>

#include "server/http/answer_from_index.h"
#include "server/http/board.h"
#include "server/http/board_rows.h"
#include "server/http/handlers.h"
#include "server/http/params.h"
#include "server/http/private_page.h"
#include "server/http/team.h"
#include "server/insight/weeks.h"
#include "server/pages/links.h"

namespace firstline {
namespace {

/// Where the manual that explains the board stands, if its articles are served here too.
constexpr const char* kManual = "firstline/board";

Reply kept_by_nobody(std::string body, const char* content_type) {
    Reply reply;
    reply.content_type = content_type;
    reply.body = std::move(body);
    reply.headers = {{"Cache-Control", kKeepNothing}, {"X-Robots-Tag", "noindex"}};
    return reply;
}

/// Of `all`, what the query asks for, and what a page says around it.
std::vector<BoardArticle> narrow(BoardView& view, std::vector<BoardArticle> all) {
    view.articles = all.size();
    std::erase_if(all, [&](const auto& article) { return !is_asked_for(article, view.query); });
    view.found = all.size();
    return all;
}

BoardView view_of(const Site& site, const BoardQuery& query) {
    BoardView view{.query = query};
    view.can_edit = site.source != nullptr;
    view.today = std::chrono::floor<std::chrono::days>(site.now());
    return view;
}

std::vector<BoardArticle> page_of(std::vector<BoardArticle> articles, unsigned page) {
    const std::size_t begin = std::min(articles.size(), (page - 1) * kBoardPage);
    const std::size_t end = std::min(articles.size(), begin + kBoardPage);
    return {std::make_move_iterator(articles.begin() + static_cast<std::ptrdiff_t>(begin)),
            std::make_move_iterator(articles.begin() + static_cast<std::ptrdiff_t>(end))};
}

void add_groups(BoardView& view, std::vector<BoardArticle> found, const Request& request,
                const KnowledgeBase& kb) {
    if (view.query.list == BoardQuery::List::week)
        view.groups = this_week(std::move(found), team_of(request.caller, kb));
    else
        view.groups = {{{}, {}, page_of(std::move(found), view.query.page)}};
}

std::vector<BoardChoice> assignable_owners(const KnowledgeBase& kb) {
    std::vector<BoardChoice> owners;
    for (const Owner& owner : kb.owners)
        if (owner.active)
            owners.push_back({owner.key, owner.name.empty() ? owner.key : owner.name, 0});
    std::sort(owners.begin(), owners.end(),
              [](const BoardChoice& a, const BoardChoice& b) { return a.name < b.name; });
    return owners;
}

}  // namespace

Reply show_board(const Site& site, const Request& request, const std::string& /*rest*/) {
    const BoardQuery query = board_query_from(request.target, false);
    return private_page(site, request, 200, [&](const Frame& frame, Reading& reading) {
        BoardView view = view_of(site, query);
        view.form_token = frame.form_token;
        if (!view.form_token.empty() && view.can_edit && site.listening != nullptr)
            view.assignable = assignable_owners(reading.manifest().kb);
        auto all = board_of(site, reading);
        view.choices = choices_among(all);
        if (query.list == BoardQuery::List::all)
            view.ages = review_ages_of(all, view.today);
        add_groups(view, narrow(view, std::move(all)), request, reading.manifest().kb);
        const Found manual = reading.find(kManual);
        if (manual.kind == Found::Kind::article)
            view.definitions = article_url(manual.article.record.slug);
        return board_page(site.pages, frame, view);
    });
}

Reply send_board_csv(const Site& site, const Request& request, const std::string& /*rest*/) {
    BoardView view = view_of(site, board_query_from(request.target, false));
    const auto text = site.library.ask(viewer_of(request), [&](Reading& reading) {
        return board_csv(narrow(view, board_of(site, reading)), view);
    });
    Reply reply = kept_by_nobody(text, "text/csv; charset=utf-8");
    reply.headers.emplace_back("Content-Disposition", "attachment; filename=\"what-to-fix.csv\"");
    return reply;
}

Reply send_board_feed(const Site& site, const Request& request, const std::string& /*rest*/) {
    BoardQuery query = board_query_from(request.target, false);
    query.list = BoardQuery::List::week;
    const std::string base = base_url_of(site, request);
    if (base.empty())
        throw BadRequest("This address needs a Host header with a plain host name.");
    return site.library.ask(viewer_of(request), [&](Reading& reading) {
        BoardView view = view_of(site, query);
        const KnowledgeBase& kb = reading.manifest().kb;
        add_groups(view, narrow(view, board_of(site, reading)), request, kb);
        return kept_by_nobody(board_atom(view, base, kb.name, monday_of(site.now())),
                              "application/atom+xml");
    });
}

Reply api_board(const Site& site, const Request& request, const std::string& /*rest*/) {
    const BoardQuery query = board_query_from(request.target, true);
    return site.library.ask(viewer_of(request), [&](Reading& reading) {
        BoardView view = view_of(site, query);
        auto found = narrow(view, board_of(site, reading));
        return kept_by_nobody(board_json(page_of(std::move(found), query.page), view),
                              "application/json");
    });
}

}  // namespace firstline
