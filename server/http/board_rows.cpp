#include "server/http/board_rows.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "indexer/text/dates.h"
#include "indexer/text/html.h"
#include "server/http/csv.h"
#include "server/pages/links.h"

namespace firstline {
namespace {

using Json = nlohmann::ordered_json;

Json article_json(const BoardArticle& article, bool can_edit) {
    Json reasons = Json::array();
    for (const StaleReason& reason : article.staleness.reasons)
        reasons.push_back(
            {{"key", reason.key}, {"points", reason.points}, {"sentence", reason.sentence}});
    const BoardAction action = board_action(article, can_edit);
    return {{"id", article.record.id},
            {"title", article.record.title},
            {"url", article_url(article.record.slug)},
            {"path", article.record.path},
            {"owner", article.keeper},
            {"points", article.staleness.points},
            {"priority", article.priority},
            {"views90", article.facts.views90},
            {"links90", article.facts.links90},
            {"critical", article.facts.critical},
            {"reasons", reasons},
            {"action", {{"label", action.label}, {"url", action.url}}}};
}

std::string sentences_of(const BoardArticle& article) {
    std::string text;
    for (const StaleReason& reason : article.staleness.reasons)
        text += (text.empty() ? "" : "; ") + reason.sentence;
    return text;
}

std::string entry(const BoardArticle& article, const BoardView& view, const std::string& base,
                  const std::string& monday) {
    const BoardAction action = board_action(article, view.can_edit);
    return fmt::format(
        "<entry><id>{}/writer#{}-{}</id><title>{}</title><updated>{}T00:00:00Z</updated>"
        "<link href=\"{}\"/><summary>{} of {} points. {}.</summary></entry>\n",
        escape(base).markup, encode_component(article.record.id), monday,
        escape(action.label + ": " + article.record.title).markup, monday,
        escape(base + action.url).markup, article.staleness.points, kStalest,
        escape(sentences_of(article)).markup);
}

}  // namespace

std::string board_json(const std::vector<BoardArticle>& articles, const BoardView& view) {
    Json list = Json::array();
    for (const BoardArticle& article : articles)
        list.push_back(article_json(article, view.can_edit));
    const Json json{{"today", iso_date(view.today)},
                    {"total", view.found},
                    {"page", view.query.page},
                    {"articles", list}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string board_csv(const std::vector<BoardArticle>& articles, const BoardView& view) {
    std::string text =
        "id,title,owner,type,state,points,priority,views90,links90,reasons,action,path\r\n";
    for (const BoardArticle& article : articles) {
        const ArticleRecord& record = article.record;
        text += fmt::format(
            "{},{},{},{},{},{},{:.1f},{},{},{},{},{}\r\n", csv_cell(record.id),
            csv_cell(record.title), csv_cell(article.keeper), csv_cell(record.type),
            csv_cell(state_name(record.state)), article.staleness.points, article.priority,
            article.facts.views90, article.facts.links90, csv_cell(sentences_of(article)),
            csv_cell(board_action(article, view.can_edit).label), csv_cell(record.path));
    }
    return text;
}

std::string board_atom(const BoardView& view, const std::string& base, const std::string& name,
                       std::chrono::sys_days monday) {
    const std::string day = iso_date(monday);
    const std::string self = escape(base + board_url(view.query, "/writer.atom")).markup;
    std::string xml = fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<id>{}</id><title>{}</title>"
        "<updated>{}T00:00:00Z</updated><author><name>{}</name></author>"
        "<link rel=\"self\" href=\"{}\"/><link href=\"{}\"/>\n",
        self, escape("What to fix first: " + name).markup, day, escape(name).markup, self,
        escape(base + board_url(view.query)).markup);
    for (const BoardGroup& group : view.groups)
        for (const BoardArticle& article : group.articles)
            xml += entry(article, view, base, day);
    return xml + "</feed>\n";
}

}  // namespace firstline
