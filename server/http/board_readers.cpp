#include "server/http/board_readers.h"

namespace firstline {

ReadersTold::ReadersTold(Connection& connection, std::chrono::sys_seconds from,
                         std::chrono::sys_seconds until)
    : events(EventTable(connection).between(from, until)),
      votes(VoteTable(connection).between(from, until)),
      tickets(TicketTable(connection).between(from, until)),
      problems(problems_of(events, votes, tickets)) {}

const ArticleRecord* KnownRecords::find(const std::string& id) {
    const auto [known, added] = known_.try_emplace(id);
    if (added)
        known->second = reading_.records({id});
    return known->second.empty() ? nullptr : &known->second.front();
}

bool is_overdue(const ArticleRecord& article, Date today) {
    if (article.expires && *article.expires <= today)
        return true;
    return article.reviewed && article.review_every &&
           *article.reviewed + *article.review_every < today;
}

std::function<bool(std::string_view article)> overdue_among(KnownRecords& records, Date today) {
    return [&records, today](std::string_view id) {
        const ArticleRecord* const record = records.find(std::string{id});
        return record != nullptr && is_overdue(*record, today);
    };
}

}  // namespace firstline
