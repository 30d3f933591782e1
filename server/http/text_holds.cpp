#include "server/http/text_holds.h"

#include <map>
#include <memory>
#include <string>

#include "server/insight/comparable_text.h"
#include "server/insight/material_change.h"

namespace firstline {

std::function<bool(std::string_view text_hash)> holds_for(VoteTable& votes,
                                                          const StoredArticle& article) {
    struct Known {
        std::string now;
        std::map<std::string, bool, std::less<>> holds;
    };
    return [&votes, &article, known = std::make_shared<Known>()](std::string_view hash) {
        if (hash == article.details.content_hash)
            return true;
        if (const auto told = known->holds.find(hash); told != known->holds.end())
            return told->second;
        if (known->now.empty())
            known->now = comparable_text(article.details.html);
        const auto text = votes.text(hash);
        // Kept as it was shown, in HTML.
        const bool holds = text && !text->text.empty() &&
                           !material_change(comparable_text(text->text), known->now);
        known->holds.emplace(hash, holds);
        return holds;
    };
}

}  // namespace firstline
