#include "server/http/helped.h"

#include <fmt/format.h>

#include "server/insight/comparable_text.h"
#include "server/insight/helpfulness.h"
#include "server/insight/material_change.h"
#include "server/store/votes.h"

namespace firstline {

std::string helped_line(Connection& connection, Reading& reading, const ArticleRecord& article) {
    VoteTable votes(connection);
    const auto cast = votes.of_article(article.id);
    if (cast.empty())
        return {};
    const Found found = reading.find(article.slug);
    if (found.kind != Found::Kind::article)
        return {};
    const std::string now = comparable_text(found.article.details.html);
    const Helpfulness said = helpfulness_of(cast, [&](std::string_view hash) {
        if (hash == found.article.details.content_hash)
            return true;
        const auto text = votes.text(hash);
        return text && !text->text.empty() && !material_change(text->text, now);
    });
    const std::size_t all = said.readers.all();
    if (all == 0)
        return {};
    const double yes =
        static_cast<double>(said.readers.yes) + static_cast<double>(said.readers.partly) / 2;
    std::string line = fmt::format("Helped {:g} of {} {}", yes, all, all == 1 ? "reader" : "readers");
    if (said.helpful)
        line += fmt::format(" ({:.0f} %, {:.0f} to {:.0f})", 100 * said.helpful->value(),
                            100 * said.helpful->interval.low,
                            100 * said.helpful->interval.high);
    return line;
}

}  // namespace firstline
