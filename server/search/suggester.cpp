#include "server/search/suggester.h"

#include <algorithm>
#include <set>

#include "indexer/format/schema.h"
#include "indexer/format/terms.h"
#include "indexer/text/characters.h"
#include "server/search/near_beginnings.h"
#include "server/search/searcher.h"

namespace firstline {

namespace {

constexpr std::size_t kShortestTyped = 2;
constexpr std::size_t kMostTyped = 200;
constexpr std::size_t kMostWords = 10;
constexpr Xapian::doccount kCandidates = 40;
constexpr std::size_t kMostCompletions = 3;
constexpr std::size_t kMostSpellingsLookedAt = 2000;

std::vector<std::string> words_typed(std::string_view text) {
    std::vector<std::string> words;
    for (auto& token : tokens_of(text, false))
        if (words.size() < kMostWords)
            words.push_back(std::move(token.word));
    return words;
}

/// Words a title may lack although they were typed: "my printer", "how to print".
std::vector<std::string> telling(const std::vector<std::string>& words, const Language& language) {
    std::vector<std::string> kept;
    for (std::size_t i = 0; i < words.size(); ++i)
        if (i + 1 == words.size() || !language.is_stop_word(words[i]))
            kept.push_back(words[i]);
    return kept;
}

bool begins_one_of(const std::string& typed, const std::vector<Token>& words) {
    return std::any_of(words.begin(), words.end(),
                       [&](const Token& token) { return token.word.starts_with(typed); });
}

/// How many of the typed words a text has the beginning of.
std::size_t words_begun(const std::vector<std::string>& typed, std::string_view text) {
    const auto words = tokens_of(text, true);
    return static_cast<std::size_t>(std::count_if(
        typed.begin(), typed.end(), [&](const auto& word) { return begins_one_of(word, words); }));
}

Html mark_beginnings(std::string_view title, const std::vector<std::string>& typed) {
    Html html;
    std::size_t copied = 0;
    for (const auto& token : tokens_of(title, false)) {
        std::size_t length = 0;
        for (const auto& word : typed)
            if (token.word.starts_with(word))
                length = std::max(length, word.size());
        if (length == 0)
            continue;
        // Where folding changed the length of the word, the whole of it is marked.
        const std::size_t size = token.end - token.begin;
        const std::size_t marked = size == token.word.size() ? length : size;
        // Pairs of characters overlap.
        const std::size_t begin = std::max(token.begin, copied);
        const std::size_t end = token.begin + marked;
        if (end <= begin)
            continue;
        append_escaped(html.markup, title.substr(copied, begin - copied));
        html.markup += "<mark>";
        append_escaped(html.markup, title.substr(begin, end - begin));
        html.markup += "</mark>";
        copied = end;
    }
    append_escaped(html.markup, title.substr(copied));
    return html;
}

/// A candidate and what puts it before others, the greater the better.
struct Candidate {
    Suggestion suggestion;
    bool all_in_title = false;
    bool title_begins = false;
    std::size_t words_in_title = 0;
    std::size_t title_length = 0;
    Xapian::docid document = 0;

    auto key() const {
        return std::tuple(all_in_title, title_begins, words_in_title,
                          -static_cast<long>(title_length), -static_cast<long>(document));
    }
};

class Suggester {
public:
    Suggester(std::string_view text, unsigned limit, OpenIndex& index)
        : text_(text),
          limit_(limit),
          index_(index),
          words_(telling(words_typed(text), index.language)) {}

    Suggestions run() {
        Suggestions suggestions;
        suggestions.query = std::string(text_);
        if (words_.empty() || character_count(text_) < kShortestTyped || index_.count == 0)
            return suggestions;
        add_beginnings(suggestions);
        if (suggestions.results.empty())
            add_beginnings_as_meant(suggestions);
        if (suggestions.results.size() < limit_)
            add_sure_answers(suggestions);
        suggestions.completions = completions();
        return suggestions;
    }

private:
    Xapian::Query query(bool headings_too) const {
        std::vector<Xapian::Query> all;
        for (const auto& word : words_) {
            // The index holds beginnings of two characters and more; one alone asks for nothing
            // yet.
            if (words_.size() > 1 && character_count(word) < kShortestTyped)
                continue;
            const std::string beginning = longest_beginning(word);
            Xapian::Query one(term(schema::kTitleBeginning, beginning));
            if (headings_too)
                one |= Xapian::Query(term(schema::kHeadingBeginning, beginning));
            all.push_back(one);
        }
        if (all.empty())
            return Xapian::Query::MatchNothing;
        return {Xapian::Query::OP_AND, all.begin(), all.end()};
    }

    void collect(const Xapian::Query& query, std::vector<Candidate>& candidates) {
        Xapian::Enquire enquire(index_.articles);
        enquire.set_weighting_scheme(Xapian::BoolWeight());
        enquire.set_query(query);
        const Xapian::MSet found = enquire.get_mset(0, kCandidates);
        for (auto hit = found.begin(); hit != found.end(); ++hit)
            if (std::none_of(candidates.begin(), candidates.end(),
                             [&](const Candidate& c) { return c.document == *hit; }))
                candidates.push_back(candidate(*hit));
    }

