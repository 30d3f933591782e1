#include "server/search/phrases.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "indexer/format/schema.h"
#include "indexer/format/stored_article.h"
#include "indexer/format/terms.h"

namespace firstline {

namespace {

using Documents = std::vector<Xapian::docid>;

/// The documents that have all of `terms`, in order.
Documents with_all(std::vector<std::string> terms, const Xapian::Database& articles) {
    std::sort(terms.begin(), terms.end(), [&](const auto& a, const auto& b) {
        return articles.get_termfreq(a) < articles.get_termfreq(b);
    });
    Documents found;
    if (terms.empty())
        return found;
    for (auto at = articles.postlist_begin(terms[0]); at != articles.postlist_end(terms[0]); ++at)
        found.push_back(*at);
    for (std::size_t i = 1; i < terms.size() && !found.empty(); ++i) {
        auto at = articles.postlist_begin(terms[i]);
        const auto end = articles.postlist_end(terms[i]);
        std::erase_if(found, [&](Xapian::docid document) {
            if (at != end)
                at.skip_to(document);
            return at == end || *at != document;
        });
    }
    return found;
}

/// Aliases have no pairs, so what has all words in its names is a candidate too.
Documents candidates(std::string_view phrase, OpenIndex& index) {
    std::vector<std::string> words, names, pairs;
    std::string before;
    for (const auto& token : tokens_of(phrase, false)) {
        const std::string stem = index.language.stem(token.word);
        words.push_back(term(schema::kBody, stem));
        names.push_back(term(schema::kTitle, stem));
        if (index.language.is_stop_word(token.word))
            continue;
        if (!before.empty())
            pairs.push_back(term(schema::kPair, before.append(1, ' ').append(stem)));
        before = stem;
    }
    if (pairs.empty())
        return with_all(std::move(words), index.articles);
    const Documents in_text = with_all(std::move(pairs), index.articles);
    const Documents in_names = with_all(std::move(names), index.articles);
    Documents all;
    std::set_union(in_text.begin(), in_text.end(), in_names.begin(), in_names.end(),
                   std::back_inserter(all));
    return all;
}

/// @param wanted  the phrase as folded_words(), a blank before and behind it
bool has(std::string_view text, const std::string& wanted) {
    while (!text.empty()) {
        const auto paragraph = text.substr(0, text.find('\n'));
        if ((' ' + folded_words(paragraph) + ' ').find(wanted) != std::string::npos)
            return true;
        text.remove_prefix(std::min(paragraph.size() + 1, text.size()));
    }
    return false;
}

bool article_has(const std::string& data, const std::string& wanted) {
    const auto record = decode_record(data);
    if (has(record.title, wanted) || has(record.summary, wanted))
        return true;
    for (const auto& alias : record.aliases)
        if (has(alias, wanted))
            return true;
    for (const auto& section : decode_sections(data))
        if (has(section.heading, wanted) || has(section.text, wanted))
            return true;
    return false;
}

}  // namespace

Documents articles_with_phrase(std::string_view phrase, OpenIndex& index, std::size_t& to_verify) {
    const std::string wanted = ' ' + folded_words(phrase) + ' ';
    Documents found = candidates(phrase, index);
    std::erase_if(found, [&](Xapian::docid document) {
        if (to_verify == 0)
            return false;
        --to_verify;
        return !article_has(index.articles.get_document(document).get_data(), wanted);
    });
    return found;
}

}  // namespace firstline
