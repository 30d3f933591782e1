#include "server/http/solving_articles.h"

#include <chrono>
#include <set>

namespace firstline {
namespace {

bool was_stale(const ArticleRecord& article, std::chrono::sys_seconds at) {
    const auto day = std::chrono::floor<std::chrono::days>(at);
    if (article.expires && *article.expires <= day)
        return true;
    // Reviewed since, what it was then is not known.
    return article.reviewed && article.review_every && *article.reviewed <= day &&
           *article.reviewed + *article.review_every < day;
}

/// Who was signed in is an employee at least; of which groups is not kept, so they may be of any.
/// Of somebody who did not write here nothing is known.
bool could_read(const Ticket& ticket, const ArticleRecord& article) {
    if (ticket.account.empty())
        return !ticket.visitor || may_read({}, article.audience);
    return !article.audience.groups.empty() || may_read({Role::employee, {}}, article.audience);
}

}  // namespace

RecordsById solving_articles(const Site& site, const std::vector<Ticket>& tickets) {
    std::set<std::string> ids;
    for (const Ticket& ticket : tickets)
        if (!ticket.solved_by.empty())
            ids.insert(ticket.solved_by);
    const auto records = site.library.ask(Viewer{Role::admin, {}}, [&](Reading& reading) {
        return reading.records({ids.begin(), ids.end()});
    });
    RecordsById found;
    for (const ArticleRecord& record : records)
        found.emplace(record.id, record);
    return found;
}

ArticleLookup lookup_in(const RecordsById& records) {
    const auto record = [&records](std::string_view id) -> const ArticleRecord* {
        const auto found = records.find(id);
        return found == records.end() ? nullptr : &found->second;
    };
    // Of an article that is gone neither can be said.
    return {[record](const Ticket& ticket, std::string_view id) {
                const ArticleRecord* const article = record(id);
                return !article || could_read(ticket, *article);
            },
            [record](std::string_view id, std::chrono::sys_seconds at) {
                const ArticleRecord* const article = record(id);
                return article && was_stale(*article, at);
            }};
}

}  // namespace firstline