    Candidate candidate(Xapian::docid document) const {
        const ArticleNames& called = names_of(index_, document);
        Candidate c;
        c.document = document;
        c.suggestion = {called.id, called.slug, called.title, {}, {}};
        std::string names = called.title;
        for (const auto& alias : called.aliases)
            names += "\n" + alias;
        c.words_in_title = words_begun(words_, called.title);
        c.all_in_title = words_begun(words_, names) == words_.size();
        c.title_begins = folded_words(called.title).starts_with(folded_words(text_));
        c.title_length = called.title.size();
        return c;
    }

    std::optional<SectionRef> best_heading(const std::string& data) const {
        std::optional<SectionRef> best;
        std::size_t most = 0;
        for (const auto& section : decode_sections(data)) {
            const std::size_t begun = words_begun(words_, section.heading);
            if (begun > most && !section.anchor.empty()) {
                most = begun;
                best = SectionRef{section.heading, section.anchor};
            }
        }
        return best;
    }

    void add_beginnings(Suggestions& suggestions) {
        std::vector<Candidate> candidates;
        collect(query(false), candidates);
        if (candidates.size() < limit_)
            collect(query(true), candidates);
        std::stable_sort(candidates.begin(), candidates.end(),
                         [](const Candidate& a, const Candidate& b) { return a.key() > b.key(); });
        if (candidates.size() > limit_)
            candidates.resize(limit_);
        for (auto& c : candidates)
            suggestions.results.push_back(shown(std::move(c)));
    }

    /// What only those need that are shown.
    Suggestion shown(Candidate candidate) const {
        auto& suggestion = candidate.suggestion;
        suggestion.marked_title = mark_beginnings(suggestion.title, words_);
        if (!candidate.all_in_title)
            suggestion.section =
                best_heading(index_.articles.get_document(candidate.document).get_data());
        return std::move(suggestion);
    }

    /// Where a word begins nothing, what it was probably meant as is looked for in its place.
    void add_beginnings_as_meant(Suggestions& suggestions) {
        const std::vector<std::string> typed = words_;
        for (std::size_t i = 0; i < words_.size(); ++i) {
            if (begins_a_name(words_[i], index_))
                continue;
            const auto near = near_beginnings(typed[i], index_);
            for (const auto& meant : near) {
                words_[i] = meant;
                add_beginnings(suggestions);
                if (!suggestions.results.empty())
                    return;
            }
            // It may take another word that is mended, too.
            if (!near.empty())
                words_[i] = near.front();
        }
    }

    void add_sure_answers(Suggestions& suggestions) {
        SearchRequest request;
        request.query = std::string(text_);
        request.limit = limit_;
        request.only_sure = true;
        for (auto& hit : search(request, index_).hits) {
            const bool shown =
                std::any_of(suggestions.results.begin(), suggestions.results.end(),
                            [&](const Suggestion& s) { return s.slug == hit.article.slug; });
            if (shown || suggestions.results.size() >= limit_)
                continue;
            suggestions.results.push_back({hit.article.id, hit.article.slug, hit.article.title,
                                           mark_beginnings(hit.article.title, words_),
                                           hit.section});
        }
    }

    /// The text with its last word completed to words that occur, the frequent ones first.
    std::vector<std::string> completions() const {
        const auto tokens = tokens_of(text_, false);
        if (tokens.empty() || tokens.back().end != text_.size() ||
            tokens.back().word.size() < kShortestTyped)
            return {};
        // As it was meant, if it was mistyped; words_ always ends with the last word.
        const std::string& typed = words_.back();
        std::vector<std::pair<Xapian::termcount, std::string>> words;
        std::size_t looked_at = 0;
        auto it = index_.articles.spellings_begin();
        it.skip_to(typed);
        for (; it != index_.articles.spellings_end() && (*it).starts_with(typed) &&
               looked_at < kMostSpellingsLookedAt;
             ++it, ++looked_at)
            if (*it != typed)
                words.emplace_back(it.get_termfreq(), *it);
        std::stable_sort(words.begin(), words.end(),
                         [](const auto& a, const auto& b) { return a.first > b.first; });
        std::vector<std::string> completed;
        for (const auto& [frequency, word] : words)
            if (completed.size() < kMostCompletions)
                completed.push_back(std::string(text_.substr(0, tokens.back().begin)) + word);
        return completed;
    }

    std::string_view text_;
    unsigned limit_;
    OpenIndex& index_;
    std::vector<std::string> words_;
};

}  // namespace

Suggestions suggest(std::string_view text, unsigned limit, OpenIndex& index) {
    return Suggester(text.substr(0, kMostTyped), limit, index).run();
}

}  // namespace firstline
