#include "server/http/for_desk.h"

#include <algorithm>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "indexer/text/dates.h"
#include "server/http/params.h"
#include "server/http/text_holds.h"
#include "server/pages/links.h"
#include "server/store/flags.h"

namespace firstline {
namespace {

std::string date_of(std::chrono::sys_seconds moment) {
    return reader_date(std::chrono::floor<std::chrono::days>(moment));
}

void add_said(ForDesk& shown, Connection& connection, const Request& request,
              const StoredArticle& article) {
    const std::string& id = article.record.id;
    const UseReview review = use_review_of(connection, article);
    shown.used = used_line(review);
    if (review.reviewed)
        shown.reviewed = "Reviewed by use " + date_of(*review.reviewed);
    for (const ArticleUse& use : ArticleUseTable(connection).of_article(id))
        shown.said_so = shown.said_so || (use.agent == request.caller.name &&
                                          use.text_hash == article.details.content_hash);
    const auto flags = FlagTable(connection).of_article(id);
    const auto open = std::count_if(flags.begin(), flags.end(), [](const Flag& flag) {
        return flag.state == Flag::State::open;
    });
    if (open > 0) {
        shown.flags = fmt::format("{} open flag{}", open, open == 1 ? "" : "s");
        shown.flags_url = "/flags?article=" + encode_component(id);
    }
}

}  // namespace

bool is_at_desk(const Site& site, const Request& request) {
    return site.listening != nullptr && request.caller.is_person() &&
           request.caller.viewer.role >= Role::agent;
}

ForDesk for_desk(const Site& site, const Request& request, const StoredArticle& article) {
    ForDesk shown;
    shown.flag_url = "/flag/" + encode_component(article.record.id);
    shown.just_now = switch_from(request.target, "used");
    try {
        const auto lease = site.listening->store();
        add_said(shown, *lease, request, article);
    } catch (const StoreError& error) {
        spdlog::warn("what agents said of an article cannot be read error=\"{}\"", error.what());
    }
    return shown;
}

UseReview use_review_of(Connection& connection, const StoredArticle& article) {
    const auto uses = ArticleUseTable(connection).of_article(article.record.id);
    VoteTable texts(connection);
    return use_review_of(uses, holds_for(texts, article));
}

std::string used_line(const UseReview& review) {
    if (!review.last)
        return {};
    return fmt::format("Used by {} agent{}, last {}", review.agents, review.agents == 1 ? "" : "s",
                       date_of(*review.last));
}

}  // namespace firstline
