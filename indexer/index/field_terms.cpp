#include "indexer/index/field_terms.h"

#include <algorithm>

#include "indexer/format/schema.h"
#include "indexer/format/terms.h"
#include "indexer/index/document_builder.h"
#include "indexer/index/link_terms.h"
#include "indexer/text/codes.h"

namespace firstline {

namespace {

constexpr std::size_t kShortestSpelling = 3;

void count(TermCounts& terms, std::string_view prefix, std::string_view text) {
    ++terms[term(prefix, text)];
}

void set_once(TermCounts& terms, std::string_view prefix, std::string_view text) {
    if (!text.empty())
        terms[term(prefix, text)] = 1;
}

void filter_by(TermCounts& terms, std::string_view prefix, std::string_view text) {
    if (!text.empty())
        terms[term(prefix, text)] = 0;
}

/// Takes one article apart, text by text.
class FieldReader {
public:
    FieldReader(FieldTerms& fields, Language& language) : fields_(fields), language_(language) {}

    /// A title or an alias; only the title's own words count for the field's length.
    void read_name(std::string_view text, bool is_title) {
        set_once(fields_.others, schema::kExact, folded_words(text));
        last_.clear();
        TokenReader reader(text);
        while (reader.next(token_)) {
            const std::string& stem = language_.stem(token_.word);
            count(fields_.title, schema::kTitle, stem);
            fields_.lengths.title += is_title ? 1 : 0;
            for (const auto& beginning : beginnings_of(token_.word))
                set_once(fields_.others, schema::kTitleBeginning, beginning);
            if (language_.is_stop_word(token_.word))
                continue;
            for (const auto& gram : grams_of_stem(stem))
                count(fields_.grams, schema::kGram, gram);
            if (is_title)
                pair_with(stem);
        }
    }

    void read_heading(std::string_view text) {
        TokenReader reader(text);
        while (reader.next(token_))
            for (const auto& beginning : beginnings_of(token_.word))
                set_once(fields_.others, schema::kHeadingBeginning, beginning);
    }

    /// Words and codes of any text. Pairs do not reach over the end of a paragraph: what stands
    /// beside each other by chance (cells of a table, steps of a list) says nothing.
    void read_text(std::string_view text, bool with_pairs) {
        for (const auto& code : codes_in(text))
            fields_.others[term(schema::kCode, code)] += schema::kLengthScale;
        last_.clear();
        std::size_t read_up_to = 0;
        TokenReader reader(text);
        while (reader.next(token_)) {
            const std::string& stem = language_.stem(token_.word);
            ++fields_.body[stem];
            ++fields_.lengths.body;
            if (!with_pairs)
                continue;
            const auto gap =
                text.substr(read_up_to, token_.begin - std::min(token_.begin, read_up_to));
            if (gap.find('\n') != std::string_view::npos)
                last_.clear();
            read_up_to = token_.end;
            if (!language_.is_stop_word(token_.word))
                pair_with(stem);
        }
    }

private:
    void pair_with(const std::string& stem) {
        if (token_.piece)
            return;
        if (!last_.empty()) {
            pair_.assign(schema::kPair).append(last_).append(1, ' ').append(stem);
            ++fields_.pairs[pair_];
            ++fields_.lengths.pairs;
        }
        last_ = stem;
    }

    FieldTerms& fields_;
    Language& language_;
    Token token_;
    std::string last_;  ///< stem that the next one makes a pair with
    std::string pair_;
};

bool is_for_spelling(const std::string& word) {
    std::size_t letters = 0;
    for (const char c : word) {
        if (c == '_' || (c >= '0' && c <= '9'))
            return false;
        letters += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
    }
    return letters >= kShortestSpelling;
}

}  // namespace

std::vector<TermCount> sorted(TermCounts terms) {
    std::vector<TermCount> result;
    result.reserve(terms.size());
    while (!terms.empty()) {
        auto node = terms.extract(terms.begin());
        result.push_back({std::move(node.key()), node.mapped()});
    }
    std::sort(result.begin(), result.end(),
              [](const TermCount& a, const TermCount& b) { return a.term < b.term; });
    return result;
}

FieldTerms field_terms(const StoredArticle& article, Language& language) {
    FieldTerms fields;
    FieldReader reader(fields, language);
    const auto& record = article.record;
    // A title's pairs are counted once: by read_name().
    reader.read_name(record.title, true);
    reader.read_text(record.title, false);
    reader.read_text(record.summary, true);
    for (const auto& alias : record.aliases) {
        reader.read_name(alias, false);
        reader.read_text(alias, false);
    }
    for (const auto& section : article.sections) {
        reader.read_heading(section.heading);
        reader.read_text(section.heading, true);
        reader.read_text(section.text, true);
    }
    return fields;
}

const std::vector<std::string>& product_facet(const ArticleRecord& record) {
    return record.product.empty() ? record.applies_to : record.product;
}

TermCounts name_terms(const StoredArticle& article) {
    TermCounts terms;
    const auto& record = article.record;
    filter_by(terms, schema::kPath, record.path);
    filter_by(terms, schema::kSlugName, folded_name(record.slug));
    filter_by(terms, schema::kIdName, folded_name(record.id));
    filter_by(terms, schema::kPathName, folded_name(record.path));
    for (const auto& old : article.details.redirect_from)
        filter_by(terms, schema::kOldName, folded_name(old));
    for (auto& link : link_terms(article))
        terms.emplace(std::move(link), 0);
    if (record.state == State::archived)
        return terms;
    for (const auto& file : article.details.files)
        filter_by(terms, schema::kFile, file);
    for (const auto& product : product_facet(record))
        filter_by(terms, schema::kProduct, to_lower(product));
    for (const auto& tag : record.tags)
        filter_by(terms, schema::kTag, to_lower(tag));
    filter_by(terms, schema::kType, to_lower(record.type));
    filter_by(terms, schema::kOwner, to_lower(record.owner));
    filter_by(terms, schema::kState, state_name(record.state));
    return terms;
}

std::vector<std::string> spelling_words(const ArticleRecord& record,
                                        const std::vector<StoredSection>& sections) {
    if (record.state == State::archived)
        return {};
    std::unordered_map<std::string, bool> words;
    const auto read = [&](std::string_view text) {
        TokenReader reader(text);
        for (Token token; reader.next(token);)
            if (is_for_spelling(token.word))
                words.try_emplace(token.word);
    };
    read(record.title);
    read(record.summary);
    for (const auto& alias : record.aliases)
        read(alias);
    for (const auto& section : sections) {
        read(section.heading);
        read(section.text);
    }
    std::vector<std::string> result;
    result.reserve(words.size());
    while (!words.empty())
        result.push_back(std::move(words.extract(words.begin()).key()));
    std::sort(result.begin(), result.end());
    return result;
}

}  // namespace firstline
