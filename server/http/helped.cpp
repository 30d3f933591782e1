#include "server/http/helped.h"

#include <fmt/format.h>

#include "server/http/text_holds.h"
#include "server/insight/helpfulness.h"
#include "server/store/votes.h"

namespace firstline {

std::string helped_line(Connection& connection, const StoredArticle& article) {
    VoteTable votes(connection);
    const auto cast = votes.of_article(article.record.id);
    if (cast.empty())
        return {};
    const Helpfulness said = helpfulness_of(cast, holds_for(votes, article));
    const std::size_t all = said.readers.all();
    if (all == 0)
        return {};
    const double yes =
        static_cast<double>(said.readers.yes) + static_cast<double>(said.readers.partly) / 2;
    std::string line =
        fmt::format("Helped {:g} of {} {}", yes, all, all == 1 ? "reader" : "readers");
    if (said.helpful)
        line += fmt::format(" ({:.0f} %, {:.0f} to {:.0f})", 100 * said.helpful->value(),
                            100 * said.helpful->interval.low, 100 * said.helpful->interval.high);
    return line;
}

}  // namespace firstline
