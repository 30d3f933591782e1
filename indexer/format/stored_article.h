#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/article/article.h"
#include "indexer/article/problem.h"

namespace firstline {

/// What a list of hits shows of an article, and what its page shows around the text. Kept small:
/// every hit of every search decodes one.
struct ArticleRecord {
    std::string path;
    std::string id;
    std::string slug;
    std::string title;
    std::string summary;
    std::vector<std::string> aliases;
    std::string redirect_to;
    Audience audience;
    State state = State::validated;
    bool unlisted = false;
    std::string owner;
    bool owner_assumed = false;
    std::optional<Date> reviewed;
    std::string reviewed_by;
    bool changed_since_review = false;  ///< the stamp's hash is not that of the stored text
    std::optional<std::chrono::days> review_every;
    std::optional<Date> expires;
    std::optional<Date> updated;
    std::vector<std::string> tags;
    std::vector<std::string> applies_to;
    std::vector<std::string> product;
    std::vector<std::string> related;
    std::string type;
    bool critical = false;
    std::string lang;
};

/// A section as the index keeps it.
struct StoredSection {
    std::string heading;
    std::string anchor;
    int level = 0;
    std::string text;
};

/// What only the article's own page and its writers need.
struct ArticleDetails {
    std::string html;
    TicketQuestions ticket;
    std::vector<Diagnosis> diagnose;
    std::string translation_of;
    std::string reviewed_hash;
    std::string content_hash;
    std::vector<std::string> redirect_from;
    std::vector<Link> links;
    std::vector<std::string> files;
    std::vector<std::string> depends_on;
    Problems problems;
};

struct StoredArticle {
    ArticleRecord record;
    std::vector<StoredSection> sections;
    ArticleDetails details;
};

/// Document data is three length-prefixed parts in this order: record, sections, details, so that a
/// hit reads only the parts it shows. The form is private to these functions; schema.h's version
/// changes with it. The decoders throw CorruptIndex for anything encode() did not write.
std::string encode(const StoredArticle& article);
ArticleRecord decode_record(std::string_view data);
std::vector<StoredSection> decode_sections(std::string_view data);
StoredArticle decode_article(std::string_view data);

}  // namespace firstline
