#include "server/search/notices.h"

#include <algorithm>

#include "indexer/text/language.h"

namespace firstline {

namespace {

std::vector<std::string> stems_of(std::string_view text, Language& language) {
    std::vector<std::string> stems;
    for (const auto& token : tokens_of(text, false))
        stems.push_back(language.stem(token.word));
    return stems;
}

/// A word of a notice may be a phrase: then all of it must stand in the query, in order.
bool says(const std::vector<std::string>& query, const std::vector<std::string>& word) {
    return !word.empty() &&
           std::search(query.begin(), query.end(), word.begin(), word.end()) != query.end();
}

}  // namespace

std::vector<Notice> current_notices(const KnowledgeBase& kb, std::chrono::sys_seconds now) {
    std::vector<Notice> current;
    for (const auto& notice : kb.notices)
        if ((!notice.from || *notice.from <= now) && (!notice.until || now < *notice.until))
            current.push_back(notice);
    return current;
}

std::vector<Notice> notices_about(std::string_view query, const KnowledgeBase& kb,
                                  std::chrono::sys_seconds now) {
    return notices_about(query, current_notices(kb, now), kb.language);
}

std::vector<Notice> notices_about(std::string_view query, std::vector<Notice> notices,
                                  const std::string& language_name) {
    // Mostly there is none.
    if (notices.empty())
        return notices;
    Language language(language_name);
    const auto stems = stems_of(query, language);
    std::erase_if(notices, [&](const Notice& notice) {
        return std::none_of(notice.words.begin(), notice.words.end(), [&](const auto& word) {
            return says(stems, stems_of(word, language));
        });
    });
    return notices;
}

}  // namespace firstline
